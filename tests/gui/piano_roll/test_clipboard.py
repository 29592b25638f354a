"""Notes on the clipboard, our own and those of other programs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from PySide6.QtCore import QMimeData

from gui.document.project import Project
from gui.piano_roll.clipboard import (
    MAX_TEXT_NOTES,
    MIDI_TYPES,
    NOTES_TYPE,
    copied,
    has_notes,
    pasted,
)
from melodyrnn.errors import MidiFileError
from melodyrnn.midi.reading import parse_midi
from melodyrnn.midi.writing import midi_bytes
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece
from tests.strategies import note_sequences

WALTZ = NoteSequence([Note(1440, 62, 480, 70), Note(1920, 66, 960, 90)])
PROJECT = Project.of_piece(simple_piece(WALTZ, meter=Meter(3, 4), key=Key(2), bpm=90))


def only(data: QMimeData, *kinds: str) -> QMimeData:
    """What is left when another program keeps some formats alone."""
    kept = QMimeData()
    for kind in kinds:
        kept.setData(kind, data.data(kind))
    return kept


def midi(*parts: Part) -> QMimeData:
    data = QMimeData()
    data.setData("audio/midi", midi_bytes(Piece(parts)))
    return data


@given(note_sequences(min_size=1))
def test_what_was_copied_is_pasted_from_its_first_note_on(notes: NoteSequence) -> None:
    data = copied(Project.of_piece(simple_piece(notes)), notes)

    assert has_notes(data)
    assert pasted(data) == notes.shifted(-notes.start)


def test_the_midi_on_the_clipboard_has_tempo_meter_key_and_whole_bars() -> None:
    data = copied(PROJECT, WALTZ)
    piece = parse_midi(bytes(data.data("audio/midi").data()))

    assert piece.parts[0].notes == WALTZ.shifted(-1440)
    assert piece.meters.at(0) == Meter(3, 4)
    assert piece.keys.at(0) == Key(2)
    assert piece.tempos == PROJECT.piece.tempos


@pytest.mark.parametrize("kind", MIDI_TYPES)
def test_midi_of_another_program_is_pasted(kind: str) -> None:
    data = QMimeData()
    data.setData(kind, copied(PROJECT, WALTZ).data("audio/midi"))

    assert has_notes(data)
    assert pasted(data) == WALTZ.shifted(-1440)


def test_of_a_midi_file_all_melodic_parts_are_pasted() -> None:
    upper, lower = NoteSequence([Note(960, 72, 100)]), NoteSequence([Note(480, 48, 100)])
    drums = Part(NoteSequence([Note(0, 35, 10)]), is_drum=True)

    notes = pasted(midi(Part(upper), Part(lower), drums))

    assert [(n.onset, n.pitch) for n in notes] == [(0, 48), (480, 72)]


def test_midi_without_melodic_notes_says_so() -> None:
    with pytest.raises(MidiFileError, match="no melodic notes"):
        pasted(midi(Part(NoteSequence([Note(0, 35, 10)]), is_drum=True)))


def test_bytes_that_are_no_midi_say_so() -> None:
    data = QMimeData()
    data.setData("audio/midi", b"RIFF of something else")

    with pytest.raises(MidiFileError, match="clipboard"):
        pasted(data)


def test_a_clipboard_with_text_alone_has_nothing_to_paste() -> None:
    data = QMimeData()
    data.setText("C4, quarter")

    assert not has_notes(data)
    assert len(pasted(data)) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"not json",
        b"[1]",
        b'{"version": 1}',
        b'{"version": 2, "notes": [[0, 1, 60, 80]]}',
        b'{"version": 1, "notes": [[0, 1, 60]]}',
        b'{"version": 1, "notes": [[0, 1, 600, 80]]}',
        b'{"version": 1, "notes": [[0, 1, "x", 80]]}',
        b'{"version": 1, "notes": [[1e400, 1, 60, 80]]}',
        json.dumps({"version": 1, "notes": [[10**30, 1, 60, 80]]}).encode(),
    ],
)
def test_notes_of_another_version_or_damaged_give_way_to_the_midi_beside_them(
    content: bytes,
) -> None:
    data = copied(PROJECT, WALTZ)
    data.setData(NOTES_TYPE, content)

    assert pasted(data) == WALTZ.shifted(-1440)
    assert len(pasted(only(data, NOTES_TYPE))) == 0


def test_other_programs_get_a_line_of_text_a_note() -> None:
    text = copied(PROJECT, WALTZ).text()

    assert text.splitlines() == ["D4, quarter, bar 2 beat 1", "F♯4, half, bar 2 beat 2"]


def test_long_text_is_cut_short_and_counts_the_rest() -> None:
    many = NoteSequence(Note(i * 10, 60, 10) for i in range(MAX_TEXT_NOTES + 30))
    project = replace(PROJECT, piece=PROJECT.with_notes(many))

    lines = copied(project, many).text().splitlines()

    assert len(lines) == MAX_TEXT_NOTES + 1
    assert lines[-1] == "and 30 more"
