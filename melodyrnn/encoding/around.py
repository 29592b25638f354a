"""What sounds around a note: the pitches that voices lead from, and that chords are built on.

A melody goes on from its last note; a voice of a chorale from its own last note, which is
not the one written last. So the network weighs leaps to a pitch from everything around it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.notes import IntArray

AROUND = ("struck", "last", "earlier", "held")
"""Struck at the same onset, below the note; at the onset before; at the one before that; and
struck earlier and still sounding at the note's onset."""

SLOTS = 8
"""Pitches of each kind that are told, the highest ones; -1 stands in the slots left over."""

NONE = -1


def pitches_around(onset: IntArray, duration: IntArray, pitch: IntArray) -> NDArray[np.int8]:
    """For each of the n notes of a piece what sounds around it: (n, len(AROUND), SLOTS).

    In the order of events; all in steps and in the frame.
    """
    around = np.full((len(onset), len(AROUND), SLOTS), NONE, dtype=np.int8)
    if not len(onset):
        return around
    begins = np.flatnonzero(np.diff(onset, prepend=onset[0] - 1))
    sizes = np.diff(np.append(begins, len(onset)))
    chord = np.repeat(np.arange(len(begins)), sizes)
    place = np.arange(len(onset)) - begins[chord]
    of_chord = np.full((len(begins) + 2, SLOTS), NONE, dtype=np.int8)  # two empty ones ahead
    for slot in range(min(SLOTS, int(sizes.max()))):
        chords = np.flatnonzero(sizes > slot)
        of_chord[2 + chords, slot] = pitch[(begins + sizes - 1 - slot)[chords]]
    around[:, 1], around[:, 2] = of_chord[1:-1][chord], of_chord[:-2][chord]
    for slot in range(min(SLOTS, int(place.max()))):
        has = np.flatnonzero(place > slot)
        around[has, 0, slot] = pitch[has - 1 - slot]
    around[:, 3] = _held(onset, duration, pitch, chord, onset[begins])[chord]
    return around


def _held(
    onset: IntArray, duration: IntArray, pitch: IntArray, chord: IntArray, starts: IntArray
) -> NDArray[np.int8]:
    """For each onset of `starts` the notes held over it, (onsets, SLOTS)."""
    held = np.full((len(starts), SLOTS), NONE, dtype=np.int8)
    later = starts.searchsorted(onset + duration) - chord - 1  # onsets that each reaches over
    note = np.repeat(np.arange(len(onset)), later)
    if not len(note):
        return held
    at = chord[note] + 1 + np.arange(len(note)) - (np.cumsum(later) - later)[note]
    order = np.lexsort((-pitch[note], at))
    note, at = note[order], at[order]
    slot = np.arange(len(at)) - at.searchsorted(at)
    fits = slot < SLOTS
    held[at[fits], slot[fits]] = pitch[note[fits]]
    return held
