"""What the network is told about each event."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.encoding.events import encode
from melodyrnn.encoding.features import (
    BAR_BUCKETS,
    Clock,
    event_features,
    lag_buckets,
    start_features,
)
from melodyrnn.encoding.reading import read_notes
from melodyrnn.encoding.spec import FEATURE_INDEX, FEATURES, METERS, POSITIONS
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from tests.strategies import key_maps, meter_maps, note_sequences


def told(row: np.ndarray) -> dict[str, int]:
    return {f.name: int(row[FEATURE_INDEX[f.name]]) for f in FEATURES}


def test_a_note_is_told_by_its_place_its_pitch_and_its_length() -> None:
    notes = NoteSequence([Note(960, 62, 480, 80), Note(1920 + 240, 50, 240, 127)])
    events, _ = encode(notes)
    onset = np.cumsum(events["shift"])
    rows = event_features(events, onset, np.array([-1, 62]), Clock(MeterMap()))

    assert told(rows[0]) == {
        "shift": 1 + 48,
        "pitch": 63,
        "pitch_class": 3,
        "interval": 0,
        "duration": 1 + 24,
        "velocity": 11,
        "onset_in_bar": 1 + 48,
        "onset_in_beat": 1,
        "release_in_bar": 1 + 72,
        "bar_of_phrase": 1,
        "meter": 1,
        "key": 0,
        "style": 0,
    }
    assert told(rows[1])["interval"] == 1 + 24 - 12
    assert told(rows[1])["onset_in_beat"] == 1 + 12
    assert told(rows[1])["bar_of_phrase"] == 2


@given(note_sequences(), meter_maps(), key_maps(), st.integers(0, 16))
def test_no_feature_leaves_its_table(
    notes: NoteSequence, meters: MeterMap, keys: KeyMap, style: int
) -> None:
    reading = read_notes(notes, meters, keys, style)

    assert reading.features.min() >= 0
    assert np.all(reading.features < [f.size for f in FEATURES])
    assert reading.landing.min() >= 0
    assert reading.landing.max() < POSITIONS
    assert reading.spans.min() >= 1


def test_before_the_first_note_only_the_meter_is_known() -> None:
    start = told(start_features(Clock(MeterMap([MeterChange(0, Meter(6, 8))]))))

    assert {name: value for name, value in start.items() if value} == {"meter": 4}


@pytest.mark.parametrize(("meter", "number"), [*zip(METERS, range(1, 99), strict=False)])
def test_every_common_meter_has_its_number(meter: tuple[int, int], number: int) -> None:
    clock = Clock(MeterMap([MeterChange(0, Meter(*meter))]))

    assert clock.place(np.array([0])).meter.tolist() == [number]


def test_rare_meters_share_the_number_of_the_unknown() -> None:
    clock = Clock(MeterMap([MeterChange(0, Meter(13, 16)), MeterChange(960, Meter(3, 4))]))

    assert clock.place(np.array([0, 48])).meter.tolist() == [0, 2]


def test_positions_in_long_bars_stop_at_the_last_one() -> None:
    clock = Clock(MeterMap([MeterChange(0, Meter(8, 2))]))

    assert clock.landing(np.array([0, 191, 192, 300])).tolist()[1:] == [
        [191, 191 % 48],
        [191, 0],
        [191, 12],
    ]


def test_a_change_off_the_grid_leaves_positions_whole() -> None:
    clock = Clock(MeterMap([MeterChange(1001, Meter(3, 4))]))

    assert clock.landing(np.array([50, 51]))[:, 0].tolist() == [50, 0]
    assert clock.spans(np.array([50, 51])).tolist() == [[96, 24], [72, 24]]


@pytest.mark.parametrize(
    ("lag", "bucket"),
    [
        (0, 0),
        (96, 1),
        (32 * 96, 32),
        (33 * 96, 33),
        (500 * 96, 33),
        (24, 34),
        (96 + 48, 34),
        (12, 35),
        (96 + 12, 35),
        (2 * 96 + 12, 36),
        (4 * 96 + 12, 37),
        (15 * 96 + 12, 38),
        (16 * 96 + 12, 39),
        (900 * 96 + 12, 39),
    ],
)
def test_how_long_ago_is_told_in_bars_and_beats(lag: int, bucket: int) -> None:
    assert lag_buckets(np.array([lag]), np.array([[96, 24]])).tolist() == [bucket]


@given(st.integers(0, 10**7), meter_maps())
def test_every_lag_has_a_bucket(lag: int, meters: MeterMap) -> None:
    spans = Clock(meters).spans(np.array([lag]))

    assert 0 <= lag_buckets(np.array([lag]), spans)[0] < BAR_BUCKETS
