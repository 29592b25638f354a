"""A whole comparison, tiny."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from melodyrnn.comparison.events import CoreDone, Event, from_line, to_line
from melodyrnn.comparison.report import page
from melodyrnn.comparison.results import Comparison
from melodyrnn.comparison.session import CompareRequest, CompareSession, Depth
from melodyrnn.errors import CollectionError
from melodyrnn.training.settings import TrainSettings
from tests.networks import CPU

SEEDS = Path(__file__).resolve().parents[3] / "midi_data" / "seeds"


def request(*cores: str) -> CompareRequest:
    return CompareRequest(
        (SEEDS,),
        cores,
        TrainSettings(epochs=1),
        size="small",
        memory="one",
        threads=1,
        started="2026-12-01",
        depth=Depth(back=16, reach_places=4, context_places=6, lengths=(4, 40)),
    )


def until_done(session: CompareSession, networks: int) -> list[Event]:
    told: list[Event] = []
    for event in session.run():
        told.append(event)
        if sum(isinstance(e, CoreDone) for e in told) == networks:
            break
    return told


def test_all_that_was_asked_for_is_learned_measured_and_told() -> None:
    session = CompareSession(request("transformer"), CPU)
    told = until_done(session, 2)
    found = session.comparison

    assert found.is_complete
    assert [o.name for o in found.outcomes] == ["transformer", "transformer + memory"]
    for outcome in found.outcomes:
        assert outcome.curve
        assert [c.notes for c in outcome.costs] == [4, 40]
        assert len(outcome.reach.before) == len(outcome.reach.after) > 8
        assert [c.notes for c in outcome.contexts][:3] == [1, 2, 4]
        assert outcome.parameters > 100_000
    assert found.music.files == 12
    assert all(from_line(to_line(event)) == event for event in told)
    assert Comparison.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert "On your music" in page(found)


def test_ended_early_it_knows_of_those_that_are_through() -> None:
    session = CompareSession(request("rnn", "gru"), CPU)
    until_done(session, 1)

    assert [o.name for o in session.comparison.outcomes] == ["rnn"]
    assert not session.comparison.is_complete
    assert "nothing is known of GRU and plain RNN + memory" in page(session.comparison)


def test_a_folder_with_nothing_to_learn_from_is_said_to_be_one(tmp_path: Path) -> None:
    empty = CompareRequest((tmp_path,), ("rnn",), TrainSettings(epochs=1))
    with pytest.raises(CollectionError):
        CompareSession(empty, CPU)
