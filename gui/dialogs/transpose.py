"""Asking by how much to transpose."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QRadioButton, QSpinBox, QWidget

from gui.dialogs.building import (
    button_row,
    column,
    form,
    label,
    plain_button,
    primary_button,
    row,
)

MAX_SEMITONES = 48

_INTERVALS = (
    "",
    "a semitone",
    "a whole tone",
    "a minor third",
    "a major third",
    "a fourth",
    "a tritone",
    "a fifth",
    "a minor sixth",
    "a major sixth",
    "a minor seventh",
    "a major seventh",
)


@dataclass(frozen=True, slots=True)
class Transposition:
    """By how much; in_scale: steps of the key rather than semitones."""

    amount: int
    in_scale: bool = False


class TransposeDialog(QDialog):
    """Semitones or steps of the key, up or down. chosen: a Transposition."""

    chosen = Signal(object)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        """key: its name, "" where none is known."""
        super().__init__(parent)
        self.amount = QSpinBox()
        self.amount.setRange(-MAX_SEMITONES, MAX_SEMITONES)
        self.amount.setAccelerated(True)
        self.semitones = QRadioButton("Semitones")
        self.semitones.setChecked(True)
        self.steps = QRadioButton(f"Steps of {key}" if key else "Steps of the key")
        self.steps.setEnabled(bool(key))
        self.steps.setToolTip(
            "Stays in the key" if key else "No key is known yet; choose one in the transport"
        )
        self.apply = primary_button("Transpose")
        self._words = label("", "faint")
        layout = column(self, "Transpose", "Moves the selected notes; up is positive.")
        octave_down = plain_button("− Octave", "An octave lower")  # noqa: RUF001 (a minus)
        octave_up = plain_button("+ Octave", "An octave higher")
        layout.addLayout(
            form(
                [
                    ("By", row(self.amount, octave_down, octave_up)),
                    ("", row(self.semitones, self.steps)),
                ]
            )
        )
        layout.addWidget(self._words)
        cancel = plain_button("Cancel")
        cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self.accept)
        layout.addLayout(button_row(cancel, self.apply))
        octave_down.clicked.connect(lambda: self._add_octave(-1))
        octave_up.clicked.connect(lambda: self._add_octave(1))
        self.amount.valueChanged.connect(self._describe)
        self.steps.toggled.connect(self._describe)
        self._describe()
        self.amount.selectAll()

    @property
    def transposition(self) -> Transposition:
        """What is set."""
        return Transposition(self.amount.value(), self.steps.isChecked())

    def accept(self) -> None:
        """The user wants it so."""
        self.chosen.emit(self.transposition)
        super().accept()

    def _add_octave(self, sign: int) -> None:
        octave = 7 if self.steps.isChecked() else 12
        self.amount.setValue(self.amount.value() + sign * octave)

    def _describe(self, _value: object = None) -> None:
        value = self.transposition
        self.apply.setEnabled(value.amount != 0)
        self.apply.setToolTip("" if value.amount else "Choose how far first")
        self._words.setText(in_words(value))


def in_words(value: Transposition) -> str:
    """As a musician says it: "Up an octave and a fifth", "Down 3 steps of the key"."""
    if not value.amount:
        return "Stays where it is"
    direction, size = ("Up" if value.amount > 0 else "Down"), abs(value.amount)
    if value.in_scale:
        return f"{direction} {size} {'step' if size == 1 else 'steps'} of the key"
    octaves, rest = divmod(size, 12)
    whole = "" if not octaves else "an octave" if octaves == 1 else f"{octaves} octaves"
    return f"{direction} " + " and ".join(part for part in (whole, _INTERVALS[rest]) if part)
