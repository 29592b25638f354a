"""A whole training, from folders to a model file."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from melodyrnn.card import Card
from melodyrnn.checkpoint import Model, load_model, read_card
from melodyrnn.course.events import (
    CorpusRead,
    Ended,
    Learning,
    Sampled,
    Saved,
)
from melodyrnn.course.run_file import read_run, run_path
from melodyrnn.encoding.reading import read_notes
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.entropy import calibrate
from melodyrnn.engine.scoring import pooled_score
from melodyrnn.errors import RequestError
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.training.settings import TrainSettings
from tests.fakes import tiny_model
from tests.trainings import (
    QUICK,
    checks,
    prepared,
    request,
    session_of,
    the,
    trained,
    tune,
)


def test_a_training_leaves_a_model_with_its_card(folder: Path) -> None:
    wish = request(folder, today="2025-01-02", command="melodyrnn train reels", credits="Us")
    session = session_of(wish)
    events = list(session.run())
    model = load_model(wish.out)
    best = [c for c in checks(events) if c.best][-1]
    card = model.card

    assert card.nats_per_note == best.held_out == the(Saved, events).held_out
    assert card.epochs == pytest.approx(best.epoch, abs=0.01)
    assert (card.name, card.created, card.credits, card.base) == ("mine", "2025-01-02", "Us", "")
    assert (card.collections, card.command) == (("reels",), "melodyrnn train reels")
    assert (card.pieces, card.held_out_pieces, card.notes, card.held_out_notes) == (5, 1, 120, 24)
    assert (card.lowest, card.highest) == (60, 72)
    assert set(card.versions) == {"melodyrnn", "python", "torch", "numpy"}


def test_it_tells_its_course_from_the_corpus_to_the_end(folder: Path) -> None:
    wish = request(folder)
    events = trained(wish)
    corpus = the(CorpusRead, events)

    assert events[0] is corpus
    assert (corpus.lines, corpus.notes, corpus.held_out_lines, corpus.core) == (5, 120, 1, "lstm")
    assert corpus.markov_nats_per_note > 0
    assert corpus.out == str(wish.out)
    assert [c.check for c in checks(events)] == [1, 2]
    assert events[-1] == Ended("done", is_resumable=False)
    assert all(e.memory_mb > 10 for e in events if isinstance(e, Learning))


def test_the_model_scores_in_the_engine_what_its_card_says(folder: Path) -> None:
    session = session_of(request(folder))
    list(session.run())
    model = load_model(run_path(session.path).with_suffix(".safetensors"))
    pooled = pooled_score(Engine(model), prepared(request(folder)).corpus.held_out)

    assert pooled.without_velocity() == pytest.approx(
        model.card.nats_per_note["without_velocity"], abs=5e-3
    )


def test_a_model_is_measured_on_what_it_was_not_shown(folder: Path) -> None:
    wish = request(folder)
    trained(wish)
    model = load_model(wish.out)
    held_out = prepared(wish).corpus.held_out
    measured = calibrate(Engine(model), held_out, has_chords=model.card.has_chords)

    assert model.card == measured.on(model.card)
    assert model.card.rhythm_balance > 0


def test_the_file_is_there_as_soon_as_there_is_a_best(folder: Path) -> None:
    wish = request(folder, settings=replace(QUICK, epochs=9))
    run = session_of(wish).run()
    best = next(e for e in run if isinstance(e, Learning) and e.best)

    assert read_card(wish.out).nats_per_note == best.held_out
    assert not read_run(run_path(wish.out)).is_finished


def test_fine_tuning_starts_from_the_weights_the_shape_and_the_styles_of_the_base(
    folder: Path,
) -> None:
    path = tiny_model(
        folder.parent / "base.safetensors", card=Card(name="Base"), styles=("jigs", "reels")
    )
    base = load_model(path)
    wish = request(folder, base=path)
    begun = prepared(wish)

    assert begun.config == base.config
    for name, tensor in begun.network.state_dict().items():
        assert np.array_equal(tensor.numpy(), base.weights[name])
    assert {int(r.features[0, -1]) for r in begun.corpus.train} == {2}
    corpus = the(CorpusRead, trained(wish))
    tuned = load_model(wish.out)
    assert tuned.card.base == corpus.base == "Base"
    assert corpus.base_nats_per_note > tuned.card.nats_per_note["without_velocity"]
    assert any(not np.array_equal(w, base.weights[n]) for n, w in tuned.weights.items())


def test_fine_tuning_forgets_less_than_a_fresh_start_has_yet_learned(folder: Path) -> None:
    first = request(folder, settings=replace(QUICK, epochs=8))
    trained(first)
    again = request(
        folder, base=first.out, out=folder / "again.safetensors",
        settings=TrainSettings(epochs=0.5, learning_rate=1e-4),
    )  # fmt: skip
    fresh = replace(again, base=None, out=folder / "fresh.safetensors")
    costs = [checks(trained(wish))[-1].held_out["without_velocity"] for wish in (again, fresh)]

    assert costs[0] < costs[1] - 1


def test_a_model_that_is_not_better_than_its_base_is_not_kept(folder: Path, base: Path) -> None:
    hopeless = replace(QUICK, epochs=3, learning_rate=3e4)
    wish = request(folder, base=base, settings=hopeless)
    events = trained(wish)

    assert not any(c.best for c in checks(events))
    assert not any(isinstance(e, Saved) for e in events)
    assert isinstance(events[-1], Ended)
    assert not wish.out.exists()


def test_the_same_request_gives_the_same_file(folder: Path) -> None:
    files = []
    for name in ("a", "b"):
        wish = request(folder, out=folder.parent / f"{name}.safetensors")
        torch.rand(7)  # what was drawn before does not count
        trained(wish)
        files.append(load_model(wish.out))

    for name, weight in files[0].weights.items():
        assert np.array_equal(weight, files[1].weights[name])


def test_each_check_is_heard_once(folder: Path, base: Path) -> None:
    heard: list[tuple[int, Model]] = []

    def sampler(model: Model, check: int, seconds: float) -> Sampled:
        heard.append((check, model))
        return Sampled(check, seconds, ((0, 480, 60, 80),), 480)

    wish = request(folder, base=base)
    events = trained(wish, sampler=sampler)

    assert [check for check, _ in heard] == [1, 2]
    assert [e.check for e in events if isinstance(e, Sampled)] == [1, 2]
    assert [s.check for s in read_run(run_path(wish.out)).history.samples] == [1, 2]
    assert heard[-1][1].card.name == "mine"


def test_learning_that_goes_astray_keeps_nothing(folder: Path) -> None:
    wish = request(folder, settings=replace(QUICK, epochs=1, learning_rate=math.inf))
    with pytest.raises(RequestError, match="Nothing was learned"):
        trained(wish)


def test_a_model_trained_here_reads_any_tune(folder: Path) -> None:
    wish = request(folder)
    trained(wish)
    reading = read_notes(tune(99), MeterMap(), KeyMap())

    assert np.isfinite(pooled_score(Engine(load_model(wish.out)), [reading]).nats).all()
