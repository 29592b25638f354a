"""The document: the one project in the window, its undo history and who hears of a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from gui.document.project import Idea, Project
from gui.document.settings import TakeSettings
from melodyrnn.music.notes import NoteSequence

UNDOABLE = frozenset({"piece", "melody", "tracks", "loop", "is_looping", "key"})
"""Fields of a project that an edit may replace."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened: names of the fields of Project that differ now; is_new: another project."""

    fields: frozenset[str]
    before: Project
    after: Project
    is_new: bool = False


class Document(QObject):
    """Holds the project. Everyone reads `project`; only the methods here replace it.

    changed: a Change, after every replacement, undo and redo. path_changed: after saving
    under another name, opening or starting anew. Whether there are unsaved edits is the
    undo stack's `isClean`.
    """

    changed = Signal(object)
    path_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = Project()
        self.path: Path | None = None
        self.history = QUndoStack(self)

    @property
    def notes(self) -> NoteSequence:
        """The notes of the part being composed."""
        return self.project.notes

    def edit(self, name: str, *, merge: str = "", **fields: Any) -> None:
        """One undoable edit: replaces fields of the project, by name (see UNDOABLE).

        name: as the Edit menu shows it, "Move Notes". merge: edits in a row with the same
        name and merge key become one undo step, such as the steps of one drag or of
        repeated nudges. An edit that changes nothing is none.
        """
        if unknown := fields.keys() - UNDOABLE:
            raise ValueError(f"not undoable: {', '.join(sorted(unknown))}")
        before = {f: getattr(self.project, f) for f in fields}
        if before != fields:
            replace(self.project, **fields)  # refused here, before it is in the history
            self.history.push(_Edit(self, name, merge, before, fields))

    def edit_notes(self, name: str, notes: NoteSequence, *, merge: str = "") -> None:
        """One undoable edit of the notes being composed."""
        self.edit(name, merge=merge, piece=self.project.with_notes(notes))

    def edit_idea(self, name: str, identifier: str, /, **fields: Any) -> None:
        """One undoable change to an idea: keep, discard, star, rename."""
        idea = self.project.idea(identifier)
        before = {f: getattr(idea, f) for f in fields}
        if before != fields:
            self.history.push(_IdeaEdit(self, name, identifier, before, fields))

    def add_ideas(self, ideas: Iterable[Idea]) -> None:
        """New takes have come; nothing to undo."""
        self._replace(ideas=(*self.project.ideas, *ideas))

    def note_play(self, identifier: str) -> None:
        """Counts that an idea was listened to; nothing to undo."""
        idea = self.project.idea(identifier)
        self.put_idea(replace(idea, plays=idea.plays + 1))

    def set_settings(self, settings: TakeSettings) -> None:
        """Other settings for the next takes; nothing to undo."""
        if settings != self.project.settings:
            self._replace(settings=settings)

    def reset(self, project: Project, path: Path | None = None, *, is_saved: bool = True) -> None:
        """Another project takes the place of this one; its history begins anew.

        is_saved: whether what it holds is on the disk under `path`, or not worth a question.
        """
        before, self.project = self.project, project
        self.history.clear()
        if not is_saved:
            self.history.resetClean()
        self.changed.emit(Change(_all_fields(), before, project, is_new=True))
        self.set_path(path)

    def set_path(self, path: Path | None) -> None:
        """The project now lies there."""
        self.path = path
        self.path_changed.emit()

    @property
    def is_modified(self) -> bool:
        """Whether there are edits that no file holds."""
        return not self.history.isClean()

    def put_idea(self, idea: Idea) -> None:
        """Puts another state of an idea in its place; nothing to undo."""
        ideas = tuple(idea if i.identifier == idea.identifier else i for i in self.project.ideas)
        self._replace(ideas=ideas)

    def put(self, fields: dict[str, Any]) -> None:
        """Replaces fields without a new step in the history: for undo steps themselves."""
        self._replace(**fields)

    def _replace(self, **fields: Any) -> None:
        before = self.project
        self.project = replace(before, **fields)
        self.changed.emit(Change(frozenset(fields), before, self.project))


class _Edit(QUndoCommand):
    """Some fields before and after: immutable values, so that undoing swaps references."""

    def __init__(
        self,
        document: Document,
        name: str,
        merge: str,
        before: dict[str, Any],
        after: dict[str, Any],
    ) -> None:
        super().__init__(name)
        self._document = document
        self._merge = merge
        self._before, self._after = before, after

    def undo(self) -> None:
        self._document.put(self._before)

    def redo(self) -> None:
        self._document.put(self._after)

    def id(self) -> int:
        return 1 if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other._merge != self._merge:
            return False
        if other.text() != self.text() or other._after.keys() != self._after.keys():
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True


class _IdeaEdit(QUndoCommand):
    """Some fields of one idea, before and after; other ideas may come meanwhile."""

    def __init__(
        self,
        document: Document,
        name: str,
        identifier: str,
        before: dict[str, Any],
        after: dict[str, Any],
    ) -> None:
        super().__init__(name)
        self._document = document
        self._identifier = identifier
        self._before, self._after = before, after

    def undo(self) -> None:
        self._put(self._before)

    def redo(self) -> None:
        self._put(self._after)

    def _put(self, fields: dict[str, Any]) -> None:
        idea = self._document.project.idea(self._identifier)
        self._document.put_idea(replace(idea, **fields))


def _all_fields() -> frozenset[str]:
    return frozenset(Project.__dataclass_fields__)
