"""What every widget of one piano roll shows and moves."""

from __future__ import annotations

from dataclasses import dataclass

from gui.document.document import Document
from gui.document.selection import Selection
from gui.piano_roll.music_view import MusicView
from gui.piano_roll.navigation import Navigation
from gui.piano_roll.scene import Scene


@dataclass(frozen=True, slots=True)
class Shared:
    """Handed to canvas, ruler and velocity lane."""

    document: Document
    selection: Selection
    scene: Scene
    music: MusicView
    navigation: Navigation
