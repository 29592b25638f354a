"""The tables that are saved with every model."""

from __future__ import annotations

import json

import pytest

from melodyrnn.encoding.spec import FEATURE_INDEX, FEATURES, FIELDS, METERS, EncodingSpec
from melodyrnn.music.meter import Meter


def test_the_spec_survives_json() -> None:
    spec = EncodingSpec()

    assert EncodingSpec.from_json(json.loads(json.dumps(spec.to_json()))) == spec


@pytest.mark.parametrize(
    "missing", ["version", "steps_per_quarter", "fields", "features", "meters"]
)
def test_a_spec_with_a_part_missing_is_refused(missing: str) -> None:
    data = EncodingSpec().to_json()
    del data[missing]

    with pytest.raises(KeyError, match=missing):
        EncodingSpec.from_json(data)


def test_the_fields_are_drawn_in_the_documented_order() -> None:
    assert [f.name for f in FIELDS] == ["shift", "pitch", "duration", "velocity"]
    assert len(FEATURE_INDEX) == len(FEATURES)


def test_every_listed_meter_can_be_had_and_none_stands_twice() -> None:
    assert len({Meter(*m) for m in METERS}) == len(METERS)
