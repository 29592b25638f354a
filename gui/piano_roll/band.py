"""The rubber band: selects the notes it touches."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from gui.document.selection import mask_of
from gui.piano_roll.hand import Hand, is_click
from gui.piano_roll.hit import within_band
from gui.piano_roll.pointer import Modifier, Pointer
from gui.piano_roll.scene import Band
from melodyrnn.music.editing import Edited, Mask


class BandSelect:
    """A band from the press to the pointer. With Shift its notes are added, with Alt taken away.

    A click without either selects nothing at all.
    """

    def __init__(self, hand: Hand, start: Pointer) -> None:
        self._hand, self._start = hand, start
        self._before = mask_of(hand.notes, hand.selection.ids)
        self._mask: Mask | None = None

    @property
    def cursor(self) -> Qt.CursorShape:
        """A cross."""
        return Qt.CursorShape.CrossCursor

    @property
    def scrolls_pitch(self) -> bool:
        """It goes in both directions."""
        return True

    def moved(self, pointer: Pointer) -> None:
        """Stretches the band and shows what would be selected."""
        hand, start = self._hand, self._start
        if self._mask is None and is_click(start, pointer, hand.scene.geometry):
            return
        band = Band(start.tick, start.height, pointer.tick, pointer.height)
        hand.scene.set_overlay(band=band)
        mask = self._combined(within_band(hand.index, band), pointer)
        if self._mask is None or not np.array_equal(mask, self._mask):
            self._mask = mask
            edited = Edited(hand.notes, hand.notes.where(mask))
            hand.show(edited)
            count = len(edited.held)
            hand.value_shown.emit("1 note" if count == 1 else f"{count} notes")

    def released(self, pointer: Pointer) -> None:
        """Selects what the band touches."""
        self.moved(pointer)
        selection = self._hand.selection
        if self._mask is not None:
            selection.select_notes(self._hand.notes.where(self._mask))
        elif not (self._start.has_shift or self._start.is_free):
            selection.clear()

    def _combined(self, touched: Mask, pointer: Pointer) -> Mask:
        if pointer.has_shift:
            return self._before | touched
        if pointer.modifiers & Modifier.AltModifier:
            return self._before & ~touched
        return touched
