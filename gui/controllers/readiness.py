"""Whether takes can be written now; if not, why, and what mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from gui.document.document import Document
from gui.document.project import Project
from melodyrnn.shelf import user_folder

NO_MODEL = (
    'No model is installed: put one into the <a href="folder">models folder</a>, then'
    ' <a href="again">look again</a>.'
)
NO_KEY = (
    "There is no key to stay in yet: write a few notes, choose the key, or"
    ' <a href="prefer">prefer a key instead</a>.'
)


class Readiness(QObject):
    """changed: why Generate cannot be pressed, a sentence with links; "" if it can.

    models_wanted: the list of models is to be made anew.
    """

    changed = Signal(str)
    models_wanted = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._models: tuple[str, ...] | None = None
        self._reason = ""
        document.changed.connect(self._look)

    @property
    def reason(self) -> str:
        """Why not; "" if it can."""
        return self._reason

    def set_models(self, names: Sequence[str]) -> None:
        """The models there are, the default first."""
        self._models = tuple(names)
        self._look()

    def fix(self, target: str) -> None:
        """A link of the reason was followed."""
        fixes: dict[str, Callable[[], object]] = {
            "folder": _open_models_folder,
            "again": self.models_wanted.emit,
            "default": lambda: self._set(model=""),
            "prefer": lambda: self._set(key_rule="prefer"),
        }
        fixes[target]()

    def _set(self, **fields: str) -> None:
        settings = self._document.project.settings
        self._document.set_settings(replace(settings, **fields))  # type: ignore[arg-type]  # `fix`

    def _look(self, _change: object = None) -> None:
        reason = why_not(self._document.project, self._models)
        if reason != self._reason:
            self._reason = reason
            self.changed.emit(reason)


def why_not(project: Project, models: Sequence[str] | None) -> str:
    """Why no take can be written; models: None while they are not known yet."""
    settings = project.settings
    if models is not None and not models:
        return NO_MODEL
    if models and settings.model and settings.model not in models:
        name, default = escape(settings.model), escape(models[0])
        return f'There is no model “{name}” here: <a href="default">use {default}</a>.'
    has_key = project.key or project.piece.keys.changes or len(project.notes)
    return NO_KEY if settings.key_rule == "only" and not has_key else ""


def _open_models_folder() -> None:
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
