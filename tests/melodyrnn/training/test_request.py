from __future__ import annotations

import json
from pathlib import Path

import pytest

from melodyrnn.collection.choices import Choices
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.settings import TrainSettings

WHOLE = TrainRequest(
    folders=(Path("/music/reels"), Path("/music/jigs")),
    out=Path("/models/mine.safetensors"),
    name="mine",
    settings=TrainSettings(minutes=5, seed=3),
    core="gru",
    size="small",
    dropout=0.3,
    base=Path("/models/folk.safetensors"),
    is_open=True,
    scan=ScanSettings(choice="top", repairs=frozenset({"quantise", "detect-key"})),
    choices=Choices(frozenset({"ab"}), {"cd": frozenset({"top-line"})}),
    threads=2,
    with_sources=False,
    credits="Us",
)


@pytest.mark.parametrize(
    "request_",
    [WHOLE, TrainRequest((Path("/m"),), Path("/m.safetensors"), "m", TrainSettings(epochs=1))],
)
def test_a_request_comes_back_from_a_run_file_as_it_was(request_: TrainRequest) -> None:
    assert TrainRequest.from_json(json.loads(json.dumps(request_.to_json()))) == request_


def test_paths_are_kept_from_the_root_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked = TrainRequest((Path("reels"),), Path("m.safetensors"), "m", TrainSettings(epochs=1))
    assert TrainRequest.from_json(asked.to_json()).folders == (tmp_path / "reels",)


def test_what_an_older_or_newer_version_did_not_know_does_not_matter() -> None:
    data = WHOLE.to_json()
    del data["credits"]
    del data["with_sources"]
    data["moods"] = 7
    data["settings"]["moods"] = 7
    assert TrainRequest.from_json(data).credits == ""
    assert TrainRequest.from_json(data).with_sources
