"""Pairs: what is compared when music is looked for in other music.

Each note that has one before it has a pair: the interval from that note in semitones, notes
taken by onset and, in a chord, upwards; and the class of its own duration
(`melodyrnn.encoding.timing`). So transposing changes nothing, nor do rests and dynamics.
"""

from __future__ import annotations

import numpy as np

from melodyrnn.encoding.timing import MAX_STEPS, class_of, to_steps
from melodyrnn.music.notes import MAX_PITCH, IntArray, NoteSequence

DURATIONS = 256
"""More than there are classes of durations."""

CODES = 2 * (MAX_PITCH + 1) * DURATIONS
"""All codes of pairs lie below."""


def pairs_of(notes: NoteSequence, before: NoteSequence | None = None) -> tuple[IntArray, IntArray]:
    """The pairs of some notes, (m, 2), and the place of the note of each among them, (m,).

    before: notes that lead to the first one, which has a pair only then. Of notes that fall
    together on the grid, the longest counts, as in `melodyrnn.encoding.events`.
    """
    place, duration = _in_order(notes)
    pitch = notes.pitch[place]
    if before is not None and len(before):
        last = before.pitch[_in_order(before)[0][-1]]
        intervals = np.diff(pitch, prepend=last)
    else:
        intervals, duration, place = np.diff(pitch), duration[1:], place[1:]
    return np.stack([intervals, duration], axis=1), place


def codes_of(pairs: IntArray) -> IntArray:
    """One number for each pair, (m,), from 0 and below `CODES`."""
    codes: IntArray = (pairs[:, 0] + MAX_PITCH + 1) * DURATIONS + pairs[:, 1]
    return codes


def code_of(interval: int, duration: int) -> int:
    """The code of one pair, by plain numbers: a take asks at each of its notes."""
    return (interval + MAX_PITCH + 1) * DURATIONS + duration


def pair_of(code: int) -> tuple[int, int]:
    """The pair of a code."""
    interval, duration = divmod(code, DURATIONS)
    return interval - MAX_PITCH - 1, duration


def _in_order(notes: NoteSequence) -> tuple[IntArray, IntArray]:
    """Places of the notes in the order in which they are written, and their durations' classes."""
    onset = to_steps(notes.onset)
    steps = np.clip(to_steps(notes.release) - onset, 1, MAX_STEPS)
    order = np.lexsort((steps, notes.pitch, onset))
    is_last = np.ones(len(order), dtype=bool)
    after, here = order[1:], order[:-1]
    is_last[:-1] = (onset[after] != onset[here]) | (notes.pitch[after] != notes.pitch[here])
    order = order[is_last]
    return order, class_of(steps[order])
