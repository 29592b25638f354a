"""Near duplicates: which lines are the same tune, in whatever key and at whatever speed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

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

_Hashes = NDArray[np.uint64]


def duplicate_groups(
    lines: Sequence[NoteSequence], pieces: Sequence[int] | None = None
) -> list[int]:
    """Groups lines that are near duplicates of each other, in any transposition.

    Every 12 notes of a line give a fingerprint of their intervals and of the ratios of
    their lengths from onset to onset. Two lines that share at least half of the shorter
    one's fingerprints are twins; twins of twins belong together.

    Args:
        lines: the lines.
        pieces: for each line a number of the piece it comes from; lines of one piece
            come into one group. None: each line is a piece of its own.

    Returns:
        For each line the number of its group: 0, 1, ... in order of appearance.
    """
    parents = list(range(len(lines)))
    for a, b in _twins(lines):
        _join(parents, a, b)
    first_of_piece: dict[int, int] = {}
    for line, piece in enumerate(pieces if pieces is not None else ()):
        _join(parents, first_of_piece.setdefault(piece, line), line)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(_root(parents, i), len(numbers)) for i in range(len(lines))]


def content_key(notes: NoteSequence) -> int:
    """A number (64 bits) that depends on a line's intervals and rhythm alone, for ever."""
    lengths = np.diff(notes.onset)
    content = np.concatenate([np.diff(notes.pitch), lengths]).astype("<i8").tobytes()
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little")


def _twins(lines: Sequence[NoteSequence]) -> list[tuple[int, int]]:
    owners, hashes = _fingerprints(lines)
    each = np.bincount(owners, minlength=len(lines))
    pairs, shared = _shared_counts(owners, hashes, len(lines))
    a, b = pairs // max(len(lines), 1), pairs % max(len(lines), 1)
    is_twin = shared >= TWIN_SHARE * np.minimum(each[a], each[b])
    return list(zip(a[is_twin].tolist(), b[is_twin].tolist(), strict=True))


def _fingerprints(lines: Sequence[NoteSequence]) -> tuple[IntArray, _Hashes]:
    """All different (line, fingerprint) pairs, ordered by fingerprint, then line."""
    if not lines:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    owner = np.repeat(np.arange(len(lines), dtype=np.int64), [len(x) for x in lines])
    onset = np.concatenate([x.onset for x in lines])
    pitch = np.concatenate([x.pitch for x in lines])
    interval = np.diff(pitch)
    window = _rolled(_step_codes(interval, np.diff(onset)))
    start = np.arange(len(window), dtype=np.int64)
    moves = np.concatenate([[0], np.cumsum(interval != 0)])
    inside = owner[start] == owner[start + WINDOW_NOTES - 1] if len(window) else start.astype(bool)
    usable = inside & (moves[start + WINDOW_NOTES - 1] - moves[start] >= _MOVING)
    owners, hashes = owner[start[usable]], window[usable]
    bare = np.setdiff1d(np.arange(len(lines), dtype=np.int64), owners)
    whole = [np.uint64(content_key(lines[i])) for i in bare.tolist()]
    owners = np.concatenate([owners, bare])
    hashes = np.concatenate([hashes, np.array(whole, dtype=np.uint64)])
    order = np.lexsort((owners, hashes))
    owners, hashes = owners[order], hashes[order]
    new = np.ones(len(owners), dtype=np.bool_)
    new[1:] = (np.diff(owners) != 0) | (hashes[1:] != hashes[:-1])
    return owners[new], hashes[new]


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
    return result


def _shared_counts(owners: IntArray, hashes: _Hashes, lines: int) -> tuple[IntArray, IntArray]:
    """Pairs of lines (a * lines + b, a < b) and how many fingerprints each pair shares."""
    if not len(owners):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(owners)]]))
    found = []
    left = np.repeat(starts + sizes, sizes) - np.arange(len(owners)) - 1
    crowded = np.repeat(sizes > _CROWD, sizes)
    for distance in range(1, _CROWD):
        near = np.flatnonzero((left >= distance) & (~crowded | (distance <= 2)))
        if not len(near):
            break
        found.append(owners[near] * lines + owners[near + distance])
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    return pairs, counts


def _root(parents: list[int], line: int) -> int:
    while parents[line] != line:
        parents[line] = parents[parents[line]]
        line = parents[line]
    return line


def _join(parents: list[int], a: int, b: int) -> None:
    first, second = sorted((_root(parents, a), _root(parents, b)))
    parents[second] = first
