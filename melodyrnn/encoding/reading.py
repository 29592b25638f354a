"""A whole piece as the network reads it: inputs, targets, and all they are conditioned on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.events import EventArray, Rounding, encode
from melodyrnn.encoding.features import Clock, FeatureArray, event_features, start_features
from melodyrnn.encoding.frame import Frame, frame_for, key_classes
from melodyrnn.encoding.harmony import harmony_of
from melodyrnn.encoding.spec import END_CLASS, FEATURE_INDEX, HARMONY_SIZE
from melodyrnn.encoding.timing import TICKS_PER_STEP, class_of, residual_nats
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import IntArray, NoteSequence


@dataclass(frozen=True, slots=True)
class Reading:
    """One piece of n notes as n + 1 steps of the network; pitches are in the frame.

    Step i has read i notes and draws note i; the last step draws END.

    features: (n + 1, features), what has been read. harmony: (n + 1, HARMONY_SIZE).
    targets: (n + 1, 4), the class of each field to draw; after END only shift counts.
    landing: (n + 1, 2), position in bar and beat of the note to draw.
    floor: (n + 1,), the pitch a chord note must lie above, -1 for none.
    onset: (n + 1,), onset in steps of the note read last. spans: (n + 1, 2), bar and beat
    there, in steps. residual: (n + 1, 4), nats for telling exact times within classes.
    """

    features: FeatureArray
    harmony: NDArray[np.bool_]
    targets: IntArray
    landing: IntArray
    floor: IntArray
    onset: IntArray
    spans: IntArray
    residual: NDArray[np.float64]
    frame: Frame
    rounding: Rounding

    def __len__(self) -> int:
        return len(self.targets)


def read_notes(notes: NoteSequence, meters: MeterMap, keys: KeyMap, style: int = 0) -> Reading:
    """Reads notes under their meters and key signatures; style 0 is unknown."""
    events, rounding = encode(notes)
    frame = frame_for(keys, int(notes.pitch.min(initial=127)), int(notes.pitch.max(initial=0)))
    events["pitch"] += frame.semitones
    clock = Clock(meters)
    onset = np.cumsum(events["shift"])
    features = _features(events, onset, clock)
    features[:, FEATURE_INDEX["key"]] = key_classes(
        keys, frame, np.concatenate([[0], onset]) * TICKS_PER_STEP
    )
    features[:, FEATURE_INDEX["style"]] = style
    read_onset = np.concatenate([[0], onset])
    return Reading(
        features=features,
        harmony=np.vstack(
            [np.zeros((1, HARMONY_SIZE), dtype=bool), harmony_of(events["shift"], events["pitch"])]
        ),
        targets=_targets(events),
        landing=clock.landing(np.append(onset, read_onset[-1])),
        floor=_floor(events),
        onset=read_onset,
        spans=clock.spans(read_onset),
        residual=_residual(events),
        frame=frame,
        rounding=rounding,
    )


def _features(events: EventArray, onset: IntArray, clock: Clock) -> FeatureArray:
    previous = np.concatenate([[-1], events["pitch"]])[:-1]
    read = event_features(events, onset, previous, clock)
    return np.concatenate([start_features(clock)[None], read])


def _targets(events: EventArray) -> IntArray:
    targets = np.zeros((len(events) + 1, 4), dtype=np.int64)
    targets[:-1, 0] = class_of(events["shift"])
    targets[-1, 0] = END_CLASS
    targets[:-1, 1] = events["pitch"]
    targets[:-1, 2] = class_of(events["duration"])
    targets[:-1, 3] = events["velocity"]
    return targets


def _floor(events: EventArray) -> IntArray:
    floor = np.full(len(events) + 1, -1, dtype=np.int64)
    in_chord = events["shift"][1:] == 0
    floor[1:-1][in_chord] = events["pitch"][:-1][in_chord]
    return floor


def _residual(events: EventArray) -> NDArray[np.float64]:
    nats = np.zeros((len(events) + 1, 4))
    nats[:-1, 0] = residual_nats(events["shift"])
    nats[:-1, 2] = residual_nats(events["duration"])
    return nats
