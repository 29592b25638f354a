"""What the mouse would do: a line for the status bar while the pointer is over the roll."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gui.piano_roll.hit import Hit
from gui.piano_roll.scene import Tool

_SEPARATOR = "  ·  "

_OVER_NOTHING: Mapping[Tool, tuple[str, ...]] = MappingProxyType(
    {
        "pencil": ("Press and drag to draw a note", "Ctrl+drag selects", "Alt leaves the grid"),
        "select": ("Drag to select", "Shift adds", "double-click draws a note"),
        "erase": ("Click or sweep over notes to delete them",),
        "split": ("Click a note to cut it in two", "drag to cut several"),
    }
)
_OVER_BODY = ("Drag to move", "Ctrl+drag copies", "Alt+wheel: how hard it is struck")
_OVER_EDGE = ("Drag to change the length", "Shift stretches all that is selected")
_RIGHT: Mapping[Tool, str] = MappingProxyType(
    {"pencil": "right-click deletes", "select": "right-click for more"}
)
OVER_HINT = "Click to write this note: the network finds it likely"


def hint_for(tool: Tool, hit: Hit | None) -> str:
    """What a press would do with a tool, over a note or over empty ground."""
    if hit is None or tool not in _RIGHT:
        return _SEPARATOR.join(_OVER_NOTHING[tool])
    over = _OVER_BODY if hit.zone == "body" else _OVER_EDGE
    return _SEPARATOR.join((*over, _RIGHT[tool]))
