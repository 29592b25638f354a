"""Index: finds the longest runs of notes that stand in sources.

A run of n notes is n pairs (`melodyrnn.originality.pairs`) one after another within one piece.
The index is a suffix array: all places of the sources, sorted by what follows there. It is
built by prefix doubling (Manber & Myers 1993), where only places that are not told apart yet
are sorted again (after Larsson & Sadakane 2007). Searching narrows down the places at which as
much as was read so far stands, for all notes of a take at the same time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.notes import IntArray
from melodyrnn.originality.pairs import CODES, codes_of
from melodyrnn.originality.sources import Sources

_Codes = NDArray[np.int32]
"""Codes or places: there are fewer than 2**31, and they are kept for as long as a model is."""


class SourceIndex:
    """All runs of some sources.

    sources: those. text: (notes + 1,), the code of each note's pair; the first note of a piece
    has a code of its own, which no pair has, and so has the end. A place is a note's number in
    it, counted through all pieces.
    """

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.text = _text(sources)
        self._sorted = _suffix_array(self.text)
        self._first = self.text[self._sorted]

    def match_lengths(
        self, pairs: IntArray, exclude: frozenset[int] = frozenset()
    ) -> tuple[IntArray, IntArray]:
        """For each pair the longest run that begins with it and stands in the sources.

        Args:
            pairs: (n, 2), of a take.
            exclude: numbers of pieces that do not count.

        Returns:
            The lengths of the runs in notes, (n,), and a place of each, (n,), 0 for none.
        """
        wanted = np.append(codes_of(pairs), -1)  # -1 stands nowhere
        places, first = self._sorted, self._first
        if exclude:
            is_kept = self._is_kept(exclude)[places]
            places, first = places[is_kept], first[is_kept]
        lengths, found = np.zeros((2, len(pairs)), dtype=np.int64)
        # Of each start that goes on: between which rows of the sorted places it stands.
        starts = np.arange(len(pairs))
        low = np.searchsorted(first, wanted[:-1])
        high = np.searchsorted(first, wanted[:-1], side="right")
        length = 0
        while True:
            is_there = low < high
            starts, low, high = starts[is_there], low[is_there], high[is_there]
            if not len(starts):
                return lengths, found
            length += 1
            lengths[starts], found[starts] = length, places[low]
            low, high = self._narrowed(places, (low, high), length, wanted[starts + length])

    def where(self, place: int) -> tuple[int, int]:
        """The number of the piece at a place, and the note in it."""
        starts = self.sources.starts
        number = int(np.searchsorted(starts, place, side="right")) - 1
        return number, place - int(starts[number])

    def _is_kept(self, exclude: frozenset[int]) -> NDArray[np.bool_]:
        starts = self.sources.starts
        is_kept = np.ones(len(self.text), dtype=bool)
        for number in exclude:
            is_kept[starts[number] : starts[number + 1]] = False
        return is_kept

    def _narrowed(
        self, places: _Codes, rows: tuple[IntArray, IntArray], offset: int, wanted: IntArray
    ) -> tuple[IntArray, IntArray]:
        """The rows among `rows` where `wanted` stands `offset` notes on, each (k,)."""
        low = _bisected(self.text, places, rows, offset, wanted)
        return low, _bisected(self.text, places, (low, rows[1]), offset, wanted + 1)


def _bisected(
    text: _Codes,
    places: _Codes,
    rows: tuple[IntArray, IntArray],
    offset: int,
    wanted: IntArray,
) -> IntArray:
    """The first rows from which on what stands `offset` notes on is not below `wanted`."""
    low: IntArray
    low, high = rows
    while (is_open := low < high).any():
        middle = (low + high) // 2
        # Where nothing is open any other row does as well, and any other place.
        place = np.minimum(places[np.where(is_open, middle, 0)] + offset, len(text) - 1)
        is_below = text[place] < wanted
        low = np.where(is_open & is_below, middle + 1, low)
        high = np.where(is_open & ~is_below, middle, high)
    return low


def _text(sources: Sources) -> _Codes:
    pitch = sources.pitch.astype(np.int64)
    pairs = np.stack([np.diff(pitch, prepend=0), sources.duration.astype(np.int64)], axis=1)
    text = np.append(codes_of(pairs), CODES)
    begins = sources.starts[:-1][np.diff(sources.starts) > 0]
    text[begins] = CODES + 1 + np.arange(len(begins))
    return text.astype(np.int32)


def _suffix_array(text: _Codes) -> _Codes:
    """Places sorted by what follows; without those that begin no run."""
    count = len(text)
    order = np.argsort(text, kind="stable")
    rank = np.empty(count, dtype=np.int64)
    rows = np.arange(count)
    places, keys, told = order, text[order], 1
    while len(places):
        # Equal ones get the row of the first of them: it stays theirs when they are told apart.
        is_new = np.append(True, keys[1:] != keys[:-1])
        rank[places] = rows[is_new][np.cumsum(is_new) - 1]
        is_alone = is_new & np.append(is_new[1:], True)
        places, rows = places[~is_alone], rows[~is_alone]
        # No end of a piece lies within what is the same in two places, so all of this is text.
        keys = rank[places] * count + rank[places + told]
        by_key = np.argsort(keys, kind="stable")
        places, keys, told = places[by_key], keys[by_key], 2 * told
        order[rows] = places
    begins_run = text[order] < CODES
    result: _Codes = order[begins_run].astype(np.int32)
    return result
