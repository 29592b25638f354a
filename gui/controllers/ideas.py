"""What is done with one idea: keep, insert, discard, star, rename, copy its recipe."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.controllers.audition import Audition
from gui.document.document import Document
from gui.document.inserting import inserted
from gui.document.selection import Selection


class Ideas(QObject):
    """Each undoable in one step. noted: a sentence. rename_asked: an idea to get another name."""

    noted = Signal(str)
    rename_asked = Signal(str)

    def __init__(self, document: Document, selection: Selection, audition: Audition) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._audition = audition

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do, with the idea that is heard."""
        return {
            "keep": self._on_heard(self.keep),
            "insert": self._on_heard(self.insert),
            "discard": self._on_heard(self.discard),
            "star": self._on_heard(self.star),
            "rename_idea": self._on_heard(self.rename_asked.emit),
            "copy_recipe": self._on_heard(self.copy_recipe),
        }

    def keep(self, identifier: str) -> None:
        """Onto the shelf, and into the project file."""
        self._document.edit_idea("Keep Idea", identifier, status="kept")
        self._say(identifier, "is kept: it lies on the ideas shelf, and in the project's file.")

    def discard(self, identifier: str) -> None:
        """Into the bin, where it stays until the project closes."""
        idea = self._audition.idea
        if idea is not None and idea.identifier == identifier:
            self._audition.stop()
        self._document.edit_idea("Discard Idea", identifier, status="discarded")
        self._say(identifier, "is in the bin until the project closes; Ctrl+Z brings it back.")

    def star(self, identifier: str) -> None:
        """A favourite, or no longer."""
        is_starred = not self._document.project.idea(identifier).is_starred
        self._document.edit_idea("Star Idea", identifier, is_starred=is_starred)

    def rename(self, identifier: str, name: str) -> None:
        """Another name."""
        if name.strip():
            self._document.edit_idea("Rename Idea", identifier, name=name.strip())

    def insert(self, identifier: str) -> None:
        """Its notes become ordinary notes of the melody, in one undo step."""
        idea = self._document.project.idea(identifier)
        self._audition.stop()
        self._document.edit_notes(f"Insert {idea.name}", inserted(self._document.notes, idea))
        self._selection.select_notes(idea.notes)
        self._selection.set_cursor(idea.span.start)
        self._say(identifier, "is part of the melody now; press G to go on from there.")

    def copy_recipe(self, identifier: str) -> None:
        """All that brings the take back, as text on the clipboard."""
        idea = self._document.project.idea(identifier)
        if idea.recipe is None:
            self.noted.emit("This idea was made by hand; it has no recipe.")
            return
        QGuiApplication.clipboard().setText(json.dumps(idea.recipe.to_json()))
        self.noted.emit(f"The recipe of {idea.name} is on the clipboard.")

    def _say(self, identifier: str, words: str) -> None:
        self.noted.emit(f"{self._document.project.idea(identifier).name} {words}")

    def _on_heard(self, act: Callable[[str], None]) -> Callable[[], None]:
        def call() -> None:
            if (idea := self._audition.idea) is None:
                self.noted.emit("Listen to a take first: keys 1 to 8.")
            else:
                act(idea.identifier)

        return call
