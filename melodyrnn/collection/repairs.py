"""Repairs: what can be put right in a file so that there is more, or better, to learn from."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Repair: TypeAlias = Literal["top-line", "split-meters", "merge-doubles", "quantise", "detect-key"]
"""top-line: where no part is a melody, the top line of the highest part that plays several
notes at once is taken. split-meters: a line that changes meter becomes one line a stretch of
one meter. merge-doubles: of near duplicates in the collection only the fullest is learned
from. quantise: what was played by hand is put on 16ths, triplets or 32nds. detect-key: the key
heard takes the place of one that is not stated or that the notes contradict."""

REPAIRS: tuple[Repair, ...] = get_args(Repair)

REPAIR_TEXTS: dict[Repair, tuple[str, str]] = {
    "top-line": (
        "Take the top line",
        "Learns from the highest notes of the part that plays several at once.",
    ),
    "split-meters": (
        "Split where the meter changes",
        "Makes a tune of its own of each stretch in one meter.",
    ),
    "merge-doubles": (
        "Learn from doubles once",
        "Learns from the fullest of several nearly equal tunes, and leaves out the others.",
    ),
    "quantise": (
        "Put the notes on the grid",
        "Moves notes that were played by hand to the 16ths or triplets they were meant on.",
    ),
    "detect-key": (
        "Set the key by ear",
        "Uses the key that the notes are heard in instead of the one stated, if any.",
    ),
}
"""For each repair what a button says, and one sentence on what it does."""
