"""Asks how close the next takes are to be to one: close … far."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from gui.panels.keyboard import ARROWS, ENTERS, JUMPS, KeyClaim, PanelButton
from gui.theme import MARGIN, SPACING

STEPS = 100
USUAL = 0.4
"""The distance that is offered first."""


class MoreLike(QFrame):
    """A popup with one slider. chosen: the distance, 0 close to 1 far."""

    chosen = Signal(float)

    def __init__(self, distance: float, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("card")
        self.setAccessibleName("More like this")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setProperty("kind", "idea")
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 4)
        self.slider.setSingleStep(STEPS // 20)
        self.slider.setValue(round(distance * STEPS))
        self.slider.setMinimumWidth(200)
        self.slider.setAccessibleName("How far from the take, close to far")
        self.slider.setToolTip("Close keeps most of the take; far keeps only how it begins")
        self._claim = KeyClaim(self.slider, (*ARROWS, *JUMPS, *ENTERS, Qt.Key.Key_Escape))
        self.button = PanelButton("More Like This", "idea")
        self.button.say("More like this", "Make takes at this distance (Enter)")
        self.button.clicked.connect(self._on_chosen)
        self._lay_out()

    def open_at(self, place: QPoint) -> None:
        """Shows it at a place of the screen, above it where there is room."""
        self.adjustSize()
        self.move(place.x(), max(place.y() - self.height(), 0))
        self.show()
        self.slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self._on_chosen()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        ends = QHBoxLayout()
        for text, side in (
            ("Close", Qt.AlignmentFlag.AlignLeft),
            ("Far", Qt.AlignmentFlag.AlignRight),
        ):
            label = QLabel(text)
            label.setProperty("role", "faint")
            ends.addWidget(label, 0, side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACING)
        layout.addLayout(ends)
        layout.addWidget(self.slider)
        layout.addWidget(self.button)

    def _on_chosen(self) -> None:
        distance = self.slider.value() / STEPS
        self.close()
        self.chosen.emit(distance)
