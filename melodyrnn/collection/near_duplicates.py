"""Near duplicates: which lines are the same tune, in whatever key and at whatever speed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.notes import IntArray, NoteSequence

WINDOW_NOTES = 12
"""Notes a fingerprint covers: about three bars of a tune, hardly ever the same by chance."""

TWIN_SHARE = 0.5
"""Lines are twins when they share this much of the shorter one's fingerprints."""

_CODES = WINDOW_NOTES - 2
"""Codes a fingerprint is made of: a code looks at three notes (see `_step_codes`)."""

_MOVING = 4
"""Pitch changes a window needs: repeated notes and held trills are alike in many tunes."""

_CROWD = 24
"""Lines that share one fingerprint are all compared up to this number; beyond it only
with their neighbours, or a formula of ten thousand tunes would cost their square."""

MOST_HELD = 4_000_000
"""Fingerprints of all lines together that are held at a time: some 200 MB at the end."""

_FEWEST_SIFTED = 4
"""Where not all fingerprints are held, twins share so many of those that are, or all."""

_BATCH = 128
"""Lines looked at together: numpy's own time is that of a few."""

_Hashes = NDArray[np.uint64]
_Int = TypeVar("_Int", np.int32, np.int64)


class Fingerprints:
    """Gathers the fingerprints of line after line, which need not be held themselves.

    Every 12 notes of a line give a fingerprint of their intervals and of the ratios of
    their lengths from onset to onset. Two lines that share at least half of the shorter
    one's fingerprints are twins; twins of twins belong together.

    most: how many are held. Beyond that only those stay whose value is a multiple of 2, 4,
    8 ...: the same ones of every line, so that shares are still estimated rightly.
    """

    def __init__(self, *, most: int = MOST_HELD) -> None:
        self._most = most
        self._sieve = 0
        self._lines = 0
        self._waiting: list[NoteSequence] = []
        self._owners: list[NDArray[np.int32]] = []
        self._hashes: list[_Hashes] = []
        self._contents: list[int] = []
        self._held = 0

    def add(self, notes: NoteSequence) -> None:
        """Takes up a line; the first one has number 0."""
        self._waiting.append(notes)
        if len(self._waiting) >= _BATCH:
            self._take_up()

    def groups(self, pieces: Sequence[int] | None = None) -> list[int]:
        """For each line the number of its group: 0, 1, ... in order of appearance.

        pieces: for each line a number of the piece it comes from; lines of one piece come
        into one group. None: each line is a piece of its own.
        """
        self._take_up()
        parents = list(range(self._lines))
        for a, b in self._twins():
            _join(parents, a, b)
        first_of_piece: dict[int, int] = {}
        for line, piece in enumerate(pieces if pieces is not None else ()):
            _join(parents, first_of_piece.setdefault(piece, line), line)
        numbers: dict[int, int] = {}
        return [numbers.setdefault(_root(parents, i), len(numbers)) for i in range(self._lines)]

    def _take_up(self) -> None:
        if not self._waiting:
            return
        owners, hashes = _fingerprints(self._waiting)
        self._contents += map(content_key, self._waiting)
        self._owners.append((owners + self._lines).astype(np.int32))
        self._hashes.append(hashes)
        self._lines += len(self._waiting)
        self._waiting = []
        self._sift(len(self._hashes) - 1)
        while self._held > self._most:
            self._sieve += 1
            self._held = 0
            for i in range(len(self._hashes)):
                self._sift(i)

    def _sift(self, i: int) -> None:
        """Drops of one batch what the sieve does not hold back, and counts the rest."""
        if self._sieve:
            stays = (self._hashes[i] & np.uint64(2**self._sieve - 1)) == 0
            self._owners[i], self._hashes[i] = self._owners[i][stays], self._hashes[i][stays]
        self._held += len(self._hashes[i])

    def _twins(self) -> list[tuple[int, int]]:
        if not self._lines:
            return []
        owners, hashes = _in_order(*self._with_bare_lines())
        each = np.bincount(owners, minlength=self._lines)
        pairs, shared = _shared_counts(owners, hashes, self._lines)
        a, b = pairs // self._lines, pairs % self._lines
        fewer = np.minimum(each[a], each[b])
        is_twin = shared >= TWIN_SHARE * fewer
        if self._sieve:  # of a line with few left, chance decides which
            contents = np.array(self._contents, dtype=np.uint64)
            is_all = (shared == fewer) & (shared > 1)
            is_twin &= (shared >= _FEWEST_SIFTED) | is_all | (contents[a] == contents[b])
        return list(zip(a[is_twin].tolist(), b[is_twin].tolist(), strict=True))

    def _with_bare_lines(self) -> tuple[NDArray[np.int32], _Hashes]:
        """All fingerprints; a line without any is known by the whole of it."""
        owners, hashes = np.concatenate(self._owners), np.concatenate(self._hashes)
        bare = np.setdiff1d(np.arange(self._lines, dtype=np.int32), owners)
        whole = np.array([self._contents[i] for i in bare.tolist()], dtype=np.uint64)
        return np.concatenate([owners, bare]), np.concatenate([hashes, whole])


def duplicate_groups(
    lines: Sequence[NoteSequence], pieces: Sequence[int] | None = None
) -> list[int]:
    """Groups lines that are near duplicates of each other, in any transposition.

    For each line the number of its group, as `Fingerprints.groups` gives it.
    """
    prints = Fingerprints()
    for line in lines:
        prints.add(line)
    return prints.groups(pieces)


