"""Quantising: onsets and ends of notes move towards the lines of a grid, straight or swung."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.editing import Edited, Mask, written_over
from melodyrnn.music.notes import IntArray, NoteSequence


@dataclass(frozen=True, slots=True)
class Quantization:
    """How notes are drawn to a grid.

    Raises:
        ValueError: a value is out of the range stated with it.
    """

    step: int
    """Ticks from line to line, at least 1."""
    strength: float = 1.0
    """How much of the way to its line a note goes, 0-1."""
    swing: float = 0.0
    """How late every second line is, 0-1: 2/3 makes triplets, 1 puts it half a step late."""
    onsets: bool = True
    """Whether onsets move; a note then keeps its length, unless its end moves too."""
    lengths: bool = False
    """Whether ends move, to the nearest line that lies behind the onset."""
    threshold: int = 0
    """Ticks: what is no further from its line stays where it is."""

    def __post_init__(self) -> None:
        if self.step < 1 or self.threshold < 0:
            raise ValueError("a grid has a step of at least a tick and a threshold of 0 or more")
        if not (0 <= self.strength <= 1 and 0 <= self.swing <= 1):
            raise ValueError("strength and swing lie within 0 and 1")


def quantized(notes: NoteSequence, mask: Mask, to: Quantization) -> Edited:
    """Draws the notes of a mask to a grid that has a line at tick 0.

    Mask, collisions and result as in `melodyrnn.music.editing`.
    """
    group = notes.where(mask)
    onset, release = group.onset, group.release
    if to.onsets:
        onset = _drawn(onset, _nearest_line(onset, to), to)
        release = onset + group.duration
    if to.lengths:
        # The nearest line to where the note ended, not to where moving it has put its end.
        line = _nearest_line(group.release, to)
        next_line = _line(_line_number(onset, to) + 1, to)
        release = _drawn(group.release, np.where(line > onset, line, next_line), to)
    array = group.array.copy()
    array["onset"] = onset
    array["duration"] = np.maximum(release - onset, 1)
    return written_over(notes.where(~mask), NoteSequence.from_valid(array))


def _drawn(tick: IntArray, line: IntArray, to: Quantization) -> IntArray:
    """Ticks moved towards their lines."""
    way = np.where(np.abs(line - tick) > to.threshold, line - tick, 0)
    return tick + np.rint(way * to.strength).astype(np.int64)


def _nearest_line(tick: IntArray, to: Quantization) -> IntArray:
    """The line nearest to each tick; of two, the later."""
    number = _line_number(tick, to)
    before, after = _line(number, to), _line(number + 1, to)
    return np.where(tick - before < after - tick, before, after)


def _line_number(tick: IntArray, to: Quantization) -> IntArray:
    """The number of the last line at or before each tick."""
    number = tick // to.step
    return number - (_line(number, to) > tick)


def _line(number: IntArray, to: Quantization) -> IntArray:
    """Ticks of lines by their number; the odd ones are swung."""
    late = round(to.swing * to.step / 2)
    is_odd: NDArray[np.int64] = number % 2
    return number * to.step + is_odd * late
