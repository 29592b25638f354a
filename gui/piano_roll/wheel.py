"""The wheel with Alt: how hard a note, or the selection, is struck."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QWheelEvent

from gui.document.selection import NoteId, mask_of
from gui.piano_roll.hand import Hand
from gui.piano_roll.hit import Hit
from gui.piano_roll.pointer import FREE, Modifier
from melodyrnn.music.editing import Mask, louder

_NOTCH = 120
"""What Qt reports for a notch of an ordinary wheel."""

_VELOCITY_A_NOTCH = 4


class VelocityWheel:
    """Turns of the wheel in a row on the same notes are one undo step."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._targets: frozenset[NoteId] = frozenset()
        self._run = 0
        self._turned = 0

    def wants(self, event: QWheelEvent) -> bool:
        """Whether it is turned with Alt or Super, and nothing else, held down."""
        others = Modifier.ShiftModifier | Modifier.ControlModifier
        return bool(event.modifiers() & FREE) and not event.modifiers() & others

    def turned(self, event: QWheelEvent, hit: Hit | None) -> None:
        """Changes the velocity of the note under the pointer, or of the selection.

        Of both if that note is selected; on empty ground, of the selection.
        """
        hand = self._hand
        targets = self._targets_at(hit)
        if not targets:
            hand.value_shown.emit("Select notes to change their velocity")
            return
        if targets != self._targets:
            self.rest()
            self._targets = targets
        # Some desktops send the wheel sideways while Alt is down.
        self._turned += (event.angleDelta().x() + event.angleDelta().y()) * _VELOCITY_A_NOTCH
        amount = int(self._turned / _NOTCH)
        self._turned -= amount * _NOTCH
        mask = mask_of(hand.notes, targets)
        edited = louder(hand.notes, mask, amount)
        hand.document.edit_notes("Change Velocity", edited.notes, merge=f"wheel {self._run}")
        self._show(mask_of(hand.notes, targets), hit)

    def rest(self) -> None:
        """The next turn begins a new undo step."""
        self._run += 1
        self._targets = frozenset()
        self._turned = 0

    def _targets_at(self, hit: Hit | None) -> frozenset[NoteId]:
        selected = self._hand.selection.ids
        if hit is None:
            return selected
        note = self._hand.notes[hit.note]
        identifier = NoteId(note.onset, note.pitch)
        return selected if identifier in selected else frozenset([identifier])

    def _show(self, mask: Mask, hit: Hit | None) -> None:
        hand = self._hand
        velocity = hand.notes.velocity[mask]
        low, high = int(np.min(velocity)), int(np.max(velocity))
        hand.velocity = int(hand.notes.velocity[hit.note]) if hit else high
        hand.value_shown.emit(f"Velocity {low}" if low == high else f"Velocity {low} to {high}")
