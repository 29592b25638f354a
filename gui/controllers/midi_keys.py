"""An external keyboard: what is played on it, heard in the window's thread."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from melodyrnn.playback.midi_input import MidiInput


class MidiKeys(QObject):
    """note_started: pitch and velocity of a key that goes down; note_ended: it comes up."""

    note_started = Signal(int, int)
    note_ended = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._input: MidiInput | None = None

    def use(self, port: str) -> None:
        """Which port to listen to, "" for none; it may be connected later."""
        if port and self._input is None:
            self._input = MidiInput(self._on_played)
        if self._input is not None:
            self._input.use(port or None)

    def ports(self) -> list[str]:
        """The ports there are."""
        if self._input is None:
            self._input = MidiInput(self._on_played)
        return self._input.ports()

    @property
    def message(self) -> str:
        """Why nothing can be heard, in one sentence; empty when all is well."""
        return self._input.message if self._input else ""

    def close(self) -> None:
        """Stops listening."""
        if self._input is not None:
            self._input.close()

    def _on_played(
        self, kind: Literal["on", "off"], pitch: int, velocity: int, _time: float
    ) -> None:
        """In a thread of the port; Qt carries signals over to the window's."""
        if kind == "on":
            self.note_started.emit(pitch, velocity)
        else:
            self.note_ended.emit(pitch)
