"""Musical typing: the computer keyboard as a piano.

The row of A has the white keys from C on, the row above the black ones. Z and X go an octave
down and up, C and V play softer and louder: by the place of the keys, on every layout.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from gui.piano_roll.physical_keys import BY_LETTER, place_of
from melodyrnn.music.notes import MAX_PITCH, MAX_VELOCITY

SEMITONES: Mapping[int, int] = MappingProxyType(
    {BY_LETTER[name]: semitones for semitones, name in enumerate("AWSEDFTGYHUJKOLP;'")}
)
"""Semitones above the C of the octave by place; A to ' is an octave and a fourth."""

MIN_OCTAVE, MAX_OCTAVE = -1, 9
VELOCITY_STEP = 10

_TEXT_FIELDS = (QAbstractSpinBox, QKeySequenceEdit, QLineEdit, QPlainTextEdit, QTextEdit)
_KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class MusicalTyping(QObject):
    """Watches the application's keys while it is on.

    It takes the piano's keys and makes no shortcut of other letters, digits and signs; Space,
    arrows, Esc and what goes with Ctrl, Alt or Super act as ever. Text fields, menus and
    dialogs keep all their keys. Everything falls silent when the window loses the focus.

    note_started: pitch and velocity. note_ended: pitch. hinted: octave or velocity has changed.
    """

    note_started = Signal(int, int)
    note_ended = Signal(int)
    hinted = Signal(str)

    def __init__(self, parent: QObject | None = None, platform: str = sys.platform) -> None:
        super().__init__(parent)
        self._platform = platform
        self._is_on = False
        self._octave = 4
        self._velocity = 80
        self._sounding: dict[int, int] = {}
        """Pitch by the place of the key that holds it."""

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the action does."""
        return {"musical_typing": self.set_on}

    @property
    def is_on(self) -> bool:
        """Whether keys play."""
        return self._is_on

    def set_on(self, on: bool) -> None:
        """Begins to listen to the keys of the application, or ends."""
        app = QCoreApplication.instance()
        if on == self._is_on or not isinstance(app, QGuiApplication):
            return
        self._is_on = on
        if on:
            app.installEventFilter(self)
            app.focusWindowChanged.connect(self._on_focus_window_changed)
            self.hinted.emit("Musical typing: A to ' play, Z and X change octave, C and V velocity")
        else:
            app.removeEventFilter(self)
            app.focusWindowChanged.disconnect(self._on_focus_window_changed)
            self.silence()

    def silence(self) -> None:
        """Ends all notes."""
        for pitch in sorted(set(self._sounding.values())):
            self.note_ended.emit(pitch)
        self._sounding.clear()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not self._is_on or event.type() not in _KEY_EVENTS or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(event)  # wherever the focus went meanwhile
        if event.modifiers() & _COMMANDS or _belongs_elsewhere():
            return False
        place = place_of(event, self._platform)
        is_mine = place is not None and (place in SEMITONES or place in _CONTROLS)
        if event.type() == QEvent.Type.ShortcutOverride:
            if is_mine or _is_character(event.text().strip()):
                event.accept()  # no shortcut
                return True
            return False
        if not is_mine or place is None:
            return False
        if not event.isAutoRepeat():
            self._pressed(place)
        return True

    def _pressed(self, place: int) -> None:
        if place in _CONTROLS:
            _CONTROLS[place](self)
            return
        pitch = 12 * (self._octave + 1) + SEMITONES[place]
        if pitch > MAX_PITCH or place in self._sounding:
            return
        if pitch in self._sounding.values():
            self.note_ended.emit(pitch)  # struck again from another octave's key
        self._sounding[place] = pitch
        self.note_started.emit(pitch, self._velocity)

    def _released(self, event: QKeyEvent) -> bool:
        place = place_of(event, self._platform)
        if place not in self._sounding:
            return False
        if not event.isAutoRepeat():
            pitch = self._sounding.pop(place)
            if pitch not in self._sounding.values():
                self.note_ended.emit(pitch)
        return True

    def _change_octave(self, octaves: int) -> None:
        self._octave = min(max(self._octave + octaves, MIN_OCTAVE), MAX_OCTAVE)
        self.hinted.emit(f"Musical typing: octave {self._octave}")

    def _change_velocity(self, amount: int) -> None:
        self._velocity = min(max(self._velocity + amount, VELOCITY_STEP), MAX_VELOCITY)
        self.hinted.emit(f"Musical typing: velocity {self._velocity}")

    def _on_focus_window_changed(self, _window: object = None) -> None:
        self.silence()


_CONTROLS: Mapping[int, Callable[[MusicalTyping], None]] = MappingProxyType(
    {
        BY_LETTER["Z"]: lambda typing: typing._change_octave(-1),
        BY_LETTER["X"]: lambda typing: typing._change_octave(1),
        BY_LETTER["C"]: lambda typing: typing._change_velocity(-VELOCITY_STEP),
        BY_LETTER["V"]: lambda typing: typing._change_velocity(VELOCITY_STEP),
    }
)


def _is_character(text: str) -> bool:
    return bool(text) and text.isprintable()


def _belongs_elsewhere() -> bool:
    """Whether the keys are for a text field, a menu or a dialog."""
    if QApplication.activePopupWidget() or QApplication.activeModalWidget():
        return True
    return isinstance(QApplication.focusWidget(), _TEXT_FIELDS)
