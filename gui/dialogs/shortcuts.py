"""All shortcuts at a glance, made from the actions themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.actions import Actions, ActionSpec
from gui.dialogs.building import PADDING, label
from gui.dialogs.shortcut_words import grouped, matches, plain
from gui.theme import MARGIN, SPACING

COLUMNS = 3
_NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutsOverlay(QDialog):
    """Every action with a shortcut, menu by menu; typing searches, Escape closes."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setWindowTitle("Keyboard Shortcuts")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search: what do you want to do?")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search shortcuts")
        self._nothing = label("Nothing is called that; try another word.", "faint")
        self._nothing.hide()
        self._rows: list[tuple[ActionSpec, str, tuple[QLabel, QLabel]]] = []
        self._groups: list[tuple[QWidget, list[ActionSpec]]] = []
        contents = QWidget()
        contents.setObjectName("contents")
        self._columns = QHBoxLayout(contents)
        self._columns.setContentsMargins(0, 0, MARGIN, 0)
        self._columns.setSpacing(PADDING)
        self._fill()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(contents)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar = scroll.verticalScrollBar()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, PADDING, SPACING, PADDING)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.search)
        layout.addWidget(self._nothing)
        layout.addWidget(scroll, 1)
        self.resize(1080, 640)
        self.search.textChanged.connect(self._on_searched)
        self.search.installEventFilter(self)
        self.search.setFocus()

    @property
    def shown_names(self) -> tuple[str, ...]:
        """Names of the actions that the search leaves."""
        return tuple(spec.name for spec, _, (text, _) in self._rows if not text.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field has the focus; keys that scroll reach the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40}
            pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
            if event.key() in steps:
                self._bar.setValue(self._bar.value() + steps[Qt.Key(event.key())])
                return True
            if event.key() in pages:
                self._bar.setValue(
                    self._bar.value() + pages[Qt.Key(event.key())] * self._bar.pageStep()
                )
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        columns = [QVBoxLayout() for _ in range(COLUMNS)]
        lengths = [0] * COLUMNS
        for title, specs in grouped():
            with_keys = [spec for spec in specs if self._keys(spec)]
            shortest = lengths.index(min(lengths))
            lengths[shortest] += len(with_keys) + 2
            columns[shortest].addWidget(self._group(title, with_keys))
        for column in columns:
            column.setSpacing(PADDING)
            column.addStretch(1)
            self._columns.addLayout(column, 1)

    def _group(self, title: str, specs: list[ActionSpec]) -> QWidget:
        group = QWidget()
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(title, "heading"), 0, 0, 1, 2)
        for line, spec in enumerate(specs, start=1):
            keys = self._keys(spec)
            text, key = label(plain(spec.text)), label(keys, "key")
            text.setToolTip(spec.tip)
            key.setAccessibleName(f"{plain(spec.text)}: {keys}")
            grid.addWidget(text, line, 0)
            grid.addWidget(key, line, 1, Qt.AlignmentFlag.AlignRight)
            self._rows.append((spec, keys, (text, key)))
        self._groups.append((group, specs))
        return group

    def _keys(self, spec: ActionSpec) -> str:
        sequences = self._actions[spec.name].shortcuts()
        return "  ".join(sequence.toString(_NATIVE) for sequence in sequences[:2])

    def _on_searched(self, wanted: str) -> None:
        found = set()
        for spec, keys, widgets in self._rows:
            fits = matches(spec, keys, wanted)
            found |= {spec.name} if fits else set()
            for widget in widgets:
                widget.setVisible(fits)
        for group, specs in self._groups:
            group.setVisible(any(spec.name in found for spec in specs))
        self._nothing.setVisible(not found)
