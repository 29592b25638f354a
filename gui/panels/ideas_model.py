"""The ideas of the project as a list: which are shown, and what is known of each."""

from __future__ import annotations

from html import escape
from typing import Literal, TypeAlias, get_args

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gui.document.document import Change, Document
from gui.document.project import Idea
from gui.panels.card_facts import facts_of
from gui.panels.naming import counted
from melodyrnn.music.naming import key_name

Filter = Literal["kept", "starred", "all", "bin"]
FILTERS: tuple[Filter, ...] = get_args(Filter)

IDEA_ROLE = Qt.ItemDataRole.UserRole
"""The Idea itself."""

Index: TypeAlias = QModelIndex | QPersistentModelIndex


def chosen_ideas(ideas: tuple[Idea, ...], wanted: Filter, text: str) -> tuple[Idea, ...]:
    """The ideas a filter lets through, the newest first.

    text: what name, key or random seed must contain, in any case. What lies in the bin is
    shown there alone.
    """
    sought = text.strip().casefold()
    return tuple(i for i in reversed(ideas) if _passes(i, wanted) and sought in _words(i))


class IdeasModel(QAbstractListModel):
    """Rows for a view. renamed: the user typed another name for an idea, by identifier."""

    renamed = Signal(str, str)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._filter: Filter = "all"
        self._text = ""
        self._typical = 0.0
        self._ideas: tuple[Idea, ...] = ()
        document.changed.connect(self._on_changed)
        self._refresh()

    @property
    def filter(self) -> Filter:
        """Which ideas are shown."""
        return self._filter

    @property
    def document(self) -> Document:
        """Where the ideas are."""
        return self._document

    def set_filter(self, wanted: Filter, text: str) -> None:
        """Shows others."""
        self._filter, self._text = wanted, text
        self._refresh()

    def set_typical(self, nats: float) -> None:
        """The nats a note that the model is used to; 0: not known."""
        self._typical = nats
        self._tell_all_changed()

    def idea(self, index: Index) -> Idea | None:
        """The idea of a row; None for no row."""
        row = index.row()
        return self._ideas[row] if index.isValid() and 0 <= row < len(self._ideas) else None

    def index_of(self, identifier: str) -> QModelIndex:
        """The row of an idea; an invalid index if it is not shown."""
        rows = (row for row, idea in enumerate(self._ideas) if idea.identifier == identifier)
        row = next(rows, None)
        return QModelIndex() if row is None else self.index(row)

    def line(self, idea: Idea) -> str:
        """Length, key and plays: "4 bars · G major · heard twice"."""
        facts = facts_of(idea, self._document.project.piece.meters, self._typical)
        plays = {0: "", 1: "heard once", 2: "heard twice"}.get(
            idea.plays, f"heard {counted(idea.plays, 'time')}"
        )
        return " · ".join(part for part in (facts.length, facts.key, plays) if part)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ideas)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return able | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        idea = self.idea(index)
        if idea is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return idea.name
        if role == IDEA_ROLE:
            return idea
        if role == Qt.ItemDataRole.AccessibleTextRole:
            marks = [idea.status] + ["starred"] * idea.is_starred
            return f"{idea.name}, {', '.join(marks)}, {self.line(idea)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            meters = self._document.project.piece.meters
            facts = facts_of(idea, meters, self._typical)
            return (
                f"<b>{escape(idea.name)}</b><br>{escape(facts.sentence)}<br>"
                "Click to hear, Enter to insert"
            )
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        idea, name = self.idea(index), str(value).strip()
        if idea is None or role != Qt.ItemDataRole.EditRole or not name:
            return False
        self.renamed.emit(idea.identifier, name)
        return True

    def _refresh(self) -> None:
        ideas = chosen_ideas(self._document.project.ideas, self._filter, self._text)
        before = [idea.identifier for idea in self._ideas]
        if before == [idea.identifier for idea in ideas]:
            self._ideas = ideas
            self._tell_all_changed()
            return
        self.beginResetModel()
        self._ideas = ideas
        self.endResetModel()

    def _tell_all_changed(self) -> None:
        if self._ideas:
            self.dataChanged.emit(self.index(0), self.index(len(self._ideas) - 1))

    def _on_changed(self, change: Change) -> None:
        if "ideas" in change.fields:
            self._refresh()
        elif "piece" in change.fields:
            before, after = change.before.piece.meters, change.after.piece.meters
            if before != after:
                self._tell_all_changed()


def _words(idea: Idea) -> str:
    seed = str(idea.recipe.request.random_seed) if idea.recipe else ""
    key = key_name(idea.key) if idea.key else ""
    return f"{idea.name} {key} {seed}".casefold()


def _passes(idea: Idea, wanted: Filter) -> bool:
    if idea.status == "discarded" or wanted == "bin":
        return idea.status == "discarded" and wanted == "bin"
    return wanted == "all" or (idea.status == "kept" if wanted == "kept" else idea.is_starred)
