"""Choosing other shortcuts; what another action has already is refused, with its name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.actions import duplicates, specs
from gui.dialogs.building import label, plain_button, row
from gui.dialogs.shortcut_words import grouped, matches, plain, shown
from gui.theme import SPACING

_NAME = Qt.ItemDataRole.UserRole


class ShortcutEditor(QWidget):
    """All actions and their shortcuts. changed: shortcuts that replace the table's, by action."""

    changed = Signal(object)

    def __init__(
        self, remapped: Mapping[str, tuple[str, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._remapped = dict(remapped)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._headings: list[tuple[QTreeWidgetItem, list[str]]] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search actions")
        self.list = _list()
        self.keys = _KeyField()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.setAccessibleName("New shortcut")
        self.use = plain_button("Use", "Give the chosen action this shortcut")
        self.clear = plain_button("No Shortcut", "The chosen action keeps its menu entry alone")
        self.reset = plain_button("Default", "The shortcut the action came with")
        self.reset_all = plain_button("All Defaults", "Every action as it came")
        self.message = label("Choose an action, then press its new shortcut.", "faint", wraps=True)
        self._build()
        self._fill()
        self.list.setCurrentItem(self._items["generate"])

    @property
    def remapped(self) -> dict[str, tuple[str, ...]]:
        """Shortcuts that replace those of the table."""
        return dict(self._remapped)

    def select(self, name: str) -> None:
        """Chooses an action."""
        self.list.setCurrentItem(self._items[name])

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(row(self.keys, self.use, self.clear, self.reset, stretch=0))
        layout.addWidget(row(self.message, self.reset_all, stretch=0))
        self.search.textChanged.connect(self._on_searched)
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.keys.editingFinished.connect(self._on_use)
        self.use.clicked.connect(self._on_use)
        self.clear.clicked.connect(lambda: self._set(()))
        self.reset.clicked.connect(self._on_reset)
        self.reset_all.clicked.connect(self._on_reset_all)

    def _fill(self) -> None:
        for title, group in grouped():
            heading = QTreeWidgetItem(self.list, [title, ""])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = heading.font(0)
            font.setBold(True)
            heading.setFont(0, font)
            for spec in group:
                item = QTreeWidgetItem(heading, [plain(spec.text), ""])
                item.setData(0, _NAME, spec.name)
                item.setToolTip(0, spec.tip)
                self._items[spec.name] = item
            heading.setExpanded(True)
            self._headings.append((heading, [spec.name for spec in group]))
        self._show_all()

    def _keys_of(self, name: str) -> tuple[str, ...]:
        return self._remapped.get(name, specs()[name].keys)

    def _current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(0, _NAME) or "") if item is not None else ""

    def _show_all(self) -> None:
        for name, item in self._items.items():
            item.setText(1, shown(self._keys_of(name)))
            font = item.font(1)
            font.setBold(name in self._remapped)
            item.setFont(1, font)
        self._show_current()

    def _show_current(self) -> None:
        name = self._current()
        keys = self._keys_of(name) if name else ()
        self.keys.setKeySequence(QKeySequence(keys[0] if keys else ""))
        for widget in (self.keys, self.use, self.clear):
            widget.setEnabled(bool(name))
        self.reset.setEnabled(name in self._remapped)
        self.reset_all.setEnabled(bool(self._remapped))

    def _on_use(self) -> None:
        sequence = self.keys.keySequence().toString()
        if self._current() and sequence and sequence != shown(self._keys_of(self._current())[:1]):
            self._set((sequence,))

    def _on_reset(self) -> None:
        self._set(specs()[self._current()].keys)

    def _on_reset_all(self) -> None:
        self._remapped.clear()
        self._finish("Every action has the shortcut it came with.")

    def _set(self, keys: tuple[str, ...]) -> None:
        name = self._current()
        wanted = {other: self._keys_of(other) for other in specs()} | {name: keys}
        for twice in duplicates(wanted):
            if name in (twice.first, twice.second):
                other = twice.second if twice.first == name else twice.first
                self._refuse(twice.keys, plain(specs()[other].text))
                return
        self._remapped[name] = keys
        if keys == specs()[name].keys:
            del self._remapped[name]
        text = plain(specs()[name].text)
        self._finish(f"{text} is now {shown(keys)}." if keys else f"{text} has no shortcut now.")

    def _refuse(self, keys: str, owner: str) -> None:
        self._say(f"{shown([keys])} is taken by {owner}; give that another one first.", "warning")
        self._show_current()

    def _finish(self, sentence: str) -> None:
        self._show_all()
        self._say(sentence, "good")
        self.changed.emit(self.remapped)

    def _say(self, sentence: str, role: str) -> None:
        self.message.setText(sentence)
        self.message.setProperty("role", role)
        self.message.style().polish(self.message)

    def _on_searched(self, wanted: str) -> None:
        for spec in specs().values():
            keys = shown(self._keys_of(spec.name))
            self._items[spec.name].setHidden(not matches(spec, keys, wanted))
        for heading, names in self._headings:
            heading.setHidden(all(self._items[name].isHidden() for name in names))


class _KeyField(QKeySequenceEdit):
    """Takes every key but Escape, which closes the dialog as it does everywhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


def _list() -> QTreeWidget:
    result = QTreeWidget()
    result.setColumnCount(2)
    result.setHeaderLabels(["Action", "Shortcut"])
    result.setRootIsDecorated(False)
    result.setIndentation(12)
    result.setAccessibleName("Actions and shortcuts")
    result.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    result.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    result.header().setStretchLastSection(False)
    return result
