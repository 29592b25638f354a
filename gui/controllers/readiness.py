"""Whether takes can be written now; if not, why, and what mends it; and by whom better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from gui.document.document import Document
from gui.document.project import Project
from gui.requests import ModelSummary
from melodyrnn.music.top_line import has_chords
from melodyrnn.shelf import user_folder

USE = "use "
"""Before the name of a model, in the target of a link."""

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

    hinted: that another model suits the notes better, a sentence with a link; "" for nothing.
    models_wanted: the list of models is to be made anew.
    """

    changed = Signal(str)
    hinted = Signal(str)
    models_wanted = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._models: tuple[ModelSummary, ...] | None = None
        self._reason = self._hint = ""
        document.changed.connect(self._look)

    @property
    def reason(self) -> str:
        """Why not; "" if it can."""
        return self._reason

    def set_models(self, models: Sequence[ModelSummary]) -> None:
        """The models there are, the default first."""
        self._models = tuple(models)
        self._look()

    def fix(self, target: str) -> None:
        """A link of the reason or of the hint was followed."""
        if target.startswith(USE):
            self._set(model=target.removeprefix(USE))
            return
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
        project, models = self._document.project, self._models
        reason = why_not(project, None if models is None else [model.name for model in models])
        if reason != self._reason:
            self._reason = reason
            self.changed.emit(reason)
        hint = hint_of(project, models or ())
        if hint != self._hint:
            self._hint = hint
            self.hinted.emit(hint)


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


def hint_of(project: Project, models: Sequence[ModelSummary]) -> str:
    """That the model in force writes single notes, the music has chords, and another has them."""
    name = project.settings.model or next((model.name for model in models), "")
    knows = {model.name: model.has_chords for model in models}
    other = next((name for name, knows_chords in knows.items() if knows_chords), None)
    if knows.get(name, True) or other is None or not has_chords(project.notes):
        return ""
    said, target = escape(name), escape(other)
    return (
        f'{said} goes on from the top notes; for chords <a href="{USE}{target}">use {target}</a>.'
    )


def _open_models_folder() -> None:
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
