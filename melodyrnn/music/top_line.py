"""Top line: the one voice that is heard as the melody where several notes sound."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from melodyrnn.music.notes import NoteSequence

_STRUM_TICKS = 15
"""Onsets up to this far apart are one chord, struck by hand."""

_NEIGHBOURS = 16
"""Notes on each side whose middle pitch says where the melody lies."""

_CHORDAL = 0.1
"""Share of notes struck with the one before from which music is more than one line with graces."""

_FAR_BELOW = 12
"""Semitones under the melody's neighbourhood from which a note is accompaniment."""


class TopLine(NamedTuple):
    """The highest voice, and what it cost to get it.

    lost: share of the notes left out, 0-1. trimmed: share of the kept notes' sounding
    time taken off so that none sounds into the next, 0-1.
    """

    notes: NoteSequence
    lost: float
    trimmed: float


def top_line(notes: NoteSequence) -> TopLine:
    """Keeps the highest note wherever several sound; the result is monophonic.

    A note is left out when a higher one covers at least half of it, or is struck with
    it. A note that merely sounds into the next (legato) is ended there.
    """
    if notes.is_monophonic:
        return TopLine(notes, 0.0, 0.0)
    kept = in_top_line(notes)
    line = notes.where(kept)
    ends = np.minimum(line.release[:-1], line.onset[1:])
    trimmed = line.array.copy()
    trimmed["duration"][:-1] = ends - line.onset[:-1]
    lost = 1 - len(line) / len(notes)
    time_left = trimmed["duration"].sum() / line.duration.sum()
    return TopLine(NoteSequence.from_array(trimmed), lost, 1 - float(time_left))


def has_chords(notes: NoteSequence) -> bool:
    """Whether several notes are often struck together, so that its top line is not all of it."""
    together = int((np.diff(notes.onset) <= _STRUM_TICKS).sum())
    return together > 0 and together >= _CHORDAL * len(notes)


def in_top_line(notes: NoteSequence) -> NDArray[np.bool_]:
    """Which notes `top_line` keeps: one boolean a note."""
    kept = np.ones(len(notes), dtype=np.bool_)
    rows = list(
        zip(notes.onset.tolist(), notes.release.tolist(), notes.pitch.tolist(), strict=True)
    )
    last = -1
    for i, (onset, release, pitch) in enumerate(rows):
        last_onset, last_release, last_pitch = rows[last] if last >= 0 else (0, 0, 0)
        if onset < last_release:
            together = onset - last_onset <= _STRUM_TICKS
            covered = 2 * (min(last_release, release) - onset) >= release - onset
            if pitch < last_pitch and (together or covered):
                kept[i] = False
                continue
            if together:
                kept[last] = False
        last = i
    return kept


def without_low_strays(line: NoteSequence) -> NoteSequence:
    """Leaves out of a top line what lies an octave under its surroundings.

    Where the melody rests, the highest note is the accompaniment's: better a rest.
    """
    if len(line) < 3:
        return line
    reach = min(_NEIGHBOURS, len(line) - 1)
    padded = np.pad(line.pitch, reach, mode="reflect")
    middle = np.median(sliding_window_view(padded, 2 * reach + 1), axis=1)
    return line.where(line.pitch > middle - _FAR_BELOW)
