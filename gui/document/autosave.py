"""Keeps unsaved work for recovery: soon after an edit, never while the mouse is down."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document.background import Background
from gui.document.document import Change, Document
from gui.document.project import Project, saved_ideas
from gui.document.recovery import Recovery
from gui.document.settings import TakeSettings

QUIET_MS = 4000
"""So long after the last edit it is kept."""

LONGEST_MS = 25_000
"""At least this often while edits follow each other."""


class Autosave(QObject):
    """Writes the document to `recovery` whenever it holds what no project file does.

    A take that is kept is written at once, everything else when there is a pause. The
    thread of `background` does the writing. saved: the disk holds the present state.
    failed: it does not; a sentence, once until it works again.
    """

    saved = Signal()
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        recovery: Recovery,
        background: Background,
        *,
        quiet_ms: int = QUIET_MS,
        longest_ms: int = LONGEST_MS,
    ) -> None:
        super().__init__(document)
        self._document, self._recovery, self._background = document, recovery, background
        self._on_disk: Project | None = _essence(document.project)
        self._in_recovery: tuple[Project, Path | None] | None = None
        self._is_held = self._is_due = self._is_writing = self._has_failed = False
        self._quiet = QTimer(self, singleShot=True, interval=quiet_ms)
        self._longest = QTimer(self, singleShot=True, interval=longest_ms)
        self._quiet.timeout.connect(self.save_now)
        self._longest.timeout.connect(self.save_now)
        document.changed.connect(self._on_changed)
        document.path_changed.connect(self._on_path_changed)

    @property
    def is_needed(self) -> bool:
        """Whether the document holds what its file does not: edits, or takes nobody chose."""
        return self._on_disk is None or _essence(self._document.project) != self._on_disk

    @property
    def is_kept(self) -> bool:
        """Whether the present state would survive a crash now."""
        present = (self._document.project, self._document.path)
        return not self.is_needed or present == self._in_recovery

    def hold(self, is_held: bool) -> None:
        """While held, such as during a drag, nothing is written; what fell due comes after."""
        self._is_held = is_held
        if not is_held and self._is_due:
            self.save_now()

    def note_saved(self, project: Project) -> None:
        """The project file holds this state now."""
        self._on_disk = _essence(replace(project, ideas=saved_ideas(project)))
        self.save_now()

    def save_now(self) -> None:
        """Begins writing, if there is something to write and no gesture is under way."""
        self._quiet.stop()
        self._longest.stop()
        self._is_due = self._is_held or self._is_writing
        if self._is_due:
            return
        wanted = (self._document.project, self._document.path) if self.is_needed else None
        if wanted == self._in_recovery:
            return
        self._is_writing = True
        self._background.start(partial(self._write, wanted), partial(self._on_written, wanted))

    def flush(self) -> None:
        """Returns when the present state is kept; for the end of the session, gesture or not."""
        self._is_held = False
        self._background.wait()
        self.save_now()
        self._background.wait()

    def close(self) -> None:
        """Writes nothing any more."""
        self._document.changed.disconnect(self._on_changed)
        self._document.path_changed.disconnect(self._on_path_changed)
        self._quiet.stop()
        self._longest.stop()
        self._is_due = False
        self._background.wait()

    def _write(self, wanted: tuple[Project, Path | None] | None) -> None:
        if wanted is None:
            self._recovery.clear()
        else:
            self._recovery.save(*wanted)

    def _on_written(self, wanted: tuple[Project, Path | None] | None, words: str) -> None:
        self._is_writing = False
        if words:
            if not self._has_failed:
                self.failed.emit(words)
            self._longest.start()  # perhaps there is room by then
        else:
            self._in_recovery = wanted
            self.saved.emit()
        self._has_failed = bool(words)
        if self._is_due and not words:
            self.save_now()

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            # Its path is told next, and that is when it is written.
            self._on_disk = None if self._document.is_modified else _essence(change.after)
        elif "ideas" in change.fields and _kept(change.after) - _kept(change.before):
            self.save_now()
            return
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()

    def _on_path_changed(self) -> None:
        self.save_now()


def _essence(project: Project) -> Project:
    """What is worth recovering: how often a take was heard and where knobs stand is not."""
    ideas = tuple(replace(idea, plays=0) if idea.plays else idea for idea in project.ideas)
    return replace(project, ideas=ideas, settings=TakeSettings())


def _kept(project: Project) -> set[str]:
    return {idea.identifier for idea in project.ideas if idea.status == "kept"}
