"""From Faithful to Wild."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model, read_card
from melodyrnn.generation.boldness import DEFAULT_TEMPERATURES, OPENNESS, Scale, Temperatures
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import MAX_TEMPERATURE, TakeRequest
from melodyrnn.generation.streaming import stream_takes
from melodyrnn.midi.reading import read_midi
from melodyrnn.shelf import DEFAULT_MODEL, SUFFIX, shipped_folder
from tests.source import ROOT

SHIPPED = shipped_folder() / f"{DEFAULT_MODEL}{SUFFIX}"
TABLE = {"0.5": 0.2, "1": 0.5, "2": 1.5, "3": 2.0}
MEASURED = Card(pitch_entropy=TABLE, rhythm_entropy=TABLE, pitch_balance=1.0, rhythm_balance=1.5)


def test_balanced_is_the_balance_that_was_measured() -> None:
    scales = Temperatures.of(MEASURED)
    assert scales.pitch.at(1) == pytest.approx(1.0)
    assert scales.rhythm.at(1) == pytest.approx(1.5)


def test_every_other_stop_is_so_many_times_as_open() -> None:
    scale = Temperatures.of(MEASURED).pitch
    for stop, openness in enumerate(OPENNESS):
        nats = np.interp(scale.at(stop), (0.5, 1, 2, 3), (0.2, 0.5, 1.5, 2.0))
        assert nats == pytest.approx(0.5 * openness)


@pytest.mark.parametrize("card", [Card(), MEASURED, read_card(SHIPPED)], ids=lambda c: c.name)
def test_temperatures_rise_all_the_way(card: Card) -> None:
    scales = Temperatures.of(card)
    for scale in (scales.pitch, scales.rhythm):
        heat = [scale.at(b) for b in np.linspace(0, 3, 61)]
        assert heat == sorted(set(heat))
        assert (scale.at(-1), scale.at(9)) == (heat[0], heat[-1])
        assert 0 < heat[0] < heat[-1] <= MAX_TEMPERATURE


def test_a_model_that_was_not_measured_has_the_usual_temperatures() -> None:
    assert [Temperatures.of(Card()).rhythm.at(b) for b in range(4)] == list(DEFAULT_TEMPERATURES)


@pytest.mark.parametrize(
    "table",
    [
        {"x": 1.0}, {"1": 1.0}, {"1": float("nan"), "2": 1.0}, {"1": 0.0, "2": 0.0},
        {"nan": 0.1, "2": 1.0}, {"-1": 0.1, "2": 1.0}, {"1.5": 0.1, "2": 1.0}, {},
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_right_is_passed_over(table: dict[str, float]) -> None:
    card = replace(MEASURED, pitch_entropy=table)
    assert Temperatures.of(card).pitch == Scale()


def test_a_table_with_a_dent_still_rises() -> None:
    dented = replace(MEASURED, pitch_entropy={"0.5": 0.2, "1": 0.5, "1.5": 0.49, "3": 2.0})
    scale = Temperatures.of(dented).pitch
    assert scale.at(0) < scale.at(1) < scale.at(2) < scale.at(3)


def test_takes_of_the_shipped_model_are_the_more_surprising_the_bolder() -> None:
    ready = ReadyModel.of(load_model(SHIPPED))
    scales = Temperatures.of(ready.model.card)
    piece = read_midi(ROOT / "midi_data" / "seeds" / "ode_to_joy.mid")

    def surprise(boldness: int) -> float:
        wish: dict[str, Any] = {"bars": 4, "takes": 8, "key_rule": "prefer"}
        request = TakeRequest(
            pitch_temperature=scales.pitch.at(boldness),
            rhythm_temperature=scales.rhythm.at(boldness),
            **wish,
        )
        found = [c for c in stream_takes(ready, piece, 0, request) if c]
        return float(np.mean([c.takes[0].nats_per_note for c in found]))

    nats = [surprise(boldness) for boldness in range(4)]
    assert nats == sorted(nats)
    assert nats[3] > 2 * nats[0]
