"""The frame: every piece is read as if its key signature were empty.

A tune in D and the same tune in F are one tune to the network: pitches are moved by the
frame before it sees them and moved back after. A piece without a key signature keeps its
pitches and its key counts as unknown; training shows the network both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from melodyrnn.music.key import Key, KeyMap
from melodyrnn.music.notes import TICKS_PER_QUARTER, IntArray

UNKNOWN_KEY = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """How a piece is moved before the network reads it.

    semitones: added to every pitch, -6 to 6. key: the key signature that led to it.
    """

    semitones: int = 0
    key: Key | None = None


def frame_for(keys: KeyMap, lowest: int, highest: int) -> Frame:
    """The frame of a piece whose pitches lie within `lowest`-`highest`.

    The first key signature decides, if it stands in the first eight quarters. A piece
    that would leave the range of MIDI when moved is read as it stands, key unknown.
    """
    first = keys.changes[0] if keys.changes else None
    if first is None or first.tick > 8 * TICKS_PER_QUARTER:
        return Frame()
    semitones = (-7 * first.key.fifths + 6) % 12 - 6
    if lowest + semitones < 0 or highest + semitones > 127:
        return Frame()
    return Frame(semitones, first.key)


def key_class(key: Key | None, frame: Frame) -> int:
    """The class of a key as the network sees it: 0 unknown, else 1 + 2 x tonic + minor."""
    if key is None or frame.key is None:
        return UNKNOWN_KEY
    return 1 + 2 * ((key.tonic + frame.semitones) % 12) + int(key.is_minor)


def key_classes(keys: KeyMap, frame: Frame, ticks: IntArray) -> IntArray:
    """The class of the key signature in force at each tick.

    Before the first signature that signature counts: `frame_for` has looked there too.
    """
    if frame.key is None:
        return np.zeros(ticks.shape, dtype=np.int64)
    if len(keys.changes) == 1:
        return np.full(ticks.shape, key_class(keys.changes[0].key, frame), dtype=np.int64)
    starts = np.array([c.tick for c in keys.changes])
    classes = np.array([key_class(c.key, frame) for c in keys.changes], dtype=np.int64)
    found: IntArray = classes[np.maximum(np.searchsorted(starts, ticks, side="right") - 1, 0)]
    return found
