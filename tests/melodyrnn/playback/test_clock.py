import pytest

from melodyrnn.playback.clock import HeardClock, RequestClock
from melodyrnn.playback.memory import Memory, Slot
from tests.sounds import HandClock

RATE = 1000
PERIOD = 40


class Clocks:
    """A device that asks for 40 frames every 40 ms, and both ends of its clock."""

    def __init__(self, latency: int = 50, first: int = 0) -> None:
        self.memory = Memory()
        self.time = HandClock()
        self.taken = first
        self.memory.numbers[Slot.TAKEN] = first
        self.heard = HeardClock(self.memory, RATE, self.time)
        self.heard.restart(latency)
        self.requests = RequestClock(self.memory, RATE, self.time)

    def ask(self, late_s: float = 0.0) -> None:
        self.time.time += late_s
        self.requests.note(self.taken, PERIOD)
        self.taken += PERIOD
        self.time.time += PERIOD / RATE - late_s


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


def test_before_the_device_asks_nothing_is_heard(clocks: Clocks) -> None:
    clocks.time.time += 1
    assert clocks.heard.heard() == 0
    assert clocks.heard.last_request == 0


def test_what_is_heard_lies_behind_what_was_taken_by_the_latency(clocks: Clocks) -> None:
    for _ in range(10):
        clocks.ask()
    assert clocks.heard.heard() == pytest.approx(10 * PERIOD - 50)
    clocks.time.time += 0.013
    assert clocks.heard.heard() == pytest.approx(10 * PERIOD - 50 + 13)


def test_a_request_that_reaches_us_late_does_not_hold_the_playhead_up(clocks: Clocks) -> None:
    for _ in range(10):
        clocks.ask()
    clocks.ask(late_s=0.020)
    assert clocks.heard.heard() == pytest.approx(11 * PERIOD - 50)
    assert clocks.heard.late == 0


def test_a_device_that_has_stopped_asking_plays_no_more_than_it_was_given(clocks: Clocks) -> None:
    clocks.ask()
    clocks.time.time += 5
    assert clocks.heard.heard() == PERIOD


def test_it_counts_when_the_device_must_have_run_dry_and_follows_its_new_pace(
    clocks: Clocks,
) -> None:
    for _ in range(20):
        clocks.ask()
    clocks.time.time += 0.5
    for _ in range(3):
        clocks.ask()
    assert clocks.heard.late == 1
    assert clocks.heard.heard() == pytest.approx(23 * PERIOD - 50)


def test_a_device_that_halts_while_it_starts_is_not_counted(clocks: Clocks) -> None:
    clocks.ask()
    clocks.time.time += 1.3
    clocks.ask()
    assert clocks.heard.late == 0


def test_what_is_heard_never_goes_back(clocks: Clocks) -> None:
    for n in range(100):
        clocks.ask(late_s=0.02 if n % 7 == 3 else 0.0)
        before = clocks.heard.heard()
        clocks.time.time -= 0.001  # a device a little quicker than it says
        assert clocks.heard.heard() >= before


def test_another_device_goes_on_where_the_last_one_was(clocks: Clocks) -> None:
    for _ in range(10):
        clocks.ask()
    clocks.memory.numbers[Slot.TAKEN] = clocks.taken
    before = clocks.heard.heard()
    clocks.heard.restart(0)
    assert clocks.heard.heard() == before
    RequestClock(clocks.memory, RATE, clocks.time).note(clocks.taken, PERIOD)
    clocks.time.time += 0.010
    assert clocks.heard.heard() == pytest.approx(clocks.taken + 10)
