"""What holds for all tests: no deadlines, a cache of its own, one thread and seed for torch."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Machines are shared and slow at times; a test that is too slow shows in the whole run.
settings.register_profile(
    "melodyrnn", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("melodyrnn")


@pytest.fixture(scope="session", autouse=True)
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is known of files from before is kept where no user keeps anything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MELODYRNN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def one_thread_and_one_seed() -> None:
    """Only where torch is loaded already: most tests do without it, and start at once."""
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
        torch.manual_seed(0)
