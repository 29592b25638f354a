"""Columns of chords: where a note stands in its chord, and what stood there before.

Notes are written upwards, so a note's rank is how many were struck below it. Its peer is the
note of the same rank at the onset before, or the highest one there: a voice, more or less.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.ngram_facts import NO_LEAP, Facts, Maker, at, leap
from benchmarks.ngram_rows import NONE
from melodyrnn.music.notes import IntArray

_MOST = 7
"""More notes than that are not told apart."""


def _rank(f: Facts) -> IntArray:
    return np.minimum(f.rows.rank, _MOST)


def _lowest_row(f: Facts) -> IntArray:
    return np.arange(len(f)) - f.rows.rank


def _top_of_last_row(f: Facts) -> IntArray:
    """Row of the highest note at the onset before that of the note to draw."""
    row = _lowest_row(f) - 1
    return np.where(row >= np.arange(len(f)) - f.rows.at, row, NONE)


def _lowest_of_last_row(f: Facts) -> IntArray:
    row = f["top of last row"]
    return np.where(row < 0, NONE, row - at(f.rows.rank, row))


def _peer_row(f: Facts) -> IntArray:
    start, top = f["lowest of last row"], f["top of last row"]
    return np.where(start < 0, NONE, np.minimum(start + f.rows.rank, top))


def _size_of_last(f: Facts) -> IntArray:
    return np.where(f["top of last row"] < 0, 0, at(_rank(f), f["top of last row"]) + 1)


def _bass(f: Facts, times: int) -> IntArray:
    row = f["lowest of last row"]
    for _ in range(times - 1):
        row = at(f["lowest of last row"], row)
    return at(f["p0"], row)


def _onset_ago(f: Facts, times: int) -> IntArray:
    """Row of the highest note so many onsets before that of the note read last."""
    number = np.arange(len(f))
    row = np.where(f.rows.at > 0, number - 1, NONE)
    for _ in range(times):
        before = row - at(f.rows.rank, row) - 1
        row = np.where((row >= 0) & (before >= number - f.rows.at), before, NONE)
    return row


def _gap(f: Facts) -> IntArray:
    """Shift from the onset before to that of the note to draw."""
    return at(f["s0"], _lowest_row(f))


def _sets(f: Facts, number: int) -> IntArray:
    """Pitch classes struck at the onset before (0), and so far at that of the note to draw (1)."""
    before, now = f.rows.struck & 4095, f.rows.struck >> 12
    goes_on = f["s0"] == 0
    return np.where(goes_on, now, 0) if number else np.where(goes_on, before, now)


def _nearest_row(f: Facts) -> IntArray:
    """Row of the note, among those of the onset before, nearest to the pitch drawn."""
    start, top = f["lowest of last row"], f["top of last row"]
    best, least = np.full(len(f), NONE), np.full(len(f), NO_LEAP)
    for step in range(_MOST + 1):
        row = np.where((start >= 0) & (start + step <= top), start + step, NONE)
        size = np.abs(leap(f["p0"], at(f["p0"], row)))
        best = np.where(size < least, row, best)
        least = np.minimum(size, least)
    return best


BEFORE_SHIFT: Mapping[str, Maker] = {
    "struck": lambda f: f.rows.struck >> 12,
    "n": lambda f: np.minimum(f.rows.back(f.rows.rank, 1) + 1, _MOST),
    "size1": lambda f: at(_rank(f), _onset_ago(f, 1)),
    "size2": lambda f: at(_rank(f), _onset_ago(f, 2)),
    "size3": lambda f: at(_rank(f), _onset_ago(f, 3)),
    "gap1": lambda f: f.rows.back(f["gap0"], 1),
    "gap2": lambda f: at(f["gap0"], _onset_ago(f, 1)),
    "gap3": lambda f: at(f["gap0"], _onset_ago(f, 2)),
}
"""Known before the shift is drawn: notes struck at the onset read last, sizes of the chords
before and shifts that led to them."""

BEFORE_PITCH: Mapping[str, Maker] = {
    "gap0": _gap,
    "r": _rank,
    "chord": lambda f: (f["s0"] == 0).astype(np.int64),
    "before": lambda f: _sets(f, 0),
    "now": lambda f: _sets(f, 1),
    "top of last row": _top_of_last_row,
    "lowest of last row": _lowest_of_last_row,
    "size": _size_of_last,
    "root": lambda f: np.where(f.rows.rank > 0, at(f["p0"], _lowest_row(f)), NONE),
    "bass1": lambda f: _bass(f, 1),
    "bass2": lambda f: _bass(f, 2),
    "peer row": _peer_row,
    "peer p": lambda f: at(f["p0"], f["peer row"]),
    "peer d": lambda f: at(f["d0"], f["peer row"]),
    "peer peer p": lambda f: at(f["peer p"], f["peer row"]),
    "peer leap": lambda f: leap(f["peer p"], f["peer peer p"]),
    "leap below": lambda f: np.where(
        f.rows.rank > 0, leap(f["p1"], f.rows.back(f["peer p"], 1)), NO_LEAP
    ),
}
"""Known before the pitch is drawn: the rank, pitch classes and lowest notes of the chords, the
peer, its own peer, how it moved, and how the voice below has just moved."""

BEFORE_DURATION: Mapping[str, Maker] = {
    "near row": _nearest_row,
    "near d": lambda f: at(f["d0"], f["near row"]),
    "near leap": lambda f: np.clip(leap(f["p0"], at(f["p0"], f["near row"])), -4, 4),
}
"""Known before the duration is drawn: the nearest note of the onset before."""
