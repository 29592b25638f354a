"""A row of the doctor's table: a file or one of its parts, and the texts of its cells."""

from __future__ import annotations

from typing import NamedTuple

from gui.learning.doctor_rows import STANDINGS, Standing, grid_text, key_text, verdict
from gui.learning_requests import FileRow, Offer, PartRow

COLUMNS = ("File", "What it is", "Notes", "Bars", "Key", "Meter", "Off grid")
NAME, VERDICT, NOTES, BARS, KEY, METER, OFF_GRID = range(len(COLUMNS))
TIPS = {
    VERDICT: "Whether something is learned from it, and why not",
    NOTES: "Notes to learn from",
    BARS: "Bars from the first to the last note",
    KEY: "As the file states it, or else as it is heard",
    OFF_GRID: "Share of the notes that do not begin on a 24th of a quarter",
}
NUMBERS = frozenset({NOTES, BARS, OFF_GRID})


class Link(NamedTuple):
    """What a click on the lower line does: make a repair, or take it back."""

    offer: Offer
    is_undo: bool = False

    @property
    def text(self) -> str:
        """What is clicked."""
        return "Undo" if self.is_undo else self.offer.button


class Line(NamedTuple):
    """A row of the table: a file, or one of its parts.

    part_index: -1 for the file itself. standing: of the file. is_open: its parts are shown.
    link: what one click does. twin: name of another file with the same tune.
    """

    file: FileRow
    part_index: int
    standing: Standing
    is_open: bool
    link: Link | None = None
    twin: str = ""

    @property
    def part(self) -> PartRow | None:
        """The part, if it is one."""
        return self.file.parts[self.part_index] if self.part_index >= 0 else None

    @property
    def can_open(self) -> bool:
        """Whether there are parts to show below it."""
        return self.part_index < 0 and bool(self.file.parts)

    @property
    def is_kept(self) -> bool:
        """Whether something is learned from it."""
        part = self.part
        return self.standing == "learned" and (part is None or part.kept)


def cells(line: Line, left_out: frozenset[str]) -> tuple[str, ...]:
    """The texts of a row, column by column."""
    file, part = line.file, line.part
    if part is None:
        return (file.path.stem, verdict(file, line.twin, left_out), *_numbers(file))
    return (part.name, STANDINGS["learned" if line.is_kept else "left"], *_numbers(part))


def _numbers(of: FileRow | PartRow) -> tuple[str, ...]:
    if not of.notes:
        return ("",) * (len(COLUMNS) - 2)
    grid = grid_text(of.off_grid)
    return (f"{of.notes:,}", f"{of.bars:,}", key_text(of.key), of.meter, grid)
