"""What the network is told about each event, and about where the next one lands.

Written once, for arrays of any shape: over the notes of a piece when training, over the
takes of a batch when generating. All pitches here are in the frame.
"""

from __future__ import annotations

from typing import TypeAlias

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

_METER_CLASS = {meter: i + 1 for i, meter in enumerate(METERS)}


class Clock:
    """Answers where steps lie in bars and beats, in the classes the network knows."""

    def __init__(self, meters: MeterMap) -> None:
        self._meters = meters
        self._classes = np.array(
            [_METER_CLASS.get((c.meter.numerator, c.meter.denominator), 0) for c in meters.changes],
            dtype=np.int64,
        )

    def landing(self, steps: IntArray) -> IntArray:
        """Position in bar and in beat, in steps, of each step: shape (..., 2)."""
        where = self._meters.locate(steps * TICKS_PER_STEP)
        in_bar = steps * TICKS_PER_STEP - where.bar_start
        both = np.stack([in_bar, in_bar % where.beat_ticks], axis=-1) // TICKS_PER_STEP
        capped: IntArray = np.minimum(both, POSITIONS - 1)
        return capped

    def meter_class(self, steps: IntArray) -> IntArray:
        """Class of the meter in force at each step."""
        found: IntArray = self._classes[self._meters.locate(steps * TICKS_PER_STEP).change]
        return found

    def bar(self, steps: IntArray) -> IntArray:
        """Number of the bar each step lies in, from 0."""
        return self._meters.locate(steps * TICKS_PER_STEP).bar

    def spans(self, steps: IntArray) -> IntArray:
        """Length of bar and of beat at each step, in steps: shape (..., 2)."""
        where = self._meters.locate(steps * TICKS_PER_STEP)
        return np.stack([where.bar_ticks, where.beat_ticks], axis=-1) // TICKS_PER_STEP


def event_features(
    events: NDArray[np.void], onset: IntArray, previous_pitch: IntArray, clock: Clock
) -> FeatureArray:
    """Features of events that have been read; key and style are left 0 for the caller.

    events: `EVENT_DTYPE` of any shape. onset: their onsets in steps. previous_pitch: the
    pitch before each, negative where there is none.
    """
    landing = clock.landing(onset)
    interval = np.clip(events["pitch"] - previous_pitch, -MAX_INTERVAL, MAX_INTERVAL)
    columns = {
        "shift": 1 + class_of(events["shift"]),
        "pitch": 1 + events["pitch"],
        "pitch_class": 1 + events["pitch"] % 12,
        "interval": np.where(previous_pitch < 0, 0, 1 + MAX_INTERVAL + interval),
        "duration": 1 + class_of(events["duration"]),
        "velocity": 1 + events["velocity"] // 8,
        "onset_in_bar": 1 + landing[..., 0],
        "onset_in_beat": 1 + landing[..., 1],
        "release_in_bar": 1 + clock.landing(onset + events["duration"])[..., 0],
        "bar_of_phrase": 1 + clock.bar(onset) % PHRASE_BARS,
        "meter": clock.meter_class(onset),
    }
    result = np.zeros((*onset.shape, len(FEATURES)), dtype=np.int16)
    for name, column in columns.items():
        result[..., FEATURE_INDEX[name]] = column
    return result


def start_features(clock: Clock) -> FeatureArray:
    """Features before the first event: the meter is known, nothing has been read."""
    result = np.zeros(len(FEATURES), dtype=np.int16)
    result[FEATURE_INDEX["meter"]] = clock.meter_class(np.zeros((), dtype=np.int64))
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
    far = 35 + np.minimum(np.log2(np.maximum(bars, 1)).astype(np.int64), 4)
    off_bar = np.where(lag % beat == 0, 34, far)
    return np.where(lag % bar == 0, np.minimum(bars, _FAR_BARS + 1), off_bar)
