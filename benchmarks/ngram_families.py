"""Which contexts each field is counted by: ladders of columns of `benchmarks.ngram_facts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ladder:
    """Contexts, each told more than the one before.

    rungs: the columns each adds. base: the column that what is counted is relative to; "" = none.
    """

    rungs: tuple[tuple[str, ...], ...]
    base: str = ""


def _ladder(rungs: str, base: str = "") -> Ladder:
    """From rungs with a bar between them, columns with commas."""
    return Ladder(tuple(tuple(rung.strip().split(",")) for rung in rungs.split("|")), base)


LEARNED: Mapping[str, tuple[Ladder, ...]] = {
    "shift": (
        _ladder("n | s1 | d1 | s2,d2 | s3,d3 | s4,d4"),
        _ladder("n | lb,m | s1,d1 | next release | s2,d2"),
        _ladder("next release | n | last release | lt | d1 | s1"),
        _ladder("n | struck | d1 | p1 | lt"),
        _ladder("n | p1 | i1 | d1 | i2"),
        _ladder("bar s | bar run | n | d1 | lb"),
        _ladder("beat s | beat run | n | d1 | lt"),
        _ladder("x s | x length | n | d1"),
        _ladder("r s | r length | n | lb | d1"),
        _ladder("n | size1 | gap1 | gap2,size2 | lb,m | gap3,size3"),
        _ladder("bar s | beat s | x s | r s | x length"),
    ),
    "pitch": (
        _ladder("chord | p1 | p2 | p3 | p4"),
        _ladder("chord | i1 | i2 | i3 | i4", "p1"),
        _ladder("r | now | p1 | before"),
        _ladder("r | before | peer p | now"),
        _ladder("chord | s0 | i1 | t | d1 | i2", "p1"),
        _ladder("r | leap below | peer leap | i1", "peer p"),
        _ladder("r | size | peer p | p1 | peer peer p"),
        _ladder("r | size | c1 | l1 | h1"),
        _ladder("r | bass1 | bass2 | b,m | root"),
        _ladder("chord | b,m | p1 | k"),
        _ladder("bar p | bar run | r | p1"),
        _ladder("bar run | bar leap | r | p1", "bar p"),
        _ladder("beat run | beat leap | r | p1", "beat p"),
        _ladder("x p | x length,x good | r | p1"),
        _ladder("x length,x good | r | i1", "x p"),
        _ladder("i length,i good | i i | r | p1", "p1"),
        _ladder("x p | bar p | peer p | x length,x good"),
        _ladder("r | h1 | p1 | h2 | l1"),
        _ladder("r | c1 | c2 | c3 | l1,l2"),
    ),
    "duration": (
        _ladder("chord | d1 | d2 | s0 | s1,d3 | s2,d4"),
        _ladder("b,m | chord | d1 | r | s0"),
        _ladder("chord | d1 | register | p0 | r"),
        _ladder("r | near d | near leap | s0 | d1 | b,m"),
        _ladder("bar d | bar run,bar same | chord | d1"),
        _ladder("beat d | beat run | chord | d1"),
        _ladder("x d | x length,x good 2 | d1"),
        _ladder("r d | r length,r good | s0 | d1"),
        _ladder("s0 | chord | d1 | b,m | s1,d2"),
        _ladder("chord | still next | still last | d1 | t | r"),
        _ladder("bar d | x d | near d | d1 | x length"),
        _ladder("r | peer d | d1 | s0 | gap1 | size"),
    ),
}
"""Ladders counted from the pieces learned from."""

IN_PIECE: Mapping[str, tuple[Ladder, ...]] = {
    "shift": (
        _ladder("n | s1,d1 | s2,d2 | s3,d3 | s4,d4 | s5,d5,s6,d6 | s7,d7,s8,d8"),
        _ladder("n,lb | s1,d1 | p1 | s2,p2"),
        _ladder("n | p1 | p2 | p3"),
        _ladder("n,lt | next release | size1 | gap1"),
    ),
    "pitch": (
        _ladder("chord | p1 | p2 | p3 | p4 | p5,p6 | p7,p8"),
        _ladder("chord | i1 | i2 | i3 | i4,i5 | i6,i7,i8", "p1"),
        _ladder("r | b | p1 | p2 | p3"),
        _ladder("r | now | before | p1"),
        _ladder("r | peer p | p1 | peer peer p"),
        _ladder("s0 | s1,d1,p1 | s2,d2,p2 | s3,d3,p3 | s4,d4,p4"),
    ),
    "duration": (
        _ladder("chord | d1 | s0,d2 | s1,d3 | s2,d4 | s3,s4,d5"),
        _ladder("b | r | d1 | p0"),
        _ladder("p0 | s0 | d1 | p1"),
        _ladder("s0,p0 | s1,p1,d1 | s2,p2,d2 | s3,p3,d3"),
    ),
}
"""Ladders counted from the piece itself, as far as it has been read."""

KNOWN: Mapping[str, tuple[str, ...]] = {
    "shift": ("n", "x length", "r length"),
    "pitch": ("r", "x length", "i length"),
    "duration": ("r", "x length", "r length"),
}
"""Columns that decide which ladders are trusted: none reaches `CLASSES`."""

CLASSES = 11
