"""What can be asked, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from melodyrnn.errors import RequestError
from melodyrnn.generation.request import TakeRequest


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"bars": 0}, "bars must lie between 1 and 256"),
        ({"bars": 257}, "bars must lie between 1 and 256"),
        ({"bars": 2.5}, "bars must be a whole number"),
        ({"takes": 0}, "takes must lie between 1 and 256"),
        ({"takes": True}, "takes must be a whole number"),
        ({"pitch_temperature": -0.1}, "pitch temperature must lie between 0 and 5"),
        ({"rhythm_temperature": 5.1}, "rhythm temperature must lie between 0 and 5"),
        ({"rhythm_temperature": float("nan")}, "rhythm temperature must lie between 0 and 5"),
        ({"top_p": 0.0}, "Top-p"),
        ({"top_p": float("nan")}, "Top-p"),
        ({"lowest": -1}, "lowest pitch must lie between 0 and 127"),
        ({"highest": 128}, "highest pitch must lie between 0 and 127"),
        ({"lowest": 70, "highest": 69}, "upside down"),
        ({"key_rule": "maybe"}, "key rule"),
        ({"ending": "fade"}, "ending"),
        ({"random_seed": -1}, "random seed must lie"),
        ({"most_copied": 3}, "longest copy allowed must be 4 to 64"),
        ({"most_copied": 65}, "longest copy must lie between 0 and 64"),
        ({"most_copied": 8.0}, "longest copy must be a whole number"),
    ],
)
def test_a_value_out_of_its_range_is_refused_by_name(wish: dict[str, Any], said: str) -> None:
    with pytest.raises(RequestError, match=said):
        TakeRequest(**wish)


def test_the_ends_of_every_range_are_allowed() -> None:
    TakeRequest(bars=1, takes=1, pitch_temperature=0, rhythm_temperature=0, top_p=1e-9)
    TakeRequest(bars=256, takes=256, pitch_temperature=5, rhythm_temperature=5, top_p=1)
    TakeRequest(lowest=60, highest=60, random_seed=2**63 - 1)
    TakeRequest(most_copied=4)
    TakeRequest(most_copied=64)


def test_a_request_comes_back_from_its_json() -> None:
    request = TakeRequest(bars=3, key_rule="only", lowest=55, highest=79, style="reel")
    assert TakeRequest.from_json(json.loads(json.dumps(request.to_json()))) == request


def test_a_limit_to_copying_is_written_only_where_there_is_one() -> None:
    assert "most_copied" not in TakeRequest().to_json()
    limited = TakeRequest(most_copied=8)
    assert TakeRequest.from_json(json.loads(json.dumps(limited.to_json()))) == limited


@pytest.mark.parametrize("data", [None, [], "x", {}, {"bars": 4}])
def test_json_that_is_no_request_is_refused(data: Any) -> None:
    with pytest.raises(RequestError, match="recipe is incomplete"):
        TakeRequest.from_json(data)


@pytest.mark.parametrize(("name", "value"), [("bars", "4"), ("top_p", "x"), ("lowest", 1.5)])
def test_json_of_a_wrong_type_is_refused(name: str, value: Any) -> None:
    with pytest.raises(RequestError):
        TakeRequest.from_json({**TakeRequest().to_json(), name: value})
