"""What holds for all tests: no deadlines, and one thread and one seed for torch."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, settings

# Machines are shared and slow at times; a test that is too slow shows in the whole run.
settings.register_profile(
    "melodyrnn", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("melodyrnn")


@pytest.fixture(autouse=True)
def one_thread_and_one_seed() -> None:
    """Only where torch is loaded already: most tests do without it, and start at once."""
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
        torch.manual_seed(0)