def doubles(lines: Sequence[NoteSequence], may_go: Sequence[bool]) -> dict[int, int]:
    """For each line to be left out, as it doubles another one, the number of that one.

    may_go: whether each may be left out. The fullest of a group stays, and the first of
    equally full ones.
    """
    if not any(may_go):
        return {}
    return fullest_of(duplicate_groups(lines), [len(line) for line in lines], may_go)


def fullest_of(
    groups: Sequence[int], lengths: Sequence[int], may_go: Sequence[bool]
) -> dict[int, int]:
    """As `doubles`, for lines whose groups and numbers of notes are known."""
    fullest: dict[int, int] = {}
    for i, group in enumerate(groups):
        if lengths[i] > lengths[fullest.setdefault(group, i)]:
            fullest[group] = i
    return {i: fullest[g] for i, g in enumerate(groups) if may_go[i] and fullest[g] != i}


def content_key(notes: NoteSequence) -> int:
    """A number (64 bits) that depends on a line's intervals and rhythm alone, for ever."""
    lengths = np.diff(notes.onset)
    content = np.concatenate([np.diff(notes.pitch), lengths]).astype("<i8").tobytes()
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little")


def _fingerprints(lines: Sequence[NoteSequence]) -> tuple[IntArray, _Hashes]:
    """All different (line, fingerprint) pairs, ordered by fingerprint, then line."""
    owner = np.repeat(np.arange(len(lines), dtype=np.int64), [len(x) for x in lines])
    onset = np.concatenate([x.onset for x in lines])
    pitch = np.concatenate([x.pitch for x in lines])
    interval = np.diff(pitch)
    window = _rolled(_step_codes(interval, np.diff(onset)))
    start = np.arange(len(window), dtype=np.int64)
    moves = np.concatenate([[0], np.cumsum(interval != 0)])
    inside = owner[start] == owner[start + WINDOW_NOTES - 1] if len(window) else start.astype(bool)
    usable = inside & (moves[start + WINDOW_NOTES - 1] - moves[start] >= _MOVING)
    owners, hashes = _in_order(owner[start[usable]], window[usable])
    new = np.ones(len(owners), dtype=np.bool_)
    new[1:] = (np.diff(owners) != 0) | (hashes[1:] != hashes[:-1])
    return owners[new], hashes[new]


def _in_order(owners: NDArray[_Int], hashes: _Hashes) -> tuple[NDArray[_Int], _Hashes]:
    """By fingerprint, then line."""
    order = np.lexsort((owners, hashes))
    return owners[order], hashes[order]


def _step_codes(interval: IntArray, length: IntArray) -> _Hashes:
    """One code for each note but the last two.

    It holds the interval to the next note, and by which factor the next length (onset to
    onset) differs from this one: the logarithm to base 2, in quarters.
    """
    logs = np.log2(np.maximum(length, 1))
    ratio = np.rint(4 * np.diff(logs)).astype(np.int64)
    # Notes struck together have no ratio; being struck together is what is alike.
    ratio[length[:-1] <= 0] = 200
    ratio[length[1:] <= 0] = 201
    codes: _Hashes = ((interval[:-1] + 128) * 1024 + ratio + 512).astype(np.uint64)
    return codes


def _rolled(codes: _Hashes) -> _Hashes:
    """A polynomial hash of every `_CODES` codes in a row, modulo 2^64."""
    count = len(codes) - _CODES + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    # Mixed first: small codes times small powers would collide.
    mixed = codes * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    result = np.zeros(count, np.uint64)
    for i in range(_CODES):
        result *= np.uint64(0xBF58476D1CE4E5B9)
        result += mixed[i : i + count]
    # Mixed again: whether a low bit is set must be chance.
    result ^= result >> np.uint64(32)
    result *= np.uint64(0xD6E8FEB86659FD93)
    result ^= result >> np.uint64(32)
    return result


def _shared_counts(
    owners: NDArray[np.int32], hashes: _Hashes, lines: int
) -> tuple[IntArray, IntArray]:
    """Pairs of lines (a * lines + b, a < b) and how many fingerprints each pair shares."""
    starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(owners)]]))
    left = np.repeat(starts + sizes, sizes) - np.arange(len(owners)) - 1
    crowded = np.repeat(sizes > _CROWD, sizes)
    pairs, counts = np.empty(0, np.int64), np.empty(0, np.int64)
    for distance in range(1, _CROWD):
        near = np.flatnonzero((left >= distance) & (~crowded | (distance <= 2)))
        if not len(near):
            break
        found = owners[near].astype(np.int64) * lines + owners[near + distance]
        pairs, counts = _tallied(pairs, counts, found)
    return pairs, counts


def _tallied(pairs: IntArray, counts: IntArray, found: IntArray) -> tuple[IntArray, IntArray]:
    """Adds pairs that were found, each as often as it stands there, to those counted."""
    new, times = np.unique(found, return_counts=True)
    both, place = np.unique(np.concatenate([pairs, new]), return_inverse=True)
    sums = np.bincount(place.reshape(-1), weights=np.concatenate([counts, times]))
    return both, sums.astype(np.int64)


def _root(parents: list[int], line: int) -> int:
    while parents[line] != line:
        parents[line] = parents[parents[line]]
        line = parents[line]
    return line


def _join(parents: list[int], a: int, b: int) -> None:
    first, second = sorted((_root(parents, a), _root(parents, b)))
    parents[second] = first
