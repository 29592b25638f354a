"""What holds for all tests: who comes first, no deadlines, a cache, one thread and one seed."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.alone import ONE_BY_ONE

# Machines are shared and slow at times; a test that is too slow shows in the whole run.
settings.register_profile(
    "melodyrnn", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("melodyrnn")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that run one by one come first, in whatever order they and the others are."""
    items.sort(key=lambda item: item.get_closest_marker(ONE_BY_ONE.name) is None)


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
