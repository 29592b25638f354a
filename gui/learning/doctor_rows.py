"""What the doctor's table says of a file, by what it is searched, filtered and sorted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from gui.learning_requests import FileRow, Offer, PartRow
from melodyrnn.music.key import Key
from melodyrnn.music.naming import key_name

Shown: TypeAlias = Literal["all", "learned", "left", "repairable"]
Standing: TypeAlias = Literal["learned", "left", "by_user", "broken"]
"""learned: something is taken. left: nothing is, for a reason. by_user: the user does not
want it. broken: it cannot be read."""

KINDS = {
    "melody": "Melody line",
    "chords": "Chords",
    "bass": "Bass line",
    "drums": "Drums",
    "piano": "Piano",
    "empty": "Empty",
}
STANDINGS: dict[Standing, str] = {
    "learned": "Learned from",
    "left": "Left out",
    "by_user": "Left out by you",
    "broken": "Cannot be read",
}

_NUMBERS = re.compile(r"\d+")
_USUAL_SHARE = 0.3
"""A key or meter is said to be usual when at least this share of the lines has it."""


def standing(row: FileRow, left_out: Collection[str]) -> Standing:
    """How a file stands; left_out: what the user does not want, by `mark`."""
    if mark(row) in left_out:
        return "by_user"
    if row.kept:
        return "learned"
    return "left" if row.parts else "broken"


def mark(row: FileRow) -> str:
    """What a file is remembered by: its content, or its path where that is not known."""
    return row.content or str(row.path)


def passes(row: FileRow, shown: Shown, left_out: Collection[str]) -> bool:
    """Whether a filter shows a file."""
    if shown == "all":
        return True
    if shown == "repairable":
        return bool(row.offered) and mark(row) not in left_out
    return (standing(row, left_out) == "learned") == (shown == "learned")


def haystack(row: FileRow) -> str:
    """What is searched: names of file, folder and parts, and the reason."""
    names = " ".join(part.name for part in row.parts)
    return f"{row.path.parent.name}/{row.path.name} {names} {row.reason}".casefold()


def natural(text: str) -> str:
    """By what names are sorted: "Tune 9" before "Tune 10"."""
    return _NUMBERS.sub(lambda found: found[0].zfill(9), text.casefold())


def sort_keys(left_out: Collection[str]) -> tuple[Callable[[FileRow], Any], ...]:
    """For each column by what it is sorted."""
    order = {name: i for i, name in enumerate(STANDINGS)}
    return (
        lambda row: natural(row.path.name),
        lambda row: (order[standing(row, left_out)], row.kind, row.reason),
        lambda row: row.notes,
        lambda row: row.bars,
        lambda row: row.key,
        lambda row: row.meter,
        lambda row: row.off_grid,
    )


def verdict(row: FileRow, twin: str, left_out: Collection[str]) -> str:
    """The upper line of a file: "2 melodies learned from · same tune as Jig 3"."""
    how = standing(row, left_out)
    said = f"{row.lines} melodies learned from" if row.lines > 1 else STANDINGS["learned"]
    if how != "learned":
        return STANDINGS[how]
    return f"{said} · same tune as {twin}" if twin else said


def explanation(row: FileRow, left_out: Collection[str]) -> str:
    """The lower line of a file: what it is and what was repaired, or why it is left out."""
    how = standing(row, left_out)
    if how in ("left", "broken"):
        return row.reason
    applied = ", ".join(said.button[0].lower() + said.button[1:] for said in row.applied)
    kind = KINDS.get(row.kind, "")
    return " · ".join(text for text in (kind, applied, row.remark) if text)


def part_explanation(part: PartRow) -> str:
    """The lower line of a part."""
    kind = KINDS.get(part.kind, part.kind)
    return kind if part.kept or not part.reason else f"{kind}: it {part.reason}"


def key_text(key: str) -> str:
    """A key as scans write it, in words."""
    try:
        return key_name(Key.parse(key)) if key else ""
    except ValueError:
        return key


def grid_text(off_grid: float) -> str:
    """A share of notes, for a narrow column."""
    if not off_grid:
        return ""
    return f"{off_grid:.0%}" if off_grid >= 0.01 else "<1%"


@dataclass(slots=True)
class Tally:
    """Sums over files that grow and shrink one by one, so that they are always at hand."""

    files: int = 0
    learned: int = 0
    repairable: int = 0
    lines: int = 0
    notes: int = 0
    seconds: float = 0.0
    keys: Counter[str] = field(default_factory=Counter)
    meters: Counter[str] = field(default_factory=Counter)
    offers: Counter[Offer] = field(default_factory=Counter)

    def count(self, row: FileRow, left_out: Collection[str], sign: int = 1) -> None:
        """Adds a file, or with -1 takes it away."""
        self.files += sign
        if mark(row) not in left_out:
            self.count_content(row, sign)

    def count_content(self, row: FileRow, sign: int) -> None:
        """Adds or takes away what is in a file that is there in any case."""
        if row.offered:
            self.repairable += sign
            for offer in row.offered:
                self.offers[offer] += sign
        if not row.kept:
            return
        self.learned += sign
        self.lines += sign * row.lines
        self.notes += sign * row.notes
        self.seconds += sign * row.seconds
        self.keys[row.key] += sign
        self.meters[row.meter] += sign

    @property
    def open_offers(self) -> list[tuple[Offer, int]]:
        """Repairs that would help, and in how many files; the most frequent first."""
        return [(offer, count) for offer, count in self.offers.most_common() if count > 0]


def totals_text(tally: Tally, twice: int) -> str:
    """All of it in words; twice: groups of files with the same tune."""
    if not tally.learned:
        return f"None of {files_text(tally.files)} can be learned from as it is"
    usual = [_usual(tally.keys, key_text), _usual(tally.meters, str)]
    usual = [text for text in usual if text]
    said = f"; mostly {' and '.join(usual)}" if usual else ""
    again = f"; {_times(twice)}" if twice else ""
    melodies = "1 melody" if tally.lines == 1 else f"{tally.lines:,} melodies"
    return f"{melodies}, {tally.notes:,} notes, {duration(tally.seconds)}{said}{again}"


def files_text(number: int) -> str:
    """A number of files: "1 file", "4,009 files"."""
    return "1 file" if number == 1 else f"{number:,} files"


def duration(seconds: float) -> str:
    """How long music plays."""
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} hours"
    if seconds >= 90:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds:.0f} seconds"


def _times(twice: int) -> str:
    return "1 tune comes more than once" if twice == 1 else f"{twice:,} tunes come more than once"


def _usual(counts: Counter[str], said: Callable[[str], str]) -> str:
    whole = sum(counts.values())
    for value, count in counts.most_common(1):
        if value and count >= _USUAL_SHARE * whole:
            return said(value)
    return ""
