"""Choosing a sound by its General MIDI name, family by family."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from gui.panels.keyboard import ARROWS, ENTERS, JUMPS, KeyClaim, WheelGuard
from melodyrnn.music.general_midi import DRUMS, FAMILIES, INSTRUMENTS

DRUM_KIT = -1
"""Stands for the drums where others have a program number."""

_PROGRAM = Qt.ItemDataRole.UserRole


def instrument_list(parent: QObject) -> QStandardItemModel:
    """All sounds under the names of their families, and the drums; it serves many boxes.

    The name of a family cannot be chosen.
    """
    model = QStandardItemModel(parent)
    for family, names in (*FAMILIES, ("Rhythm", (DRUMS,))):
        title = QStandardItem(family.upper())
        title.setFlags(Qt.ItemFlag.NoItemFlags)
        model.appendRow(title)
        for name in names:
            item = QStandardItem(name)
            item.setData(DRUM_KIT if name == DRUMS else INSTRUMENTS.index(name), _PROGRAM)
            model.appendRow(item)
    return model


class InstrumentBox(QComboBox):
    """Shows and chooses one sound; `activated` says that the user chose."""

    def __init__(self, model: QStandardItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setMaxVisibleItems(24)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("Instrument")
        self._claim = KeyClaim(self, (*ARROWS, *JUMPS, *ENTERS))
        self._guard = WheelGuard(self)

    @property
    def program(self) -> int:
        """The program number chosen, or `DRUM_KIT`."""
        return int(self.currentData(_PROGRAM))

    def set_program(self, program: int) -> None:
        """Shows a sound; emits no `activated`."""
        self.setCurrentIndex(self.findData(program, _PROGRAM))
