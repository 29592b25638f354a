"""Asking how notes are to be quantised; shows the outcome at once where the caller follows."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QSlider, QWidget

from gui.dialogs.building import (
    button_row,
    column,
    form,
    label,
    percent_slider,
    plain_button,
    primary_button,
    row,
)
from melodyrnn.music.grid import DENOMINATORS, Division, Grid, step_of
from melodyrnn.music.quantize import Quantization

_DIVISIONS: tuple[tuple[str, Division], ...] = (
    ("Straight", "straight"),
    ("Triplets", "triplet"),
    ("Dotted", "dotted"),
)
_TRIPLET_SWING = 67


class QuantizeDialog(QDialog):
    """Grid, strength, swing, onsets and lengths.

    previewed: a Quantization to show, or None to show the notes as they were. chosen: the
    Quantization to apply; where the dialog is left otherwise, `rejected` is emitted.
    """

    previewed = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, grid: Grid, notes: int, parent: QWidget | None = None, *, previews: bool = False
    ) -> None:
        """notes: how many will be quantised. previews: whether somebody follows `previewed`."""
        super().__init__(parent)
        self.value = QComboBox()
        for denominator in DENOMINATORS[2:]:
            self.value.addItem(f"1/{denominator}", denominator)
        self.value.setCurrentIndex(max(self.value.findData(grid.denominator), 0))
        self.division = QComboBox()
        for text, division in _DIVISIONS:
            self.division.addItem(text, division)
        self.division.setCurrentIndex(self.division.findData(grid.division))
        self.strength = percent_slider("Strength", 1.0)
        self.swing = percent_slider("Swing", 0.0)
        self.onsets = QCheckBox("Beginnings of notes")
        self.onsets.setChecked(True)
        self.lengths = QCheckBox("Ends of notes")
        self.preview = QCheckBox("Show the outcome while choosing")
        self.preview.setChecked(True)
        self.preview.setVisible(previews)
        self.apply = primary_button("Quantize")
        self._strength_text, self._swing_text = label("", "faint"), label("", "faint")
        self._build(notes)
        for box in (self.value, self.division):
            box.currentIndexChanged.connect(self._on_changed)
        for slider in (self.strength, self.swing):
            slider.valueChanged.connect(self._on_changed)
        for check in (self.onsets, self.lengths, self.preview):
            check.toggled.connect(self._on_changed)
        self.rejected.connect(lambda: self.previewed.emit(None))
        first = QTimer(self, singleShot=True, interval=0)  # once the caller has connected
        first.timeout.connect(self._on_changed)
        first.start()
        self._describe()

    @property
    def quantization(self) -> Quantization:
        """What is set."""
        return Quantization(
            step=step_of(self.value.currentData(), self.division.currentData()),
            strength=self.strength.value() / 100,
            swing=2 / 3 if self.swing.value() == _TRIPLET_SWING else self.swing.value() / 100,
            onsets=self.onsets.isChecked(),
            lengths=self.lengths.isChecked(),
        )

    def accept(self) -> None:
        """The user wants it so."""
        self.chosen.emit(self.quantization)
        super().accept()

    def _build(self, notes: int) -> None:
        which = "the selected note" if notes == 1 else f"{notes} notes"
        layout = column(self, "Quantize", f"Draws {which} to the lines of a grid.")
        for text in (self._strength_text, self._swing_text):
            text.setMinimumWidth(110)
        grid = row(self.value, self.division, stretch=1)
        self.value.setAccessibleName("Note value")
        self.division.setAccessibleName("Division")
        self.swing.setToolTip("How late every second line comes")
        self.strength.setToolTip("How much of the way to its line a note goes")
        moves = row(self.onsets, self.lengths)
        layout.addLayout(
            form(
                [
                    ("Grid", grid),
                    ("Strength", _with_text(self.strength, self._strength_text)),
                    ("Swing", _with_text(self.swing, self._swing_text)),
                    ("Move", moves),
                ]
            )
        )
        layout.addWidget(self.preview)
        cancel = plain_button("Cancel")
        cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self.accept)
        layout.addLayout(button_row(cancel, self.apply))

    def _on_changed(self, _value: object = None) -> None:
        self._describe()
        self.previewed.emit(self.quantization if self.preview.isChecked() else None)

    def _describe(self) -> None:
        self._strength_text.setText(f"{self.strength.value()} %")
        swing = self.swing.value()
        self._swing_text.setText(_swing_words(swing))
        moves = self.onsets.isChecked() or self.lengths.isChecked()
        self.apply.setEnabled(moves)
        self.apply.setToolTip("" if moves else "Choose what is to move: beginnings, ends or both")


def _with_text(slider: QSlider, text: QLabel) -> QWidget:
    return row(slider, text, stretch=0)


def _swing_words(percent: int) -> str:
    if percent == 0:
        return "none"
    return f"{percent} %" + (", as triplets" if percent == _TRIPLET_SWING else "")
