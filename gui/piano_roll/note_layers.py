"""The notes of a roll, one kind over the other: accompaniment, melody, the take being heard."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from gui.piano_roll.copied_painting import paint_brackets
from gui.piano_roll.copied_tones import joint_tones
from gui.piano_roll.music_view import MusicView
from gui.piano_roll.note_painting import NoteLook, paint_notes
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.scene import Scene
from gui.piano_roll.tones import pips, surprise_tones
from gui.piano_roll.visible import NoteIndex


def paint_all_notes(painter: QPainter, scene: Scene, music: MusicView, palettes: Palettes) -> None:
    """Paints all notes in view."""
    view, others, ghost = scene.geometry, music.others, music.ghost
    paint_notes(painter, view, others, NoteLook(palettes.others, palettes.others, others.velocity))
    paint_notes(painter, view, music.index, melody_look(scene, music, palettes))
    if ghost is not None:
        paint_notes(painter, view, ghost, _ghost_look(scene, music, palettes, ghost))
    copying = scene.copying
    if copying is None or scene.draft is not None:
        return
    if copying.found is not None and len(music.index) == copying.notes:
        paint_brackets(painter, view, music.index, copying.pieces, palettes)
    if ghost is not None and scene.ghost is not None:
        paint_brackets(painter, view, ghost, scene.ghost.pieces, palettes)


def melody_look(scene: Scene, music: MusicView, palettes: Palettes) -> NoteLook:
    """How the notes being composed look now.

    By surprise where the scene says it of each note as they stand, else by velocity; copied
    ones are tinted where the scene says which. While a take is auditioned, those that it would
    replace are only hinted at.
    """
    nats, index = scene.surprise, music.index
    if nats is None or len(nats) != len(index) or scene.draft is not None:
        nats = None
    palette = palettes.melody if nats is None else palettes.surprise
    tones = index.velocity if nats is None else surprise_tones(np.asarray(nats))
    lengths = None
    if scene.copying is not None and scene.draft is None:
        lengths = scene.copying.lengths(len(index))
    if lengths is not None:
        palette = palettes.copied_melody if nats is None else palettes.copied_surprise
        tones = joint_tones(tones, lengths)
    return NoteLook(
        palette=palette,
        marked_palette=palettes.selected,
        tones=tones,
        marked=music.marked,
        named=True,
        key=music.key,
        faded_from=None if scene.ghost is None else scene.ghost.span.start,
        pips=None if nats is None else pips(np.asarray(nats)),
    )


def _ghost_look(scene: Scene, music: MusicView, palettes: Palettes, ghost: NoteIndex) -> NoteLook:
    """How the notes of the take being heard look."""
    palette, tones = palettes.idea, ghost.velocity
    lengths = scene.ghost.lengths if scene.ghost is not None else None
    if scene.copying is not None and lengths is not None:
        palette = palettes.copied_idea
        tones = joint_tones(tones, lengths)
    return NoteLook(palette, palette, tones, named=True, key=music.key)
