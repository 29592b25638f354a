"""What the user wants compared, as the command line takes it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gui.learning.plan_words import Budget
from melodyrnn.shelf import fit_name

TIMES = (
    Budget(0.5, "30 s", "Who starts fastest; the order may still turn"),
    Budget(2, "2 min", "Enough to see who learns your music best"),
    Budget(10, "10 min", "Where the differences settle"),
)
USUAL_TIME = 1
"""Index of the time that is chosen at first."""

EXTRA_S = 15.0
"""What measuring takes for each network, about, besides learning."""


@dataclass(frozen=True, slots=True)
class CompareWish:
    """A comparison. minutes: of learning for each network. has_memory: one more, with memory."""

    folders: tuple[Path, ...]
    cores: tuple[str, ...]
    minutes: float = 2
    size: str = "base"
    has_memory: bool = True

    @property
    def networks(self) -> int:
        """How many will learn."""
        return len(self.cores) + int(self.has_memory and bool(self.cores))

    @property
    def seconds(self) -> float:
        """All of it takes about so long."""
        return self.networks * (60 * self.minutes + EXTRA_S)


def arguments(wish: CompareWish, report: Path, results: Path) -> list[str]:
    """What follows `melodyrnn` on the command line; events come as JSON lines."""
    options = {
        "--cores": ",".join(wish.cores),
        "--minutes": f"{wish.minutes:g}",
        "--size": wish.size,
        "--memory": "one" if wish.has_memory else "without",
        "--out": str(report),
        "--results": str(results),
    }
    pairs = (text for pair in options.items() for text in pair)
    # Folders last and after --, so that none is taken for an option.
    return ["compare", *pairs, "--json", "--", *map(str, wish.folders)]


def music_name(places: Sequence[Path], most: int = 2) -> str:
    """What a person calls the music: the names of its folders."""
    names = [place.name or str(place) for place in places]
    rest = len(names) - most
    if rest > 1:
        return f"{', '.join(names[:most])} and {rest} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def file_stem(wish: CompareWish) -> str:
    """Name of its files.

    The same music, for the same time at the same size, takes the place of what was found before.
    """
    places = "\n".join(sorted(str(place) for place in wish.folders))
    mark = hashlib.sha256(places.encode(errors="surrogateescape")).hexdigest()[:8]
    return f"{fit_name(music_name(wish.folders))} {wish.minutes:g} min {wish.size} {mark}"
