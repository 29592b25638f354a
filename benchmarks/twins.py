"""Leaks: which pieces to be judged by are, but for key and speed, pieces learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from melodyrnn.collection.near_duplicates import duplicate_groups
from melodyrnn.music.notes import NoteSequence


def twins_among(
    lines: Sequence[NoteSequence], learned: Sequence[NoteSequence]
) -> NDArray[np.bool_]:
    """For each melody whether it is a near duplicate of one learned from.

    Twins of twins count too, so rather more are named than fewer.
    """
    groups = duplicate_groups([*learned, *lines])
    return np.isin(groups[len(learned) :], groups[: len(learned)])
