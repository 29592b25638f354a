"""Notes on the clipboard: as notes for another window, as MIDI and as text for other programs."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData

from gui.document.as_midi import midi_bytes, parse_midi
from gui.document.exporting import selection
from gui.document.project import Project
from gui.piano_roll.naming import length_name, place_name
from melodyrnn.errors import MidiFileError
from melodyrnn.music.naming import pitch_name
from melodyrnn.music.notes import NoteSequence, without_collisions

NOTES_TYPE = "application/x-melodyrnn-notes"
"""JSON: a version, and rows of onset, duration, pitch and velocity in ticks, from tick 0."""

MIDI_TYPES = ("audio/midi", "audio/mid", "audio/x-midi", "audio/x-mid")
"""What programs call a MIDI file; the first is what we call it."""

VERSION = 1

MAX_TEXT_NOTES = 400
"""Longer text is cut short: it is for reading."""


def copied(project: Project, notes: NoteSequence) -> QMimeData:
    """Some notes of the melody, at least one, for the clipboard.

    Raises:
        ExportError: they last too long for MIDI.
    """
    excerpt = selection(project, notes)
    first = notes.shifted(-notes.start)
    columns = (first.onset, first.duration, first.pitch, first.velocity)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    data = QMimeData()
    data.setData(NOTES_TYPE, json.dumps({"version": VERSION, "notes": rows}).encode())
    data.setData(MIDI_TYPES[0], midi_bytes(excerpt.piece, length=excerpt.length))
    data.setText(as_text(project, notes))
    return data


def has_notes(data: QMimeData) -> bool:
    """Whether there is something to paste."""
    return any(data.hasFormat(kind) for kind in (NOTES_TYPE, *MIDI_TYPES))


def pasted(data: QMimeData | None) -> NoteSequence:
    """The notes to paste, the first at tick 0; none where there are none.

    data: what Qt gives; None for an empty clipboard. Of a MIDI file all melodic parts are
    taken together.

    Raises:
        MidiFileError: what another program calls MIDI cannot be read.
    """
    if data is None:
        return NoteSequence()
    notes = _own(bytes(data.data(NOTES_TYPE).data()))
    if not len(notes):
        notes = _foreign(data)
    return notes.shifted(-notes.start)


def as_text(project: Project, notes: NoteSequence) -> str:
    """A line for each note: "C4, quarter, bar 1 beat 2"."""
    meters, key = project.piece.meters, project.sounding_key
    lines = [
        f"{pitch_name(n.pitch, key)}, {length_name(n.duration)}, {place_name(n.onset, meters)}"
        for n in notes.where(notes.onset <= _last_onset(notes))
    ]
    left = len(notes) - len(lines)
    return "\n".join([*lines, f"and {left} more"] if left else lines)


def _last_onset(notes: NoteSequence) -> int:
    return int(notes.onset[min(len(notes), MAX_TEXT_NOTES) - 1])


def _own(data: bytes) -> NoteSequence:
    """What another window of ours copied; nothing if that speaks another version."""
    try:
        content = json.loads(data)
        if content["version"] != VERSION:
            return NoteSequence()
        columns = zip(*content["notes"], strict=True)
        return without_collisions(NoteSequence.from_columns(*columns))
    except (ValueError, KeyError, TypeError, OverflowError):
        return NoteSequence()  # the MIDI beside it is tried next


def _foreign(data: QMimeData) -> NoteSequence:
    for kind in MIDI_TYPES:
        if content := bytes(data.data(kind).data()):
            piece = parse_midi(content, name="What is on the clipboard")
            parts = [part.notes for part in piece.parts if not part.is_drum]
            if not parts:
                raise MidiFileError(
                    "What is on the clipboard holds no melodic notes; copy some notes first."
                )
            together = parts[0]
            for notes in parts[1:]:
                together = together.merged(notes)
            return without_collisions(together)
    return NoteSequence()
