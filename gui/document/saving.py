"""Saving the document under its name, beside the window's thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.document.autosave import Autosave
from gui.document.background import Background
from gui.document.document import Change, Document
from gui.document.project import Project
from gui.document.project_file import SUFFIX, save_project


class Saving(QObject):
    """Writes project files, and tells the document that it lies there.

    saved: the path; failed: path and a sentence. Edits made meanwhile stay unsaved edits.
    """

    saved = Signal(object)
    failed = Signal(object, str)

    def __init__(self, document: Document, background: Background, autosave: Autosave) -> None:
        super().__init__(document)
        self._document, self._background, self._autosave = document, background, autosave
        self._projects = 0
        document.changed.connect(self._on_changed)

    def save(self, path: Path) -> None:
        """Begins to save; a name without an ending gets ours."""
        path = path if path.suffix else path.with_name(path.name + SUFFIX)
        project = self._document.project
        state = self._projects, self._document.history.index()
        self._background.start(
            partial(save_project, path, project), partial(self._on_done, path, project, state)
        )

    def save_and_wait(self, path: Path) -> bool:
        """Saves before returning, for closing the window; whether it worked."""
        self.save(path)
        self._background.wait()
        return not self._document.is_modified

    def _on_done(self, path: Path, project: Project, state: tuple[int, int], words: str) -> None:
        if words:
            self.failed.emit(path, words)
            return
        if state[0] == self._projects:  # else another project was opened meanwhile
            if self._document.history.index() == state[1]:
                self._document.history.setClean()
            self._autosave.note_saved(project)
            self._document.set_path(path)
        self.saved.emit(path)

    def _on_changed(self, change: Change) -> None:
        self._projects += change.is_new
