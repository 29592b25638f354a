"""What the network is told about each event, and about where the next one lands.

Written once, for arrays of any shape: over the notes of a piece when training, over the
takes of a batch when generating. All pitches here are in the frame.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.spec import (
    FEATURE_INDEX,
    FEATURES,
    MAX_INTERVAL,
    METERS,
    PHRASE_BARS,
    POSITIONS,
)
from melodyrnn.encoding.timing import TICKS_PER_STEP, class_of
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import IntArray

FeatureArray: TypeAlias = NDArray[np.int16]
"""Features, shape (..., len(FEATURES))."""

BAR_BUCKETS = 40
"""How far back in time an earlier note lies, as `lag_buckets` classes it."""

_FAR_BARS = 32
_FAR_CLASSES = np.array([35 + min(max(b, 1).bit_length() - 1, 4) for b in range(_FAR_BARS + 2)])

_METER_CLASS = {meter: i + 1 for i, meter in enumerate(METERS)}


class Place(NamedTuple):
    """Where steps lie. landing: as `Clock.landing`. bar: its number. meter: its class."""

    landing: IntArray
    bar: IntArray
    meter: IntArray


class Clock:
    """Answers where steps lie in bars and beats, in the classes the network knows.

    all_spans: length of bar and of beat, in steps, of each meter of the piece: (meters, 2).
    first_meter: class of the meter the piece begins in.
    """

    def __init__(self, meters: MeterMap) -> None:
        self._meters = meters
        self._starts = np.array([c.tick for c in meters.changes], dtype=np.int64)
        meter = [c.meter for c in meters.changes]
        self.all_spans = np.array([(m.bar_ticks, m.beat_ticks) for m in meter]) // TICKS_PER_STEP
        self._classes = np.array([_METER_CLASS.get((m.numerator, m.denominator), 0) for m in meter])
        self.first_meter = int(self._classes[0])

    def place(self, steps: IntArray) -> Place:
        """All there is to say about each step, found by one look at the meters."""
        ticks = steps * TICKS_PER_STEP
        where = self._meters.locate(ticks)
        landing = np.empty((*steps.shape, 2), dtype=np.int64)
        in_bar = np.subtract(ticks, where.bar_start, out=landing[..., 0])
        np.remainder(in_bar, where.beat_ticks, out=landing[..., 1])
        landing //= TICKS_PER_STEP
        np.minimum(landing, POSITIONS - 1, out=landing)
        return Place(landing, where.bar, self._classes[where.change])

    def landing(self, steps: IntArray) -> IntArray:
        """Position in bar and in beat, in steps, of each step: shape (..., 2)."""
        return self.place(steps).landing

    def change(self, steps: IntArray) -> IntArray:
        """Which of the piece's meters is in force at each step."""
        found: IntArray = self._starts.searchsorted(steps * TICKS_PER_STEP, side="right") - 1
        return found

    def spans(self, steps: IntArray) -> IntArray:
        """Length of bar and of beat at each step, in steps: shape (..., 2)."""
        found: IntArray = self.all_spans[self.change(steps)]
        return found


def event_features(
    events: NDArray[np.void], onset: IntArray, previous_pitch: IntArray, clock: Clock
) -> FeatureArray:
    """Features of events that have been read; key and style are left 0 for the caller.

    events: `EVENT_DTYPE` of any shape. onset: their onsets in steps. previous_pitch: the
    pitch before each, negative where there is none.
    """
    pitch, duration = events["pitch"], events["duration"]
    place = clock.place(np.array([onset, onset + duration]))
    begins, ends = place.landing
    leap = np.minimum(np.maximum(pitch - previous_pitch, -MAX_INTERVAL), MAX_INTERVAL)
    columns = {
        "shift": class_of(events["shift"]),
        "pitch": pitch,
        "pitch_class": pitch % 12,
        "interval": np.where(previous_pitch < 0, -1, leap + MAX_INTERVAL),
        "duration": class_of(duration),
        "velocity": events["velocity"] // 8,
        "onset_in_bar": begins[..., 0],
        "onset_in_beat": begins[..., 1],
        "release_in_bar": ends[..., 0],
        "bar_of_phrase": place.bar[0] % PHRASE_BARS,
    }
    result = np.zeros((*onset.shape, len(FEATURES)), dtype=np.int16)
    for name, column in columns.items():
        result[..., FEATURE_INDEX[name]] = column
    result[..., : len(columns)] += 1  # they are the first, and 0 is "nothing read yet"
    result[..., FEATURE_INDEX["meter"]] = place.meter[0]
    return result


def start_features(clock: Clock) -> FeatureArray:
    """Features before the first event: the meter is known, nothing has been read."""
    result = np.zeros(len(FEATURES), dtype=np.int16)
    result[FEATURE_INDEX["meter"]] = clock.first_meter
    return result


def lag_buckets(lag: IntArray, spans: IntArray) -> IntArray:
    """Classes of "how long ago": musical memory works in whole bars.

    lag: steps back from a note to an earlier one, at least 0. spans: bar and beat at the
    later note, shape (..., 2), broadcast against lag.
    0 = same onset; 1-32 = exactly so many bars; 33 = more whole bars; 34 = whole beats;
    35-39 = neither, by octave of distance in bars.
    """
    bar, beat = spans[..., 0], spans[..., 1]
    bars = lag // bar
    capped = np.minimum(bars, _FAR_BARS + 1)
    off_bar = np.where(lag % beat == 0, 34, _FAR_CLASSES[capped])
    return np.where(lag == bars * bar, capped, off_bar)
