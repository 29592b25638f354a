"""Steps of a scale: moving notes along the tones of a key, and into it.

A scale has seven degrees. In minor the raised seventh is a second form of the seventh degree:
it counts as in the key and is left alone by aligning, it moves on as the seventh does, and a
note that comes to the seventh degree takes the form of the key signature. A tone outside the
key is its lower neighbour's degree, raised, and stays raised: C sharp becomes D sharp, and
D sharp becomes E sharp, which is F.
"""

from __future__ import annotations

import numpy as np

from melodyrnn.music.editing import Edited, Mask, written_over
from melodyrnn.music.key import Key
from melodyrnn.music.notes import MAX_PITCH, IntArray, NoteSequence

_MAJOR = np.array((0, 2, 4, 5, 7, 9, 11))
_MINOR = np.array((0, 2, 3, 5, 7, 8, 10))
_RAISED_SEVENTH = 11
_DEGREES = 7
_MOST_STEPS = 75
"""The 128 pitches are no more steps apart."""


def step_transposed(notes: NoteSequence, mask: Mask, steps: int, key: Key) -> Edited:
    """Moves notes by steps of a key's scale; the group stops at the pitches 0 and 127.

    Mask, collisions and result as in `melodyrnn.music.editing`.
    """
    group = notes.where(mask)
    if not len(group):
        return Edited(notes, group)
    steps = min(max(steps, -_MOST_STEPS), _MOST_STEPS)
    used = np.unique(group.pitch)
    while steps and not _are_pitches(_stepped(used, steps, key)):
        steps -= 1 if steps > 0 else -1
    return _with_pitches(notes, mask, _stepped(group.pitch, steps, key) if steps else group.pitch)


def aligned(notes: NoteSequence, mask: Mask, key: Key) -> Edited:
    """Moves the tones outside a key into it, as `snapped_pitch` does."""
    table = np.array([snapped_pitch(pitch, key) for pitch in range(MAX_PITCH + 1)])
    return _with_pitches(notes, mask, table[notes.pitch[mask]])


def snapped_pitch(pitch: int, key: Key) -> int:
    """The nearest pitch of a key, 0-127.

    A tone outside lies midway between two: it goes to the one that belongs to the tonic
    triad, as it would resolve, and otherwise to the lower.
    """
    if pitch % 12 in key.pitch_classes:
        return pitch
    near = [
        p for p in (pitch - 1, pitch + 1) if 0 <= p <= MAX_PITCH and p % 12 in key.pitch_classes
    ]
    third = 3 if key.is_minor else 4
    stable = [p for p in near if (p - key.tonic) % 12 in (0, third, 7)]
    return (stable or near)[0]


def _are_pitches(pitch: IntArray) -> bool:
    return bool(pitch.min() >= 0 and pitch.max() <= MAX_PITCH)


def _stepped(pitch: IntArray, steps: int, key: Key) -> IntArray:
    """Pitches moved along the scale, as far as it takes them, even beyond the 128."""
    scale = _MINOR if key.is_minor else _MAJOR
    octave, tone = np.divmod(pitch - key.tonic, 12)
    degree = np.searchsorted(scale, tone, side="right") - 1
    raised = tone - scale[degree]
    if key.is_minor:
        raised = np.where(tone == _RAISED_SEVENTH, 0, raised)
    octaves, degree = np.divmod(degree + steps, _DEGREES)
    result: IntArray = key.tonic + (octave + octaves) * 12 + scale[degree] + raised
    return result


def _with_pitches(notes: NoteSequence, mask: Mask, pitch: IntArray) -> Edited:
    array = notes.where(mask).array.copy()
    array["pitch"] = pitch
    return written_over(notes.where(~mask), NoteSequence.from_valid(array))
