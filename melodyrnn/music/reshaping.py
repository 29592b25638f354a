"""Edits of how long notes last: by their edges, in proportion, and by cutting them in two.

Masks, collisions and results as in `melodyrnn.music.editing`.
"""

from __future__ import annotations

import numpy as np

from melodyrnn.music.editing import Edited, Mask, written_over
from melodyrnn.music.notes import NoteSequence


def resized(
    notes: NoteSequence, mask: Mask, *, left: int = 0, right: int = 0, shortest: int = 1
) -> Edited:
    """Moves the left edges, the right edges, or both, by ticks (later is positive).

    No note becomes shorter than `shortest` ticks by it, or than it was if that is less. The
    left edges stop as a group when the first of them reaches tick 0.
    """
    group = notes.where(mask)
    if not len(group):
        return Edited(notes, group)
    floor = np.minimum(group.duration, shortest)
    onset = np.minimum(group.onset + max(left, -group.start), group.release - floor)
    array = group.array.copy()
    array["onset"] = onset
    array["duration"] = np.maximum(group.release + right - onset, floor)
    return written_over(notes.where(~mask), NoteSequence.from_valid(array))


def stretched(notes: NoteSequence, mask: Mask, factor: float, anchor: int) -> Edited:
    """Makes the distances of all edges from a tick, `anchor`, `factor` times as large.

    It goes no further than to tick 0, and no note becomes shorter than a tick.

    Raises:
        ValueError: the factor is not above 0.
    """
    if not factor > 0:
        raise ValueError("notes are stretched by a factor above 0")
    group = notes.where(mask)
    if not len(group):
        return Edited(notes, group)
    if group.start < anchor:
        factor = min(factor, anchor / (anchor - group.start))
    onset = np.rint(anchor + (group.onset - anchor) * factor).astype(np.int64)
    release = np.rint(anchor + (group.release - anchor) * factor).astype(np.int64)
    array = group.array.copy()
    array["onset"] = onset
    array["duration"] = np.maximum(release - onset, 1)
    return written_over(notes.where(~mask), NoteSequence.from_valid(array))


def split_at(notes: NoteSequence, tick: int, mask: Mask | None = None) -> Edited:
    """Cuts in two what sounds across a tick, of all notes or those of a mask.

    Both halves of each are in hand.
    """
    is_cut = (notes.onset < tick) & (notes.release > tick)
    if mask is not None:
        is_cut &= mask
    group = notes.where(is_cut)
    before, after = group.array.copy(), group.array.copy()
    before["duration"] = tick - group.onset
    after["onset"] = tick
    after["duration"] = group.release - tick
    halves = NoteSequence.from_valid(np.concatenate([before, after]))
    return written_over(notes.where(~is_cut), halves)
