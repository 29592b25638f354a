"""A whole training, from folders to a model file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model, read_card
from melodyrnn.encoding.reading import read_notes
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.entropy import calibrate
from melodyrnn.engine.scoring import pooled_score
from melodyrnn.errors import CollectionError, ExportError, ModelFileError
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from melodyrnn.training.session import TrainRequest, TrainSession, nats_by_field
from melodyrnn.training.settings import TrainSettings
from tests.fakes import tiny_model
from tests.networks import CPU


def tune(seed: int) -> NoteSequence:
    pitch = np.random.default_rng(seed).choice([60, 62, 64, 65, 67, 69, 71, 72], 24)
    return NoteSequence(Note(i * 240, int(p), 240) for i, p in enumerate(pitch))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reels").mkdir()
    for i in range(6):
        write_midi(simple_piece(tune(i)), tmp_path / "reels" / f"{i}.mid")
    return tmp_path / "reels"


def request(folder: Path, **wish: Any) -> TrainRequest:
    values: dict[str, Any] = {
        "folders": (folder,),
        "out": folder.parent / "models" / "mine.safetensors",
        "name": "mine",
        "settings": TrainSettings(epochs=2, learning_rate=0.01, batch_notes=60),
        "size": "small",
        "threads": 1,
        "held_out": 0.2,
    }
    return TrainRequest(**{**values, **wish})


def test_a_training_leaves_a_model_with_its_card(folder: Path) -> None:
    wish = request(folder, today="2025-01-02", command="melodyrnn train reels", credits="Us")
    session = TrainSession(wish, CPU)
    news = list(session.run())
    best = [p for p in news if p.is_best][-1]
    model = load_model(wish.out)

    assert model.config == session.config
    assert model.card == session.card(best)
    card = model.card
    assert (card.name, card.created, card.credits, card.base) == ("mine", "2025-01-02", "Us", "")
    assert (card.collections, card.command) == (("reels",), "melodyrnn train reels")
    assert (card.pieces, card.held_out_pieces, card.notes, card.held_out_notes) == (5, 1, 120, 24)
    assert (card.lowest, card.highest) == (60, 72)
    assert set(card.versions) == {"melodyrnn", "python", "torch", "numpy"}
    assert card.epochs > 0


def test_the_model_scores_in_the_engine_what_its_card_says(folder: Path) -> None:
    session = TrainSession(request(folder), CPU)
    list(session.run())
    model = load_model(session.request.out)
    pooled = pooled_score(Engine(model), session.corpus.held_out)

    assert pooled.without_velocity() == pytest.approx(
        model.card.nats_per_note["without_velocity"], abs=5e-3
    )


def test_a_model_is_measured_on_what_it_was_not_shown(folder: Path) -> None:
    session = TrainSession(request(folder), CPU)
    list(session.run())
    before = load_model(session.request.out)
    session.calibrate()
    after = load_model(session.request.out)

    measured = calibrate(Engine(before), session.corpus.held_out)
    assert after.card == measured.on(before.card)
    assert after.card.rhythm_balance > 0
    for name, weight in after.weights.items():
        assert np.array_equal(weight, before.weights[name])


def test_the_file_is_there_as_soon_as_there_is_a_best(folder: Path) -> None:
    session = TrainSession(request(folder, settings=TrainSettings(epochs=9, batch_notes=60)), CPU)
    for progress in session.run():
        if progress.is_best:
            break

    assert read_card(session.request.out).nats_per_note == nats_by_field(progress)


@pytest.mark.parametrize("dropout", [None, 0.0, 0.6])
@pytest.mark.parametrize("with_base", [False, True])
def test_the_asked_dropout_is_the_networks(
    folder: Path, dropout: float | None, with_base: bool
) -> None:
    base = tiny_model(folder.parent / "base.safetensors", dropout=0.1) if with_base else None
    session = TrainSession(request(folder, dropout=dropout, base=base), CPU)
    usual = 0.1 if with_base else 0.25

    assert session.network.dropout.share == (usual if dropout is None else dropout)
    assert session.network.core.dropout.share == session.config.dropout


@pytest.mark.parametrize("core", ["gru", "rnn"])
def test_the_asked_core_and_size_are_trained(folder: Path, core: Any) -> None:
    session = TrainSession(request(folder, core=core), CPU)

    assert (session.config.core, session.config.hidden) == (core, 192)


def test_fine_tuning_starts_from_the_weights_the_shape_and_the_styles_of_the_base(
    folder: Path,
) -> None:
    path = tiny_model(
        folder.parent / "base.safetensors", card=Card(name="Base"), styles=("jigs", "reels")
    )
    base = load_model(path)
    session = TrainSession(request(folder, base=path), CPU)

    assert session.config == base.config
    for name, tensor in session.network.state_dict().items():
        assert np.array_equal(tensor.numpy(), base.weights[name])
    assert {int(r.features[0, -1]) for r in session.corpus.train} == {2}
    list(session.run())
    tuned = load_model(session.request.out)
    assert tuned.card.base == "Base"
    assert any(not np.array_equal(w, base.weights[n]) for n, w in tuned.weights.items())


def test_fine_tuning_forgets_less_than_a_fresh_start_has_yet_learned(folder: Path) -> None:
    first = TrainSession(
        request(folder, settings=TrainSettings(epochs=20, learning_rate=0.01, batch_notes=60)), CPU
    )
    list(first.run())
    again = request(
        folder, base=first.request.out, out=folder / "again.safetensors",
        settings=TrainSettings(epochs=0.5, learning_rate=1e-4),
    )  # fmt: skip
    fresh = replace(again, base=None, out=folder / "fresh.safetensors")
    costs = []
    for wish in (again, fresh):
        list(TrainSession(wish, CPU).run())
        costs.append(read_card(wish.out).nats_per_note["without_velocity"])

    assert costs[0] < costs[1] - 1


def test_the_same_request_gives_the_same_file(folder: Path) -> None:
    files = []
    for name in ("a", "b"):
        wish = request(folder, out=folder.parent / f"{name}.safetensors")
        torch.rand(7)  # what was drawn before does not count
        list(TrainSession(wish, CPU).run())
        files.append(load_model(wish.out))

    for name, weight in files[0].weights.items():
        assert np.array_equal(weight, files[1].weights[name])


def test_a_folder_with_nothing_to_learn_from_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no MIDI file"):
        TrainSession(request(tmp_path), CPU)


def test_a_base_that_is_no_model_is_refused(folder: Path) -> None:
    with pytest.raises(ModelFileError, match="no model of this program"):
        TrainSession(request(folder, base=folder / "0.mid"), CPU)


def test_a_place_that_cannot_be_written_is_said(folder: Path) -> None:
    (folder.parent / "taken").write_text("a file")
    wish = request(folder, out=folder.parent / "taken" / "mine.safetensors")
    with pytest.raises(ExportError):
        list(TrainSession(wish, CPU).run())


def test_a_model_trained_here_reads_any_tune(folder: Path) -> None:
    session = TrainSession(request(folder), CPU)
    list(session.run())
    reading = read_notes(tune(99), MeterMap(), KeyMap())

    assert np.isfinite(pooled_score(Engine(load_model(session.request.out)), [reading]).nats).all()
