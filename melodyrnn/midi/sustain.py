"""The sustain pedal: notes last until it is released."""

from __future__ import annotations

import numpy as np

from melodyrnn.midi.raw import RawPedal
from melodyrnn.music.notes import IntArray

PEDAL_DOWN = 64
"""From this controller value on, the pedal counts as pressed."""


def held_durations(onset: IntArray, duration: IntArray, pedal: RawPedal) -> IntArray:
    """Durations of notes whose end the pedal puts off, one a note, in the same ticks.

    A note released while the pedal is down ends when the pedal comes up; one released
    in the very tick the pedal goes down was not caught. A pedal that never comes up
    holds until the last key is released. That a re-struck key ends its earlier note is
    not done here but by `without_collisions`, as for all notes.
    """
    is_down = pedal.value >= PEDAL_DOWN
    turns = pedal.tick[np.diff(is_down, prepend=False)]
    presses, releases = turns[0::2], turns[1::2]
    if not len(presses) or not len(onset):
        return duration
    end = onset + duration
    if len(releases) < len(presses):
        releases = np.append(releases, end.max())
    # The last press before each release of a key; -1 where there is none.
    press = np.searchsorted(presses, end, side="left") - 1
    until = np.where(press >= 0, releases[press], 0)
    held: IntArray = np.maximum(end, until) - onset
    return held
