"""What dialogs are built of: headings, rows with a label, a row of buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gui.theme import MARGIN, SPACING

Role = Literal["", "title", "heading", "faint", "warning", "good", "key"]

PADDING = MARGIN + 8
"""Around what a dialog holds."""


def label(text: str, role: Role = "", *, wraps: bool = False) -> QLabel:
    """A text; role: how the style sheet shows it."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wraps)
    if role:
        result.setProperty("role", role)
    return result


def column(dialog: QDialog, title: str, intro: str = "") -> QVBoxLayout:
    """The main layout of a dialog: its title, a sentence, and room for more."""
    dialog.setWindowTitle(title)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
    layout.setSpacing(MARGIN)
    if intro:
        layout.addWidget(label(intro, "faint", wraps=True))
    return layout


def form(rows: Sequence[tuple[str, QWidget]]) -> QGridLayout:
    """Labels on the left, fields on the right; a label names its field to screen readers."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(MARGIN)
    grid.setVerticalSpacing(SPACING)
    grid.setColumnStretch(1, 1)
    for row, (text, field) in enumerate(rows):
        if text:
            caption = label(text)
            caption.setBuddy(field)
            if not field.accessibleName():
                field.setAccessibleName(text.rstrip(":"))
            if isinstance(field, QLabel):
                grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            else:
                grid.addWidget(caption, row, 0)
        grid.addWidget(field, row, 1)
    return grid


def row(*widgets: QWidget, stretch: int = -1) -> QWidget:
    """Widgets beside each other; stretch: index of the one that takes the room."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACING)
    for index, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if index == stretch else 0)
    return holder


def primary_button(text: str) -> QPushButton:
    """The one button that Enter presses."""
    button = QPushButton(text)
    button.setObjectName("primary")
    button.setDefault(True)
    return button


def plain_button(text: str, tip: str = "") -> QPushButton:
    """Any other button."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    return button


def button_row(*buttons: QPushButton, left: Sequence[QPushButton] = ()) -> QHBoxLayout:
    """Buttons at the lower right, the main one last; some may stand on the left."""
    layout = QHBoxLayout()
    layout.setSpacing(SPACING)
    layout.setContentsMargins(0, SPACING // 2, 0, 0)
    for button in left:
        layout.addWidget(button)
    layout.addStretch(1)
    for button in buttons:
        layout.addWidget(button)
    return layout


def percent_slider(name: str, value: float) -> QSlider:
    """A slider of 0-100 for a share of 0-1."""
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, 100)
    slider.setPageStep(10)
    slider.setValue(round(value * 100))
    slider.setAccessibleName(name)
    slider.setMinimumWidth(180)
    return slider
