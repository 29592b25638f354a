"""What a piece is read under while it streams: meters, keys, frame and style."""

from __future__ import annotations

import numpy as np

from melodyrnn.encoding.events import EventArray
from melodyrnn.encoding.features import Clock, FeatureArray, event_features, start_features
from melodyrnn.encoding.frame import Frame, key_classes
from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.encoding.timing import TICKS_PER_STEP
from melodyrnn.engine.lags import LagTable
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import IntArray

_KEY = FEATURE_INDEX["key"]
_STYLE = FEATURE_INDEX["style"]


class Setting:
    """Turns events that stream in into features. Style 0 is unknown."""

    def __init__(self, meters: MeterMap, keys: KeyMap, frame: Frame, style: int = 0) -> None:
        self.clock = Clock(meters)
        self.lags = LagTable(self.clock)
        self.frame = frame
        self._keys = keys
        self._style = style
        # The usual case, reckoned once: one key for the whole piece.
        self._key = key_classes(keys, frame, np.zeros((), dtype=np.int64))

    def start(self) -> FeatureArray:
        """Features before the first event, shape (1, features)."""
        features = start_features(self.clock)[None]
        return self._completed(features, np.zeros(1, dtype=np.int64))

    def features(self, events: EventArray, onset: IntArray, previous: IntArray) -> FeatureArray:
        """Features of events in the frame, of any shape; arguments as `event_features`."""
        return self._completed(event_features(events, onset, previous, self.clock), onset)

    def _completed(self, features: FeatureArray, onset: IntArray) -> FeatureArray:
        key = self._key
        if len(self._keys.changes) > 1:
            key = key_classes(self._keys, self.frame, onset * TICKS_PER_STEP)
        features[..., _KEY] = key
        features[..., _STYLE] = self._style
        return features
