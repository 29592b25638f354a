"""Fields for what a piece has throughout: tempo, meter and key. Each edits the document."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QWidget

from gui.document.document import Change, Document
from gui.panels.keyboard import ARROWS, ENTERS, JUMPS, KeyClaim, WheelGuard
from gui.panels.naming import found_key_name
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.naming import key_name
from melodyrnn.music.tempo import TempoChange, TempoMap

MIN_BPM, MAX_BPM = 20.0, 400.0
METERS = ("2/4", "3/4", "4/4", "6/8", "9/8", "12/8", "5/4", "7/8")
KEYS = tuple(Key.from_tonic(tonic, minor) for minor in (False, True) for tonic in range(12))
"""Major keys from C upwards, then the minor ones."""


class TempoField(QDoubleSpinBox):
    """Quarters a minute at the start; changes later in the piece stay.

    entered: Return was pressed; the focus may go back to the notes.
    """

    entered = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setRange(MIN_BPM, MAX_BPM)
        self.setDecimals(2)
        self.setKeyboardTracking(False)
        self.setAccessibleName("Tempo, quarter notes a minute")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._claim = KeyClaim(self, (*ARROWS, *JUMPS, *ENTERS))
        self._guard = WheelGuard(self)
        self._refresh()
        self.valueChanged.connect(self.set_bpm)
        self.lineEdit().returnPressed.connect(self.entered)
        document.changed.connect(self._on_changed)

    def set_bpm(self, bpm: float) -> None:
        """The piece begins at this tempo."""
        piece = self._document.project.piece
        first = TempoChange(0, round(60_000_000 / min(max(bpm, MIN_BPM), MAX_BPM)))
        tempos = TempoMap([first, *(c for c in piece.tempos.changes if c.tick > 0)])
        self._document.edit("Set Tempo", merge="tempo", piece=replace(piece, tempos=tempos))

    def textFromValue(self, value: float) -> str:
        """No zeros after the point."""
        return f"{value:.2f}".rstrip("0").rstrip(".")

    def _on_changed(self, change: Change) -> None:
        if "piece" in change.fields:
            self._refresh()

    def _refresh(self) -> None:
        changes = self._document.project.piece.tempos.changes
        with QSignalBlocker(self):
            self.setValue(60_000_000 / changes[0].tempo)
        later = "" if len(changes) == 1 else " at the start; it changes later in the piece"
        self.setToolTip(f"Tempo in quarter notes a minute, 20 to 400{later}")


class MeterBox(QComboBox):
    """The meter at the start; changes later in the piece stay.

    refused: what was typed is no meter, in one sentence. entered: Return was pressed.
    """

    refused = Signal(str)
    entered = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._text = QLineEdit()
        self.setLineEdit(self._text)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # None: no 1 that turns into 12/8
        self.addItems(METERS)
        self.setAccessibleName("Meter")
        self._claim = KeyClaim(self, (*ARROWS, *ENTERS))
        self._guard = WheelGuard(self)
        self._refresh()
        self.activated.connect(self._on_chosen)
        self._text.editingFinished.connect(self._on_chosen)
        self._text.returnPressed.connect(self.entered)
        document.changed.connect(self._on_changed)

    def _on_chosen(self, _index: int = 0) -> None:
        text = self.currentText().strip()
        piece = self._document.project.piece
        try:
            meter = Meter.parse(text)
        except ValueError:
            self._refresh()
            self.refused.emit(f"“{text}” is no meter; write it like 3/4 or 7/8.")
            return
        meters = MeterMap([MeterChange(0, meter), *(c for c in piece.meters.changes if c.tick > 0)])
        self._document.edit("Set Meter", piece=replace(piece, meters=meters))
        self._refresh()

    def _on_changed(self, change: Change) -> None:
        if "piece" in change.fields:
            self._refresh()

    def _refresh(self) -> None:
        meters = self._document.project.piece.meters
        text = str(meters.at(0))
        with QSignalBlocker(self), QSignalBlocker(self._text):
            self.setCurrentIndex(self.findText(text))
            self.setEditText(text)
        later = "" if len(meters.changes) == 1 else " at the start; it changes later in the piece"
        self.setToolTip(f"Meter{later}: choose one, or type one such as 11/8")


class KeyBox(QComboBox):
    """The key: as the file states, as detected in the notes, or as the user says."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.addItem("")
        for key in KEYS:
            if key == KEYS[0] or key == KEYS[12]:
                self.insertSeparator(self.count())
            self.addItem(key_name(key), key)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMaxVisibleItems(30)
        self.setAccessibleName("Key")
        self.setToolTip("Key: as the file states, as detected in your notes, or chosen here")
        self._claim = KeyClaim(self, (*ARROWS, *JUMPS, *ENTERS))
        self._guard = WheelGuard(self)
        self._refresh()
        self.activated.connect(self._on_chosen)
        document.changed.connect(self._on_changed)

    def _on_chosen(self, index: int) -> None:
        self._document.edit("Set Key", key=self.itemData(index))

    def _on_changed(self, change: Change) -> None:
        if change.fields & {"piece", "melody", "key"}:
            self._refresh()

    def _refresh(self) -> None:
        project = self._document.project
        heard = replace(project, key=None).sounding_key
        index = 0
        if project.key is not None:
            index = next((i for i in range(self.count()) if self.itemData(i) == project.key), -1)
            if index < 0:
                index = self.count()
                self.addItem(key_name(project.key), project.key)
        found = found_key_name(project.piece.keys.at(0), heard)
        self.setItemText(0, found if heard else f"Key: {found}")
        self.setCurrentIndex(index)
