"""What a hand meant."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.generation.by_hand import as_meant
from melodyrnn.music.notes import Note, NoteSequence


@pytest.mark.parametrize("unit", [120, 160, 240, 480])
@pytest.mark.parametrize("seed", range(5))
def test_a_played_tune_is_written_down_as_it_was_meant(unit: int, seed: int) -> None:
    written = NoteSequence(Note(480 + i * unit, 60 + i % 12, unit) for i in range(24))
    rng = np.random.default_rng(seed)
    hand = NoteSequence.from_columns(
        written.onset + rng.integers(-25, 26, 24),
        np.full(24, unit - 20),
        written.pitch,
        written.velocity,
    )
    assert as_meant(hand, before=hand.end).onset.tolist() == written.onset.tolist()
    assert as_meant(hand, before=hand.end).is_monophonic


@pytest.mark.parametrize("seed", range(8))
def test_a_hand_that_is_always_late_is_only_late(seed: int) -> None:
    rng = np.random.default_rng(seed)
    late = [int(i * 480 + 35 + rng.integers(-24, 25)) for i in range(16)]
    hand = NoteSequence(Note(onset, 60 + i % 12, 430) for i, onset in enumerate(late))
    assert as_meant(hand, before=hand.end).onset.tolist() == [i * 480 for i in range(16)]


def test_written_music_is_left_as_it_is() -> None:
    written = NoteSequence(Note(i * 60, 60, 40) for i in range(20))
    assert as_meant(written, before=written.end) is written


def test_another_programs_division_is_no_hand() -> None:
    rounded = NoteSequence(Note(i * 240 + (i % 3), 60, 240) for i in range(20))
    assert as_meant(rounded, before=rounded.end) is rounded


def test_quintuplets_are_no_careless_sixteenths() -> None:
    quintuplets = NoteSequence(Note(i * 96, 60, 96) for i in range(40))
    assert as_meant(quintuplets, before=quintuplets.end) is quintuplets


def test_nothing_is_nothing() -> None:
    assert len(as_meant(NoteSequence(), before=0)) == 0
