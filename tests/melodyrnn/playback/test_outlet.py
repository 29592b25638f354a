import pytest

from melodyrnn.playback.devices import ClockOutput
from melodyrnn.playback.memory import Memory
from melodyrnn.playback.outlet import RETRY_S, SILENT_S, Outlet
from tests.sounds import RATE, HandClock, Outputs


class Room:
    """An outlet whose rounds and clock the test moves."""

    def __init__(self, *names: str) -> None:
        self.outputs = Outputs(*names)
        self.time = HandClock()
        self.outlet = Outlet(Memory(), RATE, self.outputs, self.time)
        self.outlet.check()

    def wait(self, seconds: float) -> None:
        self.time.time += seconds
        self.outlet.check()

    def close(self) -> None:
        self.outlet.close()


def test_it_opens_the_default_device() -> None:
    room = Room("", "phones")
    assert room.outputs.last.name == ""
    assert room.outlet.message == ""


def test_without_a_device_it_says_so_and_time_runs_all_the_same() -> None:
    room = Room()
    assert "no output" in room.outlet.message
    assert isinstance(room.outlet._output, ClockOutput)
    room.close()
    room.outlet._drop()


def test_a_device_that_arrives_is_taken_within_two_seconds() -> None:
    room = Room()
    room.outputs.names.add("")
    room.wait(RETRY_S)
    assert room.outputs.last.pull is not None
    assert room.outlet.message == ""


def test_a_device_that_goes_away_is_replaced() -> None:
    room = Room("", "phones")
    room.outlet.use("phones")
    room.outlet.check()
    phones = room.outputs.last
    assert phones.name == "phones"
    phones.is_open = False
    room.outputs.names.remove("phones")
    room.wait(0.2)
    assert room.outputs.last.name == ""
    assert "phones" in room.outlet.message


def test_the_chosen_device_is_taken_again_when_it_comes_back() -> None:
    room = Room("")
    room.outlet.use("phones")
    room.outlet.check()
    assert "phones" in room.outlet.message
    assert len(room.outputs.opened) == 1  # the default one plays on undisturbed
    room.outputs.names.add("phones")
    room.wait(RETRY_S)
    assert room.outputs.last.name == "phones"
    assert not room.outputs.opened[0].is_open
    assert room.outlet.message == ""


def test_a_device_that_has_stopped_asking_is_opened_anew() -> None:
    room = Room("")
    room.outputs.last.ask(100)
    room.wait(SILENT_S + 0.1)
    assert len(room.outputs.opened) == 2
    assert not room.outputs.opened[0].is_open


def test_a_device_that_ran_dry_often_gets_more_room() -> None:
    room = Room("")
    room.outputs.last.ask(RATE)
    for _ in range(5):
        room.outputs.last.ask(441)
        room.time.time += 0.2
    room.outlet.check()
    assert room.outlet.late >= 3
    assert room.outputs.roomy == [False, True]
    late = room.outlet.late
    room.outlet.check()
    assert (room.outlet.late, len(room.outputs.opened)) == (late, 2)


def test_what_is_heard_goes_on_on_the_next_device() -> None:
    room = Room("")
    room.outputs.last.ask(1000)
    room.outputs.last.is_open = False
    room.wait(0.2)
    room.outputs.last.ask(500)
    room.time.time += 0.005
    assert room.outlet.heard() == pytest.approx(1000 + 0.005 * RATE)
