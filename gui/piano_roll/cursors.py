"""Shapes of the pointer: what a press would do there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt

from gui.piano_roll.hit import Hit
from gui.piano_roll.pointer import Pointer
from gui.piano_roll.scene import Tool

Shape = Qt.CursorShape

_OVER_NOTHING: Mapping[Tool, Shape] = MappingProxyType(
    {
        "pencil": Shape.CrossCursor,
        "select": Shape.ArrowCursor,
        "erase": Shape.ArrowCursor,
        "split": Shape.CrossCursor,
    }
)
_OVER_NOTE: Mapping[Tool, Shape] = MappingProxyType(
    {"erase": Shape.PointingHandCursor, "split": Shape.SplitHCursor}
)


def shape_over(tool: Tool, hit: Hit | None, pointer: Pointer) -> Shape:
    """The shape over a note, or over empty ground."""
    if hit is None:
        return Shape.CrossCursor if pointer.has_control else _OVER_NOTHING[tool]
    if tool in _OVER_NOTE:
        return _OVER_NOTE[tool]
    if pointer.is_copying:
        return Shape.DragCopyCursor
    return Shape.SizeAllCursor if hit.zone == "body" else Shape.SizeHorCursor
