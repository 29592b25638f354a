"""What role a part plays."""

from __future__ import annotations

import pytest

from melodyrnn.collection.part_kind import PartKind, part_kind
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part
from melodyrnn.music.top_line import top_line

TUNE = NoteSequence(Note(i * 240, 67 + (i * 5) % 12, 240) for i in range(40))
TRIADS = NoteSequence(Note(i * 480, p, 480) for i in range(20) for p in (60, 64, 67))


def kind(part: Part, *, alone: bool = False) -> PartKind:
    return part_kind(part, top_line(part.notes), alone=alone)


def test_a_single_line_is_a_melody() -> None:
    assert kind(Part(TUNE)) == "melody"


def test_a_rare_double_stop_and_legato_do_not_spoil_a_melody() -> None:
    legato = NoteSequence(Note(n.onset, n.pitch, n.duration + 20) for n in TUNE)
    assert kind(Part(legato.merged(NoteSequence([Note(0, 55, 240)])))) == "melody"


def test_frequent_double_stops_are_chords() -> None:
    thirds = TUNE.merged(NoteSequence([Note(n.onset, n.pitch - 4, 240) for n in TUNE][::4]))
    assert kind(Part(thirds)) == "chords"


def test_triads_are_chords_and_two_hands_are_a_piano() -> None:
    hands = TUNE.transposed(8).merged(TRIADS.transposed(-17))
    assert kind(Part(TRIADS)) == "chords"
    assert kind(Part(hands)) == "piano"


def test_an_arpeggio_left_to_ring_is_chords() -> None:
    rung = NoteSequence(Note(i * 120, (48, 55, 60, 64)[i % 4], 480) for i in range(64))
    assert kind(Part(rung)) == "chords"


def test_a_low_line_under_others_is_a_bass_but_alone_it_is_the_tune() -> None:
    low = Part(TUNE.transposed(-36))
    assert kind(low) == "bass"
    assert kind(low, alone=True) == "melody"


@pytest.mark.parametrize("program", [32, 39, 43, 58])
def test_a_bass_instrument_plays_a_bass_even_when_high(program: int) -> None:
    assert kind(Part(TUNE, program=program)) == "bass"


def test_the_drum_channel_and_noises_are_drums() -> None:
    assert kind(Part(TUNE, is_drum=True)) == "drums"
    assert kind(Part(TUNE, program=127), alone=True) == "drums"


def test_no_notes_are_empty_whatever_the_channel() -> None:
    assert kind(Part(NoteSequence(), is_drum=True)) == "empty"
