"""Music drawn at random, on the grid: for networks, which do not care how it sounds."""

from __future__ import annotations

import numpy as np

from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.timing import TICKS_PER_STEP
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import NoteSequence

SIGNED = KeyMap([KeyChange(0, Key(2)), KeyChange(5 * 1920, Key(-3, is_minor=True))])
"""In D, later in C minor."""

CHANGING = MeterMap(
    [MeterChange(0, Meter(6, 8)), MeterChange(2500, Meter(7, 8)), MeterChange(9000, Meter(4, 4))]
)
"""Two changes, the first of them in the middle of a bar and off the grid."""

_SHIFTS = (3, 6, 6, 12, 12, 12, 24, 8, 48, 96, 1000)


def random_notes(seed: int, count: int = 40, *, chords: bool = False) -> NoteSequence:
    """So many notes; with `chords`, every other one is struck together with the one before."""
    rng = np.random.default_rng(seed)
    shift = rng.choice(_SHIFTS, count)
    if chords:
        shift[rng.random(count) < 0.5] = 0
    onset = np.cumsum(shift)
    pitch = 48 + rng.permuted(np.tile(np.arange(36), (count, 1)), axis=1)[:, 0]
    for i in range(1, count):  # no key twice in one chord
        while onset[i] == onset[i - 1] and pitch[i] in pitch[:i][onset[:i] == onset[i]]:
            pitch[i] = 48 + (pitch[i] - 47) % 36
    duration = rng.choice((3, 6, 12, 12, 24, 36, 500), count)
    return NoteSequence.from_columns(
        onset * TICKS_PER_STEP, duration * TICKS_PER_STEP, pitch, rng.integers(1, 128, count)
    )


def figures(count: int) -> NoteSequence:
    """Chords and runs that come back, as they were and moved: the network's echoes tell of them."""
    moves, figure = (0, 5, 0, -3, 5, 0, 12), ((0, 60), (0, 64), (6, 67), (6, 65), (12, 64))
    notes, onset = [], 0
    for i in range(count):
        turn, place = divmod(i, len(figure))
        shift, pitch = figure[place]
        onset += shift if place else 24
        lasts = 6 + 6 * (place == len(figure) - 1)
        notes.append((onset, lasts, pitch + moves[turn % len(moves)]))
    onset_steps, steps, pitches = np.array(notes).T
    return NoteSequence.from_columns(
        onset_steps * TICKS_PER_STEP, steps * TICKS_PER_STEP, pitches, 80
    )


def random_reading(seed: int, count: int = 40, *, chords: bool = False, style: int = 0) -> Reading:
    """Such notes as the network reads them, under changing meters and keys."""
    return read_notes(random_notes(seed, count, chords=chords), CHANGING, SIGNED, style)
