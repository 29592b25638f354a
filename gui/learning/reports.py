"""The comparisons that were made: files in the user's own folder, read one at a turn."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gui.learning.plan_words import SIZES
from melodyrnn.comparison.report import write_report
from melodyrnn.comparison.results import Comparison, read_results
from melodyrnn.comparison.words import all_of, of_level, title
from melodyrnn.course.words import elapsed
from melodyrnn.errors import ModelFileError
from melodyrnn.shelf import fit_name
from melodyrnn.whole_file import make_folder

RESULTS, REPORT = ".json", ".html"
MOST = 30
"""Comparisons that are listed, the latest first."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison that was made. path: its results; the report lies beside them."""

    path: Path
    comparison: Comparison

    @property
    def report(self) -> Path:
        """The report's file."""
        return self.path.with_suffix(REPORT)

    @property
    def music(self) -> str:
        """What it was compared on."""
        return all_of(self.comparison.music.collections) or "music"

    @property
    def title(self) -> str:
        """What tells it from others in a list."""
        conditions = self.comparison.conditions
        time = elapsed(60 * conditions.minutes)
        sizes = {choice.value: choice.title.lower() for choice in SIZES}
        size = sizes.get(conditions.size, conditions.size)
        return f"{self.music} · {time} each · {size}"

    @property
    def about(self) -> str:
        """What came out, in a few words."""
        outcomes = self.comparison.bare or self.comparison.outcomes
        best, _ = of_level(outcomes)
        who = all_of(title(outcome.contender) for outcome in best)
        level = " level at" if len(best) > 1 else ""
        return f"Best: {who},{level} {best[0].best.nats:.2f} nats a note"

    @property
    def proposed(self) -> str:
        """A name for a copy of the report."""
        return f"{fit_name(self.music)} comparison{REPORT}"

    def write(self, target: Path) -> None:
        """Writes the report to wherever.

        Raises:
            ExportError: it cannot be written there.
        """
        make_folder(target.parent)
        write_report(target, self.comparison)


class Reports(QObject):
    """All that were made. listed: they are known now, or have changed."""

    listed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """folder: may not exist yet."""
        super().__init__(parent)
        self.folder = folder
        self._found: dict[Path, Found] = {}
        self._unread: deque[Path] = deque()
        self._reading = QTimer(self, singleShot=True, interval=0)
        self._reading.timeout.connect(self._on_turn)

    @property
    def found(self) -> tuple[Found, ...]:
        """The latest first."""
        return tuple(self._found.values())

    def refresh(self) -> None:
        """Looks which there are; `listed` follows."""
        self._unread = deque(self._files())
        self._found = {}
        self._reading.start()

    def read(self, path: Path) -> Found:
        """One that was just made, now the latest.

        Raises:
            ModelFileError: it cannot be read.
        """
        found = Found(path, read_results(path))
        if not found.comparison.outcomes:
            raise ModelFileError("No network was through; compare anew.")
        self._found = {path: found} | {p: f for p, f in self._found.items() if p != path}
        self.listed.emit()
        return found

    def _files(self) -> list[Path]:
        try:
            dated = [(p.stat().st_mtime, p) for p in self.folder.glob(f"*{RESULTS}")]
        except OSError as error:
            _log.info("reports: %s", error)
            return []
        files = [p for _, p in sorted(dated, reverse=True) if not p.name.startswith(".")]
        return files[:MOST]

    def _on_turn(self) -> None:
        """One file a turn: the window goes on in between."""
        if not self._unread:
            self.listed.emit()
            return
        path = self._unread.popleft()
        try:
            found = Found(path, read_results(path))
        except ModelFileError as error:
            _log.info("reports: %s", error)
        else:
            if found.comparison.outcomes:
                self._found.setdefault(path, found)
        self._reading.start()
