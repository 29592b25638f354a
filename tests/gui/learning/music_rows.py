"""Rows for the doctor's table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gui.learning_requests import FileRow, Offer, PartRow

TOP = Offer("top-line", "Take the top line", "Learns from the highest notes.")
GRID = Offer("quantise", "Put the notes on the grid", "Moves notes to the grid.")
FOLDER = Path("/music")


def part(name: str = "Flute", **facts: Any) -> PartRow:
    usual: dict[str, Any] = {
        "kind": "melody", "kept": True, "reason": "", "notes": 120, "bars": 16, "key": "D",
        "meter": "6/8", "off_grid": 0.0,
    }  # fmt: skip
    return PartRow(name, **(usual | facts))


def good(name: str, **facts: Any) -> FileRow:
    """A file that is learned from."""
    usual: dict[str, Any] = {
        "kept": True, "kind": "melody", "lines": 1, "notes": 120, "seconds": 60.0, "bars": 16,
        "key": "D", "meter": "6/8", "parts": (part(),), "content": f"hash of {name}",
    }  # fmt: skip
    return FileRow(FOLDER / f"{name}.mid", **(usual | facts))


def chords(name: str, **facts: Any) -> FileRow:
    """A file that a repair would help."""
    reason = "plays several notes at once"
    parts = (part("Piano", kind="piano", kept=False, reason=reason, notes=300),)
    usual: dict[str, Any] = {
        "kept": False, "reason": f"The only part {reason}.", "kind": "piano", "notes": 300,
        "bars": 20, "key": "C", "meter": "4/4", "parts": parts, "offered": (TOP,),
        "content": f"hash of {name}",
    }  # fmt: skip
    return FileRow(FOLDER / f"{name}.mid", **(usual | facts))


def broken(name: str) -> FileRow:
    """A file that cannot be read."""
    return FileRow(FOLDER / f"{name}.mid", kept=False, reason=f"{name}.mid is not a MIDI file.")
