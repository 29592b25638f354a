"""Shades of copied notes: the longer the run they lie in, the stronger."""

from __future__ import annotations

import numpy as np

from gui.document.copied import COUNTS_AS_COPIED
from gui.piano_roll.tones import LEVELS, Palette, shades
from gui.theme import Colours, blend
from melodyrnn.music.notes import IntArray

STRONGEST_FROM = 32
"""Notes in a row from which the tint is as strong as it gets."""

_HALF = LEVELS // 2


def copied_palette(colours: Colours) -> Palette:
    """From the tint of the shortest run that counts to that of the longest."""
    shares = (0.5 + 0.5 * tone / (LEVELS - 1) for tone in range(LEVELS))
    return shades([blend(colours.white_row, colours.copied, share) for share in shares])


def with_copied(usual: Palette, copied: Palette) -> Palette:
    """The usual tones in the lower half, those of copied notes in the upper; see `joint_tones`."""
    return Palette(
        fill=usual.fill[::2] + copied.fill[::2],
        edge=usual.edge[::2] + copied.edge[::2],
        text=usual.text[::2] + copied.text[::2],
    )


def joint_tones(usual: IntArray, lengths: IntArray) -> IntArray:
    """Tones into `with_copied`: of notes with usual tones that lie in runs so long, 0 for none."""
    strength = (lengths - COUNTS_AS_COPIED) / (STRONGEST_FROM - COUNTS_AS_COPIED)
    copied = _HALF + np.rint(np.clip(strength, 0.0, 1.0) * (_HALF - 1)).astype(np.int64)
    joint: IntArray = np.where(lengths > 0, copied, usual // 2)
    return joint
