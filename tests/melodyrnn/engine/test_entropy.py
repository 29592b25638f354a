"""How open choices are, measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from melodyrnn.card import Card
from melodyrnn.checkpoint import Model, load_model
from melodyrnn.encoding.events import EVENT_DTYPE, decode
from melodyrnn.encoding.frame import Frame
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.timing import CLASS_COUNT, class_low
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.entropy import (
    COOLEST_BALANCE,
    HOTTEST_BALANCE,
    MAX_NOTES,
    TEMPERATURES,
    calibrate,
    entropy,
    mean_entropy,
    sample,
    shift_entropy,
)
from melodyrnn.engine.scoring import field_logits
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.shaping import shaped, shaped_shift
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from tests.fakes import tiny_model
from tests.scores import random_reading

READINGS = [random_reading(i, 30, chords=bool(i % 2)) for i in range(3)]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    path = tmp_path_factory.mktemp("m") / "tiny.safetensors"
    return load_model(tiny_model(path, around=False, echoes=False))


def heated(model: Model, heat: float) -> Model:
    """The model with the outputs of every head so many times as far apart."""
    last = (".out.", ".leap.", ".around.", ".trust.")
    weights = {
        name: w * heat if any(part in name for part in last) else w
        for name, w in model.weights.items()
    }
    return replace(model, weights=weights)


def nats(chances: NDArray[np.float64]) -> float:
    """The entropy of all rows together."""
    return -float((chances * np.log(np.where(chances > 0, chances, 1))).sum())


@pytest.mark.parametrize("temperature", [0.25, 1.0, 3.0])
@pytest.mark.parametrize("top_p", [0.5, 0.9, 1.0])
def test_it_is_the_entropy_of_what_is_drawn(temperature: float, top_p: float) -> None:
    logits = np.random.default_rng(0).normal(0, 2, (50, 128))
    logits[:25, :40] = -np.inf
    descending = -np.sort(-logits, axis=1)
    found = entropy(descending - descending[:, :1], temperature, top_p)
    assert found == pytest.approx(nats(shaped(logits, temperature, top_p)))
    found = shift_entropy(logits, temperature, top_p)
    assert found == pytest.approx(nats(shaped_shift(logits, temperature, top_p)))


def test_both_tables_rise_with_the_temperature(model: Model) -> None:
    measured = calibrate(Engine(model), READINGS, has_chords=True)
    for table in (measured.pitch_entropy, measured.rhythm_entropy):
        assert [float(t) for t in table] == list(TEMPERATURES)
        nats = list(table.values())
        assert nats == sorted(set(nats))
    assert measured.pitch_entropy["3"] < np.log(128)


def drawn_piece(engine: Engine, seed: int, count: int = 60) -> Reading:
    """Music that the model itself draws, by nothing but its own chances."""
    setting, rng = Setting(MeterMap(), KeyMap(), Frame()), np.random.default_rng(seed)
    state, events = engine.start(setting), []

    def draw(logits: NDArray[np.floating]) -> NDArray[np.int64]:
        return rng.choice(logits.shape[1], 1, p=shaped(logits, 1.0, 1.0)[0])

    for _ in range(count):
        event = np.zeros(1, dtype=EVENT_DTYPE)
        shift = draw(engine.shift_logits(state)[:, 1:CLASS_COUNT]) + 1  # neither chords nor END
        event["shift"], event["velocity"] = class_low(shift), 80
        landing = setting.clock.landing(state.onset + event["shift"])
        event["pitch"] = draw(engine.pitch_logits(state, shift, landing))
        logits = engine.duration_logits(state, shift, event["pitch"], landing)
        event["duration"] = class_low(draw(logits[:, 1:]) + 1)
        events.append(event)
        state = engine.step(state, setting, event)
    return read_notes(decode(np.concatenate(events)), MeterMap(), KeyMap())


def test_a_model_that_is_as_sure_as_it_may_be_is_balanced_at_one(model: Model) -> None:
    pieces = [drawn_piece(Engine(model), seed) for seed in range(20)]
    for heat in (0.8, 1.0, 1.3):  # the same model, but too unsure of itself or too sure
        measured = calibrate(Engine(heated(model, heat)), pieces, has_chords=False)
        assert measured.pitch_balance == pytest.approx(heat, abs=0.1)


def test_balance_stays_within_what_heat_can_mend(model: Model) -> None:
    pieces = [drawn_piece(Engine(model), 0)]
    engines = (Engine(heated(model, heat)) for heat in (4.0, 0.2))
    sure, unsure = (calibrate(engine, pieces, has_chords=False) for engine in engines)
    assert sure.rhythm_balance == pytest.approx(HOTTEST_BALANCE, abs=0.01)
    assert unsure.pitch_balance == pytest.approx(COOLEST_BALANCE, abs=0.01)


def test_the_sample_is_spread_over_all_pieces() -> None:
    pieces = [random_reading(i, MAX_NOTES // 10) for i in range(3)] * 20
    chosen = sample(pieces)
    assert len(chosen) == 10
    assert chosen[1] is pieces[6]
    assert sample(READINGS) == READINGS


def test_a_take_s_openness_counts_its_own_notes_only(model: Model) -> None:
    engine, reading = Engine(model), READINGS[0]
    pitch, rhythm = mean_entropy(engine, reading, 20, (1.0, 0.5), has_chords=False)
    shift, pitches, duration, _ = (field[20:30] for field in field_logits(engine, reading))

    assert pitch == pytest.approx(nats(shaped(pitches, 1.0, 0.9)) / 10)
    rhythms = shaped_shift(shift, 0.5, 0.9), shaped(duration, 0.5, 0.9)
    assert rhythm == pytest.approx(sum(map(nats, rhythms)) / 10)


def test_where_chords_are_written_less_is_cut_off_each_draw(model: Model) -> None:
    openness = [
        mean_entropy(Engine(model), READINGS[1], 20, (1.0, 1.0), has_chords=has_chords)
        for has_chords in (False, True)
    ]
    assert openness[0] < openness[1]


def test_the_figures_go_onto_a_card(model: Model, tmp_path: Path) -> None:
    measured = calibrate(Engine(model), READINGS, has_chords=True)
    card = measured.on(Card(name="Kept"))
    assert card.name == "Kept"
    assert (card.pitch_entropy, card.rhythm_balance) == (
        measured.pitch_entropy,
        measured.rhythm_balance,
    )
    assert load_model(tiny_model(tmp_path / "c.safetensors", card=card)).card == card


def test_without_a_note_there_is_nothing_to_measure(model: Model) -> None:
    with pytest.raises(ValueError, match="no notes"):
        calibrate(Engine(model), [], has_chords=False)
