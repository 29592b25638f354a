"""What sounds around a note."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.encoding.around import AROUND, NONE, SLOTS, pitches_around

Rows = list[tuple[int, int, int]]


def slowly(rows: Rows, i: int) -> list[list[int]]:
    """The same of one note, by looking at every other one."""
    onset = rows[i][0]
    before = sorted({o for o, _, _ in rows if o < onset}, reverse=True)
    kinds = [
        [p for o, _, p in rows[:i] if o == onset],
        [p for o, _, p in rows if before and o == before[0]],
        [p for o, _, p in rows if before[1:] and o == before[1]],
        [p for o, d, p in rows if o < onset < o + d],
    ]
    return [sorted(kind, reverse=True)[:SLOTS] for kind in kinds]


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 30), st.integers(0, 127)),
        max_size=40,
        unique_by=lambda row: (row[0], row[2]),
    )
)
def test_it_is_what_looking_at_every_note_finds(rows: Rows) -> None:
    rows = sorted(rows, key=lambda row: (row[0], row[2]))
    onset, duration, pitch = np.array(rows, dtype=np.int64).reshape(-1, 3).T

    around = pitches_around(onset, duration, pitch)

    assert around.shape == (len(rows), len(AROUND), SLOTS)
    for i, kinds in enumerate(around.tolist()):
        told = [[p for p in kind if p != NONE] for kind in kinds]
        assert told == slowly(rows, i)
        assert all(kind[: len(t)] == t for kind, t in zip(kinds, told, strict=True))
