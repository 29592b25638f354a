"""A whole piece as the network reads it: inputs, targets, and all they are conditioned on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.around import pitches_around
from melodyrnn.encoding.echoes import Echoes, echoes_of
from melodyrnn.encoding.events import EventArray, Rounding, encode
from melodyrnn.encoding.features import Clock, FeatureArray, event_features, start_features
from melodyrnn.encoding.frame import Frame, frame_for, key_classes
from melodyrnn.encoding.harmony import harmony_of
from melodyrnn.encoding.spec import END_CLASS, FEATURE_INDEX, FEATURES, HARMONY_SIZE
from melodyrnn.encoding.timing import TICKS_PER_STEP, residual_nats
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import IntArray, NoteSequence

_ONSET_FEATURES = [FEATURE_INDEX["onset_in_bar"], FEATURE_INDEX["onset_in_beat"]]


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
    around: (n + 1, len(AROUND), SLOTS), what sounds around the note to draw. echoes: of
    n + 1 steps, what is foretold of it.
    """

    features: FeatureArray
    harmony: NDArray[np.bool_]
    targets: IntArray
    landing: IntArray
    floor: IntArray
    onset: IntArray
    spans: IntArray
    residual: NDArray[np.float64]
    around: NDArray[np.int8]
    echoes: Echoes
    frame: Frame
    rounding: Rounding

    def __len__(self) -> int:
        return len(self.targets)


def read_notes(
    notes: NoteSequence,
    meters: MeterMap,
    keys: KeyMap,
    style: int = 0,
    frame: Frame | None = None,
) -> Reading:
    """Reads notes under their meters and key signatures; style 0 is unknown.

    frame: None takes the one that `frame_for` finds.
    """
    events, rounding = encode(notes)
    lowest, highest = int(notes.pitch.min(initial=127)), int(notes.pitch.max(initial=0))
    frame = frame or frame_for(keys, lowest, highest)
    events["pitch"] += frame.semitones
    clock = Clock(meters)
    onset = np.zeros(len(events) + 1, dtype=np.int64)
    np.cumsum(events["shift"], out=onset[1:])
    features = _features(events, onset[1:], clock)
    features[:, FEATURE_INDEX["key"]] = key_classes(keys, frame, onset * TICKS_PER_STEP)
    features[:, FEATURE_INDEX["style"]] = style
    harmony = np.zeros((len(onset), HARMONY_SIZE), dtype=bool)
    harmony[1:] = harmony_of(events["shift"], events["pitch"])
    targets = _targets(events, features)
    return Reading(
        features=features,
        harmony=harmony,
        targets=targets,
        landing=_landing(features),
        floor=_floor(events),
        onset=onset,
        spans=clock.spans(onset),
        residual=_residual(targets),
        around=_around(events, onset[1:]),
        echoes=echoes_of(events, onset[1:], clock.spans(onset[1:])),
        frame=frame,
        rounding=rounding,
    )


def _features(events: EventArray, onset: IntArray, clock: Clock) -> FeatureArray:
    previous = np.full(len(events), -1, dtype=np.int64)
    previous[1:] = events["pitch"][:-1]
    result = np.empty((len(events) + 1, len(FEATURES)), dtype=np.int16)
    result[0] = start_features(clock)
    result[1:] = event_features(events, onset, previous, clock)
    return result


def _targets(events: EventArray, features: FeatureArray) -> IntArray:
    """Classes as the features of the notes have them, where 0 is "nothing read"."""
    targets = np.zeros((len(features), 4), dtype=np.int64)
    targets[:-1, 0] = features[1:, FEATURE_INDEX["shift"]] - 1
    targets[-1, 0] = END_CLASS
    targets[:-1, 1] = events["pitch"]
    targets[:-1, 2] = features[1:, FEATURE_INDEX["duration"]] - 1
    targets[:-1, 3] = events["velocity"]
    return targets


def _landing(features: FeatureArray) -> IntArray:
    """Where each note lands, as its features have it; END where the last note did."""
    landing = np.zeros((len(features), 2), dtype=np.int64)
    landing[:-1] = features[1:, _ONSET_FEATURES] - 1
    landing[-1] = landing[-2:][0]
    return landing


def _floor(events: EventArray) -> IntArray:
    floor = np.full(len(events) + 1, -1, dtype=np.int64)
    in_chord = events["shift"][1:] == 0
    floor[1:-1][in_chord] = events["pitch"][:-1][in_chord]
    return floor


def _around(events: EventArray, onset: IntArray) -> NDArray[np.int8]:
    """Around each note, and around what would come long after the last one."""
    after = onset.max(initial=0) + events["duration"].max(initial=0) + 1
    return pitches_around(
        np.append(onset, after), np.append(events["duration"], 1), np.append(events["pitch"], 0)
    )


def _residual(targets: IntArray) -> NDArray[np.float64]:
    nats = np.zeros(targets.shape)
    nats[:-1, 0] = residual_nats(targets[:-1, 0])
    nats[:-1, 2] = residual_nats(targets[:-1, 2])
    return nats
