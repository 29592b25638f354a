"""The notes of a roll, one kind over the other: accompaniment, melody, the take being heard."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gui.piano_roll.music_view import MusicView
from gui.piano_roll.note_painting import NoteLook, paint_notes
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.scene import Scene
from gui.piano_roll.tones import pips, surprise_tones


def paint_all_notes(painter: QPainter, scene: Scene, music: MusicView, palettes: Palettes) -> None:
    """Paints all notes in view."""
    view, others, ghost = scene.geometry, music.others, music.ghost
    paint_notes(painter, view, others, NoteLook(palettes.others, palettes.others, others.velocity))
    paint_notes(painter, view, music.index, melody_look(scene, music, palettes))
    if ghost is not None:
        look = NoteLook(palettes.idea, palettes.idea, ghost.velocity, named=True, key=music.key)
        paint_notes(painter, view, ghost, look)


def melody_look(scene: Scene, music: MusicView, palettes: Palettes) -> NoteLook:
    """How the notes being composed look now.

    By surprise where the scene says it of each note as they stand, else by velocity. While a
    take is auditioned, those that it would replace are only hinted at.
    """
    nats, index = scene.surprise, music.index
    if nats is None or len(nats) != len(index) or scene.draft is not None:
        nats = None
    return NoteLook(
        palette=palettes.melody if nats is None else palettes.surprise,
        marked_palette=palettes.selected,
        tones=index.velocity if nats is None else surprise_tones(np.asarray(nats)),
        marked=music.marked,
        named=True,
        key=music.key,
        faded_from=None if scene.ghost is None else scene.ghost.span.start,
        pips=None if nats is None else pips(np.asarray(nats)),
    )
