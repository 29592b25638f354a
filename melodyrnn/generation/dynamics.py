"""Velocities for models that know none: the seed's own dynamics go on."""

from __future__ import annotations

import numpy as np

from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import IntArray, NoteSequence

DEFAULT_VELOCITY = 80


class SeedDynamics:
    """How loud the seed is, and where in the bar it is louder.

    A new note is as loud as the seed's notes at the same place in the bar were on
    average; where there were none, as the seed's median.
    """

    def __init__(self, seed: NoteSequence, meters: MeterMap) -> None:
        self._meters = meters
        self._usual = int(np.median(seed.velocity)) if len(seed) else DEFAULT_VELOCITY
        self._by_place: dict[int, int] = {}
        if len(seed):
            places = self._places(seed.onset)
            for place in set(places.tolist()):
                self._by_place[place] = round(float(seed.velocity[places == place].mean()))

    def at(self, ticks: IntArray) -> IntArray:
        """Velocities of notes that begin at `ticks`."""
        places = self._places(ticks)
        return np.array(
            [self._by_place.get(p, self._usual) for p in places.tolist()], dtype=np.int64
        )

    def _places(self, ticks: IntArray) -> IntArray:
        return ticks - self._meters.locate(ticks).bar_start
