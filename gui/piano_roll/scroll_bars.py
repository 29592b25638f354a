"""The scroll bars of the roll: they mirror the view and move it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import QScrollBar, QWidget

from gui.document.document import Change, Document
from gui.piano_roll.music_view import MusicView
from gui.piano_roll.navigation import Navigation
from gui.piano_roll.scene import Scene
from melodyrnn.music.notes import MAX_PITCH, TICKS_PER_QUARTER

_PER_ROW = 16
"""Values of the upright bar a row, so that it scrolls smoothly."""

_SPARE_TICKS = 16 * TICKS_PER_QUARTER
_LARGEST = 2**31 - 1


class ScrollBars(QObject):
    """Both bars: `across` counts ticks, `upright` parts of rows from pitch 127 down."""

    def __init__(
        self,
        document: Document,
        scene: Scene,
        music: MusicView,
        navigation: Navigation,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._scene, self._music, self._navigation = scene, music, navigation
        self.across = QScrollBar(Qt.Orientation.Horizontal, parent)
        self.upright = QScrollBar(Qt.Orientation.Vertical, parent)
        self.across.setAccessibleName("Time")
        self.upright.setAccessibleName("Pitch")
        self.across.valueChanged.connect(self._on_across_moved)
        self.upright.valueChanged.connect(self._on_upright_moved)
        scene.view_changed.connect(self._mirror)
        document.changed.connect(self._on_document_changed)
        self._mirror()

    def _on_document_changed(self, change: Change) -> None:
        if change.fields & {"piece", "melody"}:
            self._mirror()

    def _on_across_moved(self, value: int) -> None:
        self._navigation.move_to(left=float(value))

    def _on_upright_moved(self, value: int) -> None:
        self._navigation.move_to(top=MAX_PITCH + 1 - value / _PER_ROW)

    def _mirror(self) -> None:
        view, ghost = self._scene.geometry, self._scene.ghost
        page = view.right - view.left
        end = max(self._music.end, ghost.span.end if ghost is not None else 0) + _SPARE_TICKS
        furthest = min(max(end - page * 0.5, view.left, 0.0), _LARGEST)
        with QSignalBlocker(self.across):
            self.across.setRange(0, int(furthest))
            self.across.setPageStep(min(int(page), _LARGEST))
            self.across.setSingleStep(max(1, int(page / 16)))
            self.across.setValue(round(view.left))
        rows = view.height / view.row_px
        with QSignalBlocker(self.upright):
            self.upright.setRange(0, max(0, round((MAX_PITCH + 1 - rows) * _PER_ROW)))
            self.upright.setPageStep(max(1, round(rows * _PER_ROW)))
            self.upright.setSingleStep(_PER_ROW)
            self.upright.setValue(round((MAX_PITCH + 1 - view.top) * _PER_ROW))
