"""What lies under the pointer or along its way: notes, the edges of a note, hints."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.pointer import Pointer
from gui.piano_roll.scene import Band, Hint
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.notes import MAX_PITCH, IntArray

Zone = Literal["left", "body", "right"]

EDGE_PX = 8.0
"""How far from an edge a note is resized rather than moved, if it is long enough."""

MIN_NOTE_PX = 4.0
"""Shorter notes are as easy to hit as if they were this long."""


class Hit(NamedTuple):
    """A note under the pointer: its place in the part, and which portion of it."""

    note: int
    zone: Zone


def note_at(notes: NoteIndex, geometry: Geometry, pointer: Pointer) -> Hit | None:
    """The note under the pointer, the latest of several; None: there is none."""
    if not 0 < pointer.height <= MAX_PITCH + 1:
        return None
    shortest = MIN_NOTE_PX / geometry.px_per_tick
    # A search by onset; the few ticks more find what is too short to be seen.
    near = notes.between(pointer.tick - shortest, np.nextafter(pointer.tick, np.inf))
    reach = np.maximum(notes.release[near], notes.onset[near] + shortest)
    found = near[(notes.pitch[near] == pointer.pitch) & (reach > pointer.tick)]
    if not found.size:
        return None
    index = int(found[-1])
    left = geometry.x(int(notes.onset[index]))
    right = max(geometry.x(int(notes.release[index])), left + MIN_NOTE_PX)
    return Hit(index, _zone(left, right, pointer.x))


def hint_at(hints: tuple[Hint, ...], pointer: Pointer) -> Hint | None:
    """The likeliest of the hints under the pointer."""
    under = [
        hint
        for hint in hints
        if hint.pitch == pointer.pitch and 0 <= pointer.tick - hint.onset < hint.duration
    ]
    return max(under, key=lambda hint: hint.probability, default=None)


def within_band(notes: NoteIndex, band: Band) -> NDArray[np.bool_]:
    """For each note whether a rubber band touches it, (n,)."""
    start, end = sorted((band.start, band.end))
    low, high = sorted((band.first_pitch, band.last_pitch))
    mask: NDArray[np.bool_] = (notes.onset < end) & (notes.release > start)
    mask &= (notes.pitch < high) & (notes.pitch + 1 > low)
    return mask


def along(notes: NoteIndex, start: Pointer, end: Pointer) -> IntArray:
    """Indices of the notes which a straight way from one point to another touches."""
    near = notes.between(min(start.tick, end.tick), max(start.tick, end.tick) + 1)
    pitch = notes.pitch[near]
    low, high = sorted((start.height, end.height))
    if low == high:
        return near[(pitch < high) & (pitch + 1 >= high)]
    below = ticks_at(start, end, np.clip(pitch, low, high))
    above = ticks_at(start, end, np.clip(pitch + 1, low, high))
    touches = (pitch < high) & (pitch + 1 > low)
    touches &= (notes.onset[near] <= np.maximum(below, above)) & (
        notes.release[near] > np.minimum(below, above)
    )
    return near[touches]


def ticks_at(start: Pointer, end: Pointer, heights: NDArray[Any]) -> NDArray[np.float64]:
    """Where a straight way from one point to another has those heights; a level one: its start."""
    rise = end.height - start.height
    if rise == 0:
        return np.full(heights.shape, start.tick, dtype=np.float64)
    slope = (end.tick - start.tick) / rise
    ticks: NDArray[np.float64] = start.tick + (heights - start.height) * slope
    return ticks


def _zone(left: float, right: float, x: float) -> Zone:
    edge = min(EDGE_PX, (right - left) / 3)
    if x < left + edge:
        return "left"
    return "right" if x >= right - edge else "body"
