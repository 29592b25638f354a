"""The comparison that runs: its process, its state, and what is left when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gui.learning.compare_state import CompareState, with_event
from gui.learning.compare_wish import CompareWish, arguments, file_stem, music_name
from gui.learning.reports import REPORT, RESULTS
from gui.trainer import COMMAND, Speech, Trainer
from melodyrnn.comparison.events import Event, Reported, from_line

SPEECH = Speech(
    "comparison",
    from_line,
    Reported,
    crashed=(
        "The comparison stopped unexpectedly; please try again."
        " Help, Open Log Folder has the details."
    ),
    ended_by_system=(
        "The system ended the comparison, most likely because memory ran out."
        " Try a smaller size, or fewer files."
    ),
)

PATIENCE_MS = 10_000
"""So long one that was told to stop may take to write its report."""


class Comparer(QObject):
    """failed: it broke off; one sentence. ended: it runs no more.

    The results of networks that are through are in their file whatever happens.
    """

    failed = Signal(str)
    ended = Signal()

    def __init__(
        self, folder: Path, parent: QObject | None = None, command: Sequence[str] = COMMAND
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._process = Trainer(self, command, SPEECH)
        self._clock = QElapsedTimer()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.close)
        self._process.event_read.connect(self._on_event)
        self._process.failed.connect(self._on_failed)
        self._process.ended.connect(self._on_ended)
        self.state = CompareState()
        self.results = Path()

    @property
    def is_running(self) -> bool:
        """Whether networks are compared now."""
        return self._process.is_running

    @property
    def seconds(self) -> float:
        """Since it was started."""
        return self._clock.elapsed() / 1000 if self._clock.isValid() else 0.0

    def start(self, wish: CompareWish) -> None:
        """Starts a comparison; only when none runs."""
        stem = file_stem(wish)
        self.results = self._folder / f"{stem}{RESULTS}"
        self.state = CompareState(music=music_name(wish.folders), minutes=wish.minutes)
        self._clock.start()
        report = self._folder / f"{stem}{REPORT}"
        self._process.start(arguments(wish, report, self.results))

    def stop(self) -> None:
        """Ends it; what is through is reported."""
        if not self.is_running or self.state.is_stopping:
            return
        self.state = replace(self.state, is_stopping=True)
        self._process.stop()
        self._patience.start()

    def close(self) -> None:
        """Ends it at once; what is through was written when it was."""
        self._process.suspend(0)

    def _on_event(self, event: Event) -> None:
        self.state = with_event(self.state, event, self.seconds)

    def _on_failed(self, sentence: str) -> None:
        if not self.state.is_stopping:  # it says that it was stopped
            self.failed.emit(sentence)

    def _on_ended(self) -> None:
        self._patience.stop()
        self.ended.emit()
