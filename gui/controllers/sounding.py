"""Notes that sound at once: keys pressed, notes drawn, notes moved to another pitch."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document.document import Change, Document
from melodyrnn.playback.player import Player

STRIKE_MS = 220
"""How long a note sounds that is only struck."""

CHORD_VELOCITY = 80


class Sounding(QObject):
    """Plays single notes with the sound of the part being composed.

    changed: other pitches sound.
    """

    changed = Signal()

    def __init__(self, document: Document, player: Player) -> None:
        super().__init__(document)
        self._document = document
        self._player = player
        self._held: dict[int, tuple[int, bool]] = {}
        self._struck: frozenset[int] = frozenset()
        self._release = QTimer(self, singleShot=True, interval=STRIKE_MS)
        self._release.timeout.connect(self._end_struck)
        document.changed.connect(self._on_changed)

    @property
    def pitches(self) -> frozenset[int]:
        """What sounds now."""
        return frozenset(self._held)

    def note_started(self, pitch: int, velocity: int) -> None:
        """A key goes down; it sounds until `note_ended`."""
        self.note_ended(pitch)
        part = self._document.project.part
        self._held[pitch] = (part.program, part.is_drum)
        self._player.note_on(part.program, pitch, velocity, is_drum=part.is_drum)
        self.changed.emit()

    def note_ended(self, pitch: int) -> None:
        """The key comes up."""
        self._struck -= {pitch}
        if (sound := self._held.pop(pitch, None)) is not None:
            self._player.note_off(sound[0], pitch, is_drum=sound[1])
            self.changed.emit()

    def start_alone(self, pitch: int, velocity: int) -> None:
        """The one note in the hand; what sounded before stops."""
        self.stop_all()
        self.note_started(pitch, velocity)

    def strike(self, pitch: int, velocity: int) -> None:
        """A short note, such as after a key of the keyboard moved the selection."""
        self._strike((pitch,), velocity)

    def chord(self, pitches: tuple[int, ...]) -> None:
        """A short chord, to hear whether all is well."""
        self._strike(pitches, CHORD_VELOCITY)

    def stop_all(self) -> None:
        """Silence."""
        for pitch in tuple(self._held):
            self.note_ended(pitch)

    def _strike(self, pitches: tuple[int, ...], velocity: int) -> None:
        """Keys that somebody holds meanwhile sound on."""
        self._end_struck()
        for pitch in pitches:
            self.note_started(pitch, velocity)
        self._struck = frozenset(pitches)
        self._release.start()

    def _end_struck(self) -> None:
        for pitch in self._struck:
            self.note_ended(pitch)

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self.stop_all()
