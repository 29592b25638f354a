"""What a reader finds in a MIDI file, in the file's own ticks and before any decision.

Times before the start stem from an overflow and count for nothing. Both readers deliver
these, and `melodyrnn.midi.assembly` makes a `Piece` of them, so what is odd in a file is
decided in one place whoever read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.notes import IntArray


class RawTempo(NamedTuple):
    """From `tick` on a quarter lasts `tempo` microseconds, which may be 0."""

    tick: int
    tempo: int


class RawMeter(NamedTuple):
    """A time signature as read, sensible or not."""

    tick: int
    numerator: int
    denominator: int


class RawKey(NamedTuple):
    """A key signature as read: sharps (positive) or flats, and 1 for minor."""

    tick: int
    fifths: int
    mode: int


class RawText(NamedTuple):
    """A marker."""

    tick: int
    text: str


class RawPedal(NamedTuple):
    """The sustain pedal's controller (64): ticks in order, and values 0-127."""

    tick: IntArray
    value: IntArray


@dataclass(frozen=True, slots=True)
class RawPart:
    """The notes of one track on one channel with one program.

    onset, duration, pitch, velocity: integers, one a note, in any order. Onset and
    duration in the file's ticks, 0 or more; pitch 0-127, velocity 1-127. pedal: None
    where nobody asked for it.
    """

    name: str
    program: int
    is_drum: bool
    onset: NDArray[np.integer]
    duration: NDArray[np.integer]
    pitch: NDArray[np.integer]
    velocity: NDArray[np.integer]
    pedal: RawPedal | None = None


@dataclass(frozen=True, slots=True)
class RawScore:
    """All that a reader found; parts by track, channel and program."""

    parts: tuple[RawPart, ...]
    tempos: tuple[RawTempo, ...]
    meters: tuple[RawMeter, ...]
    keys: tuple[RawKey, ...]
    markers: tuple[RawText, ...]
