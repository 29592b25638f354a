"""Statistics: in what takes are like music, and in what not.

Each is a histogram over all passages together; the area that two histograms share is their
overlap, 100 % for the same habits. A hundred passages of one kind of music, halved by chance,
overlap with one another by some 90 to 97 %: more than that no model can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.timing import TICKS_PER_STEP
from melodyrnn.music.notes import IntArray, NoteSequence
from melodyrnn.scorecard.passages import Passage
from melodyrnn.scorecard.result import Overlap

DEGREES = ("1", "♭2", "2", "♭3", "3", "4", "♯4", "5", "♭6", "6", "♭7", "7")
"""Pitch classes by their distance from the tonic, in semitones."""

WIDEST = 13
"""Intervals of more than an octave count as one."""

DURATIONS = (
    (3, "32nd"), (4, "16th triplet"), (6, "16th"), (8, "8th triplet"), (9, "dotted 16th"),
    (12, "8th"), (16, "quarter triplet"), (18, "dotted 8th"), (24, "quarter"),
    (36, "dotted quarter"), (48, "half"), (72, "dotted half"), (96, "whole"),
    (192, "longer"),
)  # fmt: skip
"""Lengths in steps, and what they are called; any other counts as the nearest by ratio."""

CROWDED = ((16, "16"), (20, "17-20"), (24, "21-24"), (32, "25-32"), (48, "33-48"), (999, "49+"))
"""Notes a bar, where not each number has a column of its own."""

_LOG_DURATIONS = np.log([steps for steps, _ in DURATIONS])
_CROWDS = np.array([*range(16), *(most for most, _ in CROWDED)])
_BACK = 8
"""Columns, less one, of the share of bars that come back."""


@dataclass(frozen=True, slots=True)
class _Statistic:
    """columns: for each note, bar or passage the number of its column."""

    name: str
    labels: tuple[str, ...]
    columns: Callable[[Passage], IntArray]


def overlaps(takes: Sequence[Passage], music: Sequence[Passage]) -> tuple[Overlap, ...]:
    """Compares takes with what really followed; a statistic that either lacks is left out."""
    found = []
    for statistic in _STATISTICS:
        ours, theirs = _histogram(statistic, takes), _histogram(statistic, music)
        if not (ours.any() and theirs.any()):
            continue
        share = float(np.minimum(ours, theirs).sum())
        found.append(
            Overlap(
                statistic.name,
                share,
                tuple(ours.tolist()),
                tuple(theirs.tolist()),
                statistic.labels,
            )
        )
    return tuple(found)


def bars_that_return(passage: Passage, *, rhythm: bool) -> float:
    """The share of a passage's bars that stood before, there or earlier in the piece.

    rhythm: onsets and durations within the bar count, else onsets and pitches. Bars in which
    no note begins do not count; 0 where there is no other.
    """
    heard: set[bytes] = set()
    counted = returned = 0
    everything = passage.before.merged(passage.notes)
    for is_new, bar in _bars(everything, passage):
        content = _content(bar, rhythm=rhythm)
        counted += is_new
        returned += is_new and content in heard
        heard.add(content)
    return returned / counted if counted else 0.0


def _bars(notes: NoteSequence, passage: Passage) -> list[tuple[bool, NDArray[np.int64]]]:
    """Each bar in which notes begin: whether it belongs to the passage, and its notes.

    A bar is a table (notes, 3): onset in it, pitch, duration. It belongs to the passage if it
    begins within it: one that the opening began is half the opening's.
    """
    where = passage.meters.locate(notes.onset)
    table = np.stack([notes.onset - where.bar_start, notes.pitch, notes.duration], axis=1)
    starts = np.flatnonzero(np.diff(where.bar, prepend=-1))
    return [
        (int(where.bar_start[first]) >= passage.start, bar)
        for first, bar in zip(starts.tolist(), np.split(table, starts[1:]), strict=True)
    ]


def _content(bar: NDArray[np.int64], *, rhythm: bool) -> bytes:
    return np.ascontiguousarray(bar[:, [0, 2]] if rhythm else bar[:, :2]).tobytes()


def _histogram(statistic: _Statistic, passages: Sequence[Passage]) -> NDArray[np.float64]:
    columns = np.concatenate([np.zeros(0, np.int64), *map(statistic.columns, passages)])
    counts = np.bincount(columns, minlength=len(statistic.labels)).astype(np.float64)
    return counts / counts.sum() if counts.sum() else counts


def _degrees(passage: Passage) -> IntArray:
    tonic = passage.key.tonic if passage.key else 0
    return (passage.notes.pitch - tonic) % 12


def _intervals(passage: Passage) -> IntArray:
    last = passage.before.pitch[-1:]
    steps = np.diff(np.concatenate([last, passage.notes.pitch]))
    columns: IntArray = np.clip(steps, -WIDEST, WIDEST) + WIDEST
    return columns


def _durations(passage: Passage) -> IntArray:
    logs = np.log(np.maximum(passage.notes.duration / TICKS_PER_STEP, 1))
    columns: IntArray = np.abs(logs[:, None] - _LOG_DURATIONS).argmin(axis=1)
    return columns


def _crowding(passage: Passage) -> IntArray:
    """Notes that begin in each whole bar of the passage, empty ones too."""
    first = passage.meters.bar_line_at_or_after(passage.start)
    if first >= passage.end:
        return np.zeros(0, np.int64)
    bars = passage.meters.locate([first, passage.end - 1]).bar
    onsets = passage.notes.between(first, passage.end).onset
    counts = np.bincount(
        passage.meters.locate(onsets).bar - bars[0], minlength=int(bars[1] - bars[0]) + 1
    )
    columns: IntArray = np.minimum(np.searchsorted(_CROWDS, counts), len(_CROWDS) - 1)
    return columns


def _returning(passage: Passage, *, rhythm: bool) -> IntArray:
    return np.array([round(bars_that_return(passage, rhythm=rhythm) * _BACK)])


def _returning_rhythm(passage: Passage) -> IntArray:
    return _returning(passage, rhythm=True)


def _returning_pitch(passage: Passage) -> IntArray:
    return _returning(passage, rhythm=False)


_SHARES = tuple(f"{100 * i / _BACK:.0f} %" for i in range(_BACK + 1))

_STATISTICS = (
    _Statistic("pitch in the key", DEGREES, _degrees),
    _Statistic(
        "interval",
        (f"< -{WIDEST - 1}", *(f"{i:+d}" if i else "0" for i in range(1 - WIDEST, WIDEST)),
         f"> +{WIDEST - 1}"),
        _intervals,
    ),
    _Statistic("duration", tuple(name for _, name in DURATIONS), _durations),
    _Statistic(
        "notes a bar", (*map(str, range(16)), *(name for _, name in CROWDED)), _crowding
    ),
    _Statistic("bars whose rhythm comes back", _SHARES, _returning_rhythm),
    _Statistic("bars whose pitches come back", _SHARES, _returning_pitch),
)  # fmt: skip
"""What is compared."""
