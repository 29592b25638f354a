"""The select tool: notes move and are resized as with the pencil; on empty ground a rubber band.

A double-click on empty ground draws a note, as in Live, so that a forgotten note needs no
other tool. A double-click on a note does not delete it: two quick clicks while selecting
would destroy music, and Del, the menu and the right button of the pencil are there for it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.document.selection import NoteId
from gui.piano_roll.band import BandSelect
from gui.piano_roll.drag import Drag
from gui.piano_roll.hand import Gesture, Hand
from gui.piano_roll.hit import Hit
from gui.piano_roll.pointer import Pointer


def press(hand: Hand, start: Pointer, hit: Hit | None, button: Qt.MouseButton) -> Gesture | None:
    """The gesture that a press of the left button begins."""
    if button == Qt.MouseButton.RightButton:
        take_up(hand, hit)
        return None
    return Drag(hand, start, hit) if hit else BandSelect(hand, start)


def take_up(hand: Hand, hit: Hit | None) -> None:
    """What a menu is asked for is selected first: the note, unless it is already."""
    if hit is None:
        return
    note = hand.notes[hit.note]
    if NoteId(note.onset, note.pitch) not in hand.selection.ids:
        hand.selection.select([NoteId(note.onset, note.pitch)])
