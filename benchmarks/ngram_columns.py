"""The columns n-grams are made of that have a name, by the field before which they are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks import ngram_chords
from benchmarks.ngram_copies import run_class
from benchmarks.ngram_facts import NO_LEAP, Facts, Maker, at, leap
from benchmarks.ngram_rows import NONE, lengths, rows_of
from melodyrnn.encoding.reading import Reading
from melodyrnn.encoding.timing import class_of
from melodyrnn.music.notes import IntArray

_STILL = 14
"""Notes back within which one that still sounds is found."""

_FOREVER = 1 << 40


def facts_of(readings: Sequence[Reading]) -> Facts:
    """All columns of some pieces."""
    return Facts(rows_of(readings), {**BEFORE_SHIFT, **BEFORE_PITCH, **BEFORE_DURATION})


def _copied(f: Facts, kind: str, name: str) -> IntArray:
    """What the note was that followed where the past stood earlier."""
    return at(f[name], f.copies(kind).row)


def _leapt(f: Facts) -> IntArray:
    """The pitch that the leap which followed there leads to from here."""
    size = _copied(f, "i", "i0")
    is_there = (f["i length"] > 0) & (size != NO_LEAP) & (f["p1"] >= 0)
    return np.where(is_there, np.clip(f["p1"] + size, 0, 127), f["p1"])


def _is_as_copied(f: Facts, kind: str, names: str) -> IntArray:
    """Which fields of the note, of those drawn, are as they were where the past stood earlier."""
    good = np.zeros(len(f), dtype=np.int64)
    for number, name in enumerate(names):
        good += (_copied(f, kind, f"{name}0") == f[f"{name}0"]) << number
    return good


def _same_place(f: Facts, span: IntArray) -> IntArray:
    """Row of the note of the same rank so long before the note to draw."""
    return f.rows.row_of(f.rows.onset - span, f.rows.rank)


def _shift_ago(f: Facts, span: IntArray) -> IntArray:
    """Shift that came so long ago after the counterpart of the note read last."""
    row = f.rows.row_of(f.rows.last - span, f.rows.back(f.rows.rank, 1))
    after = np.where((row >= 0) & (row + 1 < np.arange(len(f))), row + 1, NONE)
    return at(f["s0"], after)


def _good_run(f: Facts, row: IntArray) -> IntArray:
    """How many notes in a row, up to the one read last, were as their counterparts."""
    same = (row >= 0) & (at(f["p0"], row) == f["p0"]) & (at(f["d0"], row) == f["d0"])
    number = np.arange(len(f))
    last_other = np.maximum.accumulate(np.where(same, NONE, number))
    run = np.minimum(number - last_other, f.rows.at + 1)
    return run_class(np.maximum(f.rows.back(run, 1), 0))


def _release(f: Facts, since: IntArray, *, last: bool) -> IntArray:
    """Class of the steps to the next or the last release of what sounds; 0 = silence."""
    found = np.full(len(f), 0 if last else _FOREVER, dtype=np.int64)
    for back in range(1, _STILL + 1):
        left = f.rows.back(f.rows.onset, back) + lengths(f[f"d{back}"]) - since
        sounds = (left > 0) & (f.rows.at >= back)
        pick = np.maximum if last else np.minimum
        found = np.where(sounds, pick(found, left), found)
    return class_of(np.where(found == _FOREVER, 0, found))


BEFORE_SHIFT: Mapping[str, Maker] = {
    **ngram_chords.BEFORE_SHIFT,
    "lb": lambda f: f.rows.feature("onset_in_bar"),
    "lt": lambda f: f.rows.feature("onset_in_beat"),
    "m": lambda f: f.rows.feature("meter"),
    "k": lambda f: f.rows.feature("key"),
    "next release": lambda f: _release(f, f.rows.last, last=False),
    "last release": lambda f: _release(f, f.rows.last, last=True),
    "x length": lambda f: f.copies("x").length,
    "i length": lambda f: f.copies("i").length,
    "r length": lambda f: f.copies("r").length,
    "x s": lambda f: _copied(f, "x", "s0"),
    "r s": lambda f: _copied(f, "r", "s0"),
    "bar s": lambda f: _shift_ago(f, f.rows.bar),
    "beat s": lambda f: _shift_ago(f, f.rows.beat),
    "bar run": lambda f: _good_run(f, f["bar row"]),
    "beat run": lambda f: _good_run(f, f["beat row"]),
}
"""Known before the shift is drawn: where the note read last stands; when what sounds ends; how
long a past like this one's stood earlier, and what followed; what followed a bar and a beat
ago, and for how long that has been right."""

BEFORE_PITCH: Mapping[str, Maker] = {
    **ngram_chords.BEFORE_PITCH,
    "b": lambda f: f.rows.place[:, 0],
    "t": lambda f: f.rows.place[:, 1],
    "x p": lambda f: _copied(f, "x", "p0"),
    "i p": _leapt,
    "i i": lambda f: _copied(f, "i", "i0"),
    "x good": lambda f: _is_as_copied(f, "x", "s"),
    "i good": lambda f: _is_as_copied(f, "i", "s"),
    "r good": lambda f: _is_as_copied(f, "r", "s"),
    "bar row": lambda f: _same_place(f, f.rows.bar),
    "beat row": lambda f: _same_place(f, f.rows.beat),
    "bar p": lambda f: at(f["p0"], f["bar row"]),
    "beat p": lambda f: at(f["p0"], f["beat row"]),
    "bar leap": lambda f: leap(f["p1"], f.rows.back(f["bar p"], 1)),
    "beat leap": lambda f: leap(f["p1"], f.rows.back(f["beat p"], 1)),
}
"""Known before the pitch is drawn: where the note lands; what followed a past like this one's,
and whether the shift is as it was there; the notes of its rank a bar and a beat ago, and how
far the note before is from its own counterpart."""

BEFORE_DURATION: Mapping[str, Maker] = {
    **ngram_chords.BEFORE_DURATION,
    "register": lambda f: f["p0"] // 6,
    "x d": lambda f: _copied(f, "x", "d0"),
    "r d": lambda f: _copied(f, "r", "d0"),
    "x good 2": lambda f: _is_as_copied(f, "x", "sp"),
    "bar d": lambda f: at(f["d0"], f["bar row"]),
    "beat d": lambda f: at(f["d0"], f["beat row"]),
    "bar same": lambda f: (f["bar p"] == f["p0"]).astype(np.int64),
    "still next": lambda f: _release(f, f.rows.onset, last=False),
    "still last": lambda f: _release(f, f.rows.onset, last=True),
}
"""Known before the duration is drawn: the same for durations, and how long what was struck
earlier still sounds."""
