"""The guard against stuck loops."""

from __future__ import annotations

from melodyrnn.generation.guard import LOOP_SHARE, MAX_LOOPS, MAX_SAME_PITCH, stale_pitches

FIGURE = [(60, 12), (64, 12), (67, 24), (64, 12)]


def test_nothing_is_stale_at_the_start() -> None:
    assert stale_pitches([]) == set()
    assert stale_pitches([(60, 24)]) == set()


def test_a_pitch_is_stale_once_it_was_struck_too_often() -> None:
    rhythm = [24, 12, 6, 36, 24, 48, 12, 18]  # the same note in whatever rhythm
    history = [(60, duration) for duration in rhythm]
    assert len(history) == MAX_SAME_PITCH
    assert stale_pitches(history[1:]) == set()
    assert stale_pitches(history) == {60}


def test_a_figure_may_come_a_few_times_and_then_its_next_note_is_stale() -> None:
    assert stale_pitches(FIGURE * (MAX_LOOPS - 1)) == set()
    assert stale_pitches(FIGURE * MAX_LOOPS) == {60}
    assert stale_pitches((FIGURE * (MAX_LOOPS + 1))[:-2]) == {67}


def test_a_loop_with_one_note_changed_is_still_a_loop() -> None:
    history = FIGURE * MAX_LOOPS
    history[9] = (65, 12)
    assert stale_pitches(history) == {60}


def test_a_figure_that_moves_on_is_no_loop() -> None:
    sequence = [(pitch + 2 * bar, duration) for bar in range(8) for pitch, duration in FIGURE]
    assert stale_pitches(sequence) == set()


def test_a_varied_figure_is_no_loop() -> None:
    varied = [
        note if i % len(FIGURE) else (60 + bar, 12)
        for bar in range(MAX_LOOPS)
        for i, note in enumerate(FIGURE)
    ]
    assert 1 - 1 / len(FIGURE) < LOOP_SHARE  # one note in four is new each time
    assert stale_pitches(varied) == set()
