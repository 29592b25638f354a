import pytest

from melodyrnn.playback.clock import HeardClock
from tests.sounds import HandClock

RATE = 1000


def clock_and_time(latency: int = 50, first: int = 0) -> tuple[HeardClock, HandClock]:
    time = HandClock()
    return HeardClock(RATE, latency, first, time), time


def test_before_the_device_asks_nothing_is_heard() -> None:
    clock, time = clock_and_time(first=700)
    time.time += 1
    assert clock.heard() == 700


def test_what_is_heard_lies_behind_what_was_taken_by_the_latency() -> None:
    clock, time = clock_and_time()
    for n in range(10):
        clock.note_request(n * 40, 40)
        time.time += 0.040
    assert clock.heard() == pytest.approx(10 * 40 - 50)
    time.time += 0.013
    assert clock.heard() == pytest.approx(10 * 40 - 50 + 13)


def test_a_request_that_reaches_us_late_does_not_hold_the_playhead_up() -> None:
    clock, time = clock_and_time()
    for n in range(10):
        clock.note_request(n * 40, 40)
        time.time += 0.040
    time.time += 0.020
    clock.note_request(400, 40)
    assert clock.heard() == pytest.approx(400 - 50 + 20)
    assert clock.late == 0


def test_a_device_that_has_stopped_asking_plays_no_more_than_it_was_given() -> None:
    clock, time = clock_and_time()
    clock.note_request(0, 40)
    time.time += 5
    assert clock.heard() == 40


def test_it_counts_when_the_device_must_have_run_dry_and_follows_its_new_pace() -> None:
    clock, time = clock_and_time()
    for n in range(10):
        clock.note_request(n * 40, 40)
        time.time += 0.040
    time.time += 0.5
    for n in range(10, 13):
        clock.note_request(n * 40, 40)
        time.time += 0.040
    assert clock.late == 1
    assert clock.heard() == pytest.approx(13 * 40 - 50)


def test_what_is_heard_never_goes_back() -> None:
    clock, time = clock_and_time()
    for n in range(100):
        clock.note_request(n * 40, 40)
        before = clock.heard()
        time.time += 0.040 + (0.03 if n % 7 == 3 else -0.005)
        assert clock.heard() >= before
