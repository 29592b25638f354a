"""Notes to events and back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.encoding.events import EVENT_DTYPE, Rounding, decode, encode
from melodyrnn.encoding.timing import MAX_STEPS, TICKS_PER_STEP
from melodyrnn.errors import MelodyRnnError
from melodyrnn.midi.reading import read_midi
from melodyrnn.music.notes import Note, NoteSequence
from tests.strategies import melodies, note_sequences, notes

ROOT = Path(__file__).parents[3]
FILES = [
    path
    for folder in (ROOT / "midi_data", ROOT / "tests" / "data")
    for path in sorted(folder.rglob("*.mid"))
]
STEP = TICKS_PER_STEP


@given(note_sequences(grid=STEP))
def test_polyphony_on_the_grid_comes_back_exactly(sequence: NoteSequence) -> None:
    events, rounding = encode(sequence)

    assert decode(events) == sequence
    assert rounding == Rounding(len(sequence))
    assert rounding.is_exact


@given(melodies())
def test_melodies_on_the_grid_come_back_exactly(melody: NoteSequence) -> None:
    slow = NoteSequence(
        Note(n.onset * STEP, n.pitch, n.duration * STEP, n.velocity) for n in melody
    )

    assert decode(encode(slow)[0]) == slow


@given(st.lists(notes(max_onset=4 * STEP, grid=STEP), max_size=12))
def test_every_set_of_notes_has_one_encoding_with_chords_ascending(found: list[Note]) -> None:
    events, _ = encode(NoteSequence(found))
    backwards, _ = encode(NoteSequence(reversed(found)))
    again, _ = encode(decode(events))
    in_chord = events["shift"][1:] == 0

    assert np.array_equal(events, backwards)
    assert np.array_equal(events, again)
    assert np.all(np.diff(events["pitch"])[in_chord] > 0)


def test_the_fields_mean_what_they_say() -> None:
    chord = NoteSequence([Note(480, 64, 240, 90), Note(480, 60, 480, 70), Note(960, 62, 20, 1)])

    assert encode(chord)[0].tolist() == [(24, 60, 24, 70), (0, 64, 12, 90), (24, 62, 1, 1)]


@pytest.mark.parametrize(
    ("note", "moved", "largest", "read"),
    [
        (Note(20, 60, 40), 0, 0, Note(20, 60, 40)),
        (Note(27, 60, 33), 1, 7, Note(20, 60, 40)),
        (Note(20, 60, 44), 1, 4, Note(20, 60, 40)),
        (Note(30, 60, 40), 1, 10, Note(40, 60, 40)),
        (Note(20, 60, 3), 1, 17, Note(20, 60, 20)),
        (Note(13, 60, 30), 1, 7, Note(20, 60, 20)),
    ],
)
def test_what_lies_off_the_grid_is_rounded_and_said(
    note: Note, moved: int, largest: int, read: Note
) -> None:
    events, rounding = encode(NoteSequence([note]))

    assert rounding == Rounding(notes=1, moved=moved, largest=largest)
    assert rounding.is_exact == (moved == 0)
    assert list(decode(events)) == [read]


@given(note_sequences())
def test_rounding_counts_every_note_that_was_moved(sequence: NoteSequence) -> None:
    _, rounding = encode(sequence)
    moves = []
    for note in sequence:
        onset = (note.onset + STEP // 2) // STEP * STEP
        end = max((note.end + STEP // 2) // STEP * STEP, onset + STEP)
        moves.append(max(abs(onset - note.onset), abs(end - note.end)))

    assert rounding.notes == len(sequence)
    assert rounding.moved == sum(m > 0 for m in moves)
    assert rounding.largest == max(moves, default=0)


def test_of_notes_that_meet_on_the_grid_the_longest_stays() -> None:
    meeting = NoteSequence([Note(0, 60, 40, 10), Note(3, 60, 97, 20), Note(5, 60, 35, 30)])
    events, rounding = encode(meeting)

    assert rounding.merged == 2
    assert list(decode(events)) == [Note(0, 60, 100, 20)]


def test_what_is_longer_than_can_be_written_is_cut_and_counted() -> None:
    late = (MAX_STEPS + 5) * STEP
    events, rounding = encode(NoteSequence([Note(late, 60, late), Note(late + STEP, 62, STEP)]))

    assert rounding == Rounding(notes=2, cut=2)
    assert not rounding.is_exact
    assert events["shift"].tolist() == [MAX_STEPS, 1]
    assert events["duration"].tolist() == [MAX_STEPS, 1]


def test_no_notes_are_no_events() -> None:
    events, rounding = encode(NoteSequence())

    assert (len(events), rounding) == (0, Rounding())
    assert decode(events) == NoteSequence()


def test_events_that_encode_never_writes_are_refused() -> None:
    with pytest.raises(ValueError, match="duration"):
        decode(np.array([(0, 60, 0, 80)], dtype=EVENT_DTYPE))


def test_all_files_here_come_back_exactly_or_say_what_was_rounded() -> None:
    exact = parts = 0
    for path in FILES:
        try:
            piece = read_midi(path)
        except MelodyRnnError:
            continue  # what is refused is tested where it is read
        for part in piece.parts:
            events, rounding = encode(part.notes)
            parts += 1
            exact += rounding.is_exact
            once = decode(events)
            assert (once == part.notes) == rounding.is_exact, path.name
            assert decode(encode(once)[0]) == once, path.name
    assert parts > 150
    assert exact > 0.7 * parts
