from __future__ import annotations

import pytest

from melodyrnn.course.estimate import Mark, Pace, Patience

CALM = Patience(since_best=0, patience=6, between_s=10, since_check_s=5)


def pace(seconds: int, *, share_a_second: float = 0.001) -> Pace:
    """Steady: 100 notes and 2 pieces a second."""
    found = Pace()
    for s in range(seconds + 1):
        found.add(Mark(s, s * share_a_second, 100 * s, 2 * s))
    return found


def test_the_pace_is_that_of_the_last_seconds() -> None:
    found = pace(100)
    for s in range(1, 21):
        found.add(Mark(100 + s, 0.1, 10_000 + 300 * s, 200 + 4 * s))

    assert found.notes_per_second == pytest.approx(300)
    assert found.pieces_per_second == pytest.approx(4)
    assert Pace().notes_per_second == 0


def test_nothing_is_foretold_in_the_first_half_minute() -> None:
    assert pace(29).remaining_s(minutes=10, epochs=None, patience=CALM) == ()
    assert Pace().remaining_s(minutes=10, epochs=None, patience=CALM) == ()


def test_of_minutes_those_are_left_that_were_not_spent() -> None:
    assert pace(60).remaining_s(minutes=10, epochs=None, patience=CALM) == (540, 540)


def test_epochs_take_as_long_as_the_fastest_and_the_slowest_part_of_the_last_minute_say() -> None:
    found = pace(60)
    assert found.remaining_s(minutes=None, epochs=9, patience=CALM) == pytest.approx((940, 940))
    for s in range(1, 31):
        found.add(Mark(60 + s, 0.06 + 0.002 * s, 0, 0))
    low, high = found.remaining_s(minutes=None, epochs=9, patience=CALM)
    assert low == pytest.approx(0.88 / 0.002)
    assert high == pytest.approx(0.88 / 0.001)


def test_of_two_budgets_the_one_that_is_sooner_used_up_counts() -> None:
    found = pace(60)
    assert found.remaining_s(minutes=2, epochs=9, patience=CALM) == (60, 60)
    both = found.remaining_s(minutes=99, epochs=9, patience=CALM)
    assert both == pytest.approx((940, 940))


@pytest.mark.parametrize(("since_best", "low"), [(2, 540), (3, 25), (5, 5), (6, 0)])
def test_an_early_end_that_comes_into_sight_is_the_low_end(since_best: int, low: float) -> None:
    patience = Patience(since_best, patience=6, between_s=10, since_check_s=5)
    assert pace(60).remaining_s(minutes=10, epochs=None, patience=patience) == (low, 540)
