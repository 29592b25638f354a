"""Where the mouse is: in pixels, in music, and with which keys held down."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, Qt

from gui.piano_roll.geometry import Geometry
from melodyrnn.music.notes import MAX_PITCH

Modifier = Qt.KeyboardModifier

COPYING = {"darwin": Modifier.AltModifier}.get(sys.platform, Modifier.ControlModifier)
"""Held when a note is pressed, its drag copies: Option on a Mac, Ctrl elsewhere."""

FREE = Modifier.AltModifier | Modifier.MetaModifier
"""Held, nothing snaps. Some window managers keep Alt+drag for themselves: hence two."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The mouse at one moment.

    x, y: logical pixels of the canvas. tick: may lie before 0. height: as `Geometry.top`: the
    row of pitch 60 lies between the heights 60 and 61. modifiers: keys held down.
    """

    x: float
    y: float
    tick: float
    height: float
    modifiers: Qt.KeyboardModifier

    @classmethod
    def at(cls, position: QPointF, modifiers: Qt.KeyboardModifier, geometry: Geometry) -> Pointer:
        """The pointer over a view of the music."""
        x, y = position.x(), position.y()
        tick = geometry.left + x / geometry.px_per_tick
        return cls(x, y, tick, geometry.top - y / geometry.row_px, modifiers)

    @property
    def pitch(self) -> int:
        """Pitch of the row, 0-127."""
        return min(max(int(-(-self.height // 1)) - 1, 0), MAX_PITCH)

    @property
    def is_free(self) -> bool:
        """Whether the grid is bypassed."""
        return bool(self.modifiers & FREE)

    @property
    def has_shift(self) -> bool:
        """Whether Shift is down: toggles, adds, locks an axis, stretches."""
        return bool(self.modifiers & Modifier.ShiftModifier)

    @property
    def has_control(self) -> bool:
        """Whether Ctrl is down (Command on a Mac)."""
        return bool(self.modifiers & Modifier.ControlModifier)

    @property
    def is_copying(self) -> bool:
        """Whether a drag that begins now copies."""
        return bool(self.modifiers & COPYING)

    def with_modifiers(self, modifiers: Qt.KeyboardModifier) -> Pointer:
        """The same place with other keys held down."""
        return replace(self, modifiers=modifiers)

    def without(self, modifiers: Qt.KeyboardModifier) -> Pointer:
        """The same place with some keys not counted."""
        return self.with_modifiers(self.modifiers & ~modifiers)

    def seen_in(self, geometry: Geometry) -> Pointer:
        """The same pixel after the view has moved."""
        return Pointer.at(QPointF(self.x, self.y), self.modifiers, geometry)


def travel_px(start: Pointer, now: Pointer, geometry: Geometry) -> tuple[float, float]:
    """How far a drag has come to the right and down; what scrolled by meanwhile counts."""
    right = (now.tick - start.tick) * geometry.px_per_tick
    return right, (start.height - now.height) * geometry.row_px
