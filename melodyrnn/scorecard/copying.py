"""Originality: how much of takes stands in what the model learned from.

Beside it stands the same of human music that the model did not learn from, as long: tunes of
one kind share turns and cadences, and a take that shares no more than they do is its own.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np

from melodyrnn.originality.copies import Copies, find_copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.scorecard.passages import Passage
from melodyrnn.scorecard.result import Originality

_FEW = 8
"""Passages looked for at a time, before a breath is taken."""


def judge_copying(
    index: SourceIndex, takes: Sequence[Passage], music: Sequence[Passage]
) -> Generator[int, None, Originality | None]:
    """Looks for takes, and for what really followed, in the sources of a model.

    Yields how many passages were looked for. Returns None where there is no take. Human music
    is not compared with its own near duplicates among the sources; takes are, with all.
    """
    ours: list[Copies] = []
    theirs: list[Copies] = []
    written = [take for take in takes if len(take.notes)]
    for take in written:
        ours.append(find_copies(index, take.notes, before=take.before))
        if len(ours) % _FEW == 0:
            yield len(ours)
    for real in music:
        if len(real.notes):
            theirs.append(find_copies(index, real.notes, before=real.before, exclude=real.twins))
        yield len(ours) + len(theirs)
    if not ours:
        return None
    median, p90, longest = _lengths(ours)
    human_median, human_p90, human_longest = _lengths(theirs)
    return Originality(
        takes=len(ours),
        median=median,
        p90=p90,
        longest=longest,
        share=_share(ours),
        human_median=human_median,
        human_p90=human_p90,
        human_longest=human_longest,
        human_share=_share(theirs),
        worst=_worst(ours),
    )


def _lengths(found: Sequence[Copies]) -> tuple[float, float, int]:
    if not found:
        return 0.0, 0.0, 0
    each = np.array([copies.longest for copies in found])
    return float(np.median(each)), float(np.percentile(each, 90)), int(each.max())


def _share(found: Sequence[Copies]) -> float:
    notes = sum(copies.notes for copies in found)
    return sum(copies.share * copies.notes for copies in found) / notes if notes else 0.0


def _worst(found: Sequence[Copies]) -> str:
    """Title and bars of where the longest run stands; "" where none is long enough to count."""
    runs = [copies.runs[0] for copies in found if copies.runs]
    if not runs:
        return ""
    run = max(runs, key=lambda run: run.notes)
    bars = f"bar {run.first_bar}"
    if run.last_bar > run.first_bar:
        bars = f"bars {run.first_bar}-{run.last_bar}"
    return f"{run.title}, {bars}"
