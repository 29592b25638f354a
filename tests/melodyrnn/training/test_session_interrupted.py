"""A training that is paused, stopped, suspended, or meets a full disk."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model, read_card
from melodyrnn.course.events import (
    CorpusRead,
    Ended,
    Event,
    Learning,
    Paused,
    Resumed,
    Saved,
)
from melodyrnn.course.run_file import read_run, run_path
from melodyrnn.errors import ExportError, ModelFileError, RequestError
from melodyrnn.training.loop import Loop
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.run_file import load_run, save_run
from melodyrnn.training.session import TrainSession
from tests.fakes import tiny_model
from tests.trainings import (
    QUICK,
    AfterSteps,
    checks,
    prepared,
    request,
    session_of,
    the,
    trained,
    write_tunes,
)


@pytest.fixture(scope="module")
def through(tmp_path_factory: pytest.TempPathFactory) -> tuple[TrainRequest, list[Event]]:
    """A training that nothing interrupted, and all that it told."""
    place = tmp_path_factory.mktemp("through")
    base = tiny_model(place / "base.safetensors", card=Card(name="Base"), dropout=0.1)
    folder = write_tunes(place / "reels", range(6))
    wish = request(folder, base=base, settings=replace(QUICK, epochs=5))
    return wish, trained(wish)


@pytest.mark.parametrize("looks", [2, 5, 9, 23])
def test_interrupted_anywhere_and_taken_up_again_it_ends_with_the_same_weights(
    through: tuple[TrainRequest, list[Event]], tmp_path: Path, looks: int
) -> None:
    whole, told = through
    broken = replace(whole, out=tmp_path / "models" / "mine.safetensors")
    first = trained(broken, control=AfterSteps((looks, "suspend")))
    torch.rand(3)
    second = trained(broken, resume=True)

    assert first[-1] == Ended("suspended", is_resumable=True)
    assert isinstance(second[1], Resumed)
    assert [c.held_out for c in checks(first) + checks(second)] == [
        c.held_out for c in checks(told)
    ]
    one, other = load_model(whole.out), load_model(broken.out)
    for name, weight in one.weights.items():
        assert np.array_equal(weight, other.weights[name])
    assert replace(one.card, minutes=0) == replace(other.card, minutes=0)


def test_taken_up_again_the_curve_joins(folder: Path, base: Path) -> None:
    wish = request(folder, base=base, settings=replace(QUICK, epochs=5))
    first = session_of(wish, control=AfterSteps((23, "suspend")))
    before = [e for e in first.run() if isinstance(e, Learning)]
    second = session_of(wish, resume=True)
    after = [e for e in second.run() if isinstance(e, Learning)]

    seconds = [e.seconds for e in before + after]
    assert seconds == sorted(seconds)
    assert len(second.history.points) == len(before) + len(after)
    assert read_run(run_path(wish.out)).history == second.history
    assert [c.number for c in second.history.checks] == [1, 2, 3, 4, 5]


def test_a_pause_is_saved_told_and_not_counted(folder: Path, base: Path) -> None:
    wish = request(folder, base=base, settings=replace(QUICK, epochs=4))
    control = AfterSteps((6, "pause"), (12, "go"))
    events = []
    for event in session_of(wish, control=control).run():
        if isinstance(event, Paused):
            assert load_run(run_path(wish.out)).state is not None
        events.append(event)

    paused = events.index(Paused())
    assert isinstance(events[paused + 1], Resumed)
    assert events[-1] == Ended("done", is_resumable=False)
    assert [c.held_out for c in checks(events)] == [c.held_out for c in checks(trained(wish))]


def test_stopped_it_keeps_the_best_and_can_go_on(folder: Path, base: Path) -> None:
    wish = request(folder, base=base, settings=replace(QUICK, epochs=7))
    events = trained(wish, control=AfterSteps((25, "stop")))
    best = [c for c in checks(events) if c.best][-1]

    assert events[-1] == Ended("stopped", is_resumable=True)
    card = read_card(wish.out)
    assert card.nats_per_note == best.held_out
    assert card.pitch_balance > 0
    assert any(isinstance(e, Saved) for e in trained(wish, resume=True))


def test_stopped_before_it_was_ever_judged_it_keeps_what_there_is_and_claims_nothing(
    folder: Path, base: Path
) -> None:
    wish = request(folder, base=base, settings=replace(QUICK, epochs=20))
    events = trained(wish, control=AfterSteps((4, "stop")))

    assert checks(events) == []
    assert the(Saved, events).held_out == {}
    assert read_card(wish.out).nats_per_note == {}


def test_stopped_before_anything_was_learned_it_is_as_if_it_had_never_begun(
    folder: Path, base: Path
) -> None:
    wish = request(folder, base=base)
    assert trained(wish, control=AfterSteps((1, "stop")))[-1] == Ended(
        "stopped", is_resumable=False
    )
    assert not list(wish.out.parent.iterdir())

    trained(wish, control=AfterSteps((4, "suspend")))
    assert trained(wish, resume=True, control=AfterSteps((1, "stop")))[-1].is_resumable  # type: ignore[union-attr]  # Ended
    assert load_run(run_path(wish.out)).state is not None


@pytest.mark.parametrize(
    "harm",
    [
        lambda run, _: run["config"].update(core="tape"),
        lambda run, _: run.pop("markov_nats"),
        lambda _, state: state.tensors["average.norm.weight"].fill_(math.nan),
    ],
)
def test_a_state_that_is_damaged_is_one_sentence_and_spoils_no_model(
    folder: Path, base: Path, harm: Callable[[Any, Any], object]
) -> None:
    wish = request(folder, base=base, settings=replace(QUICK, epochs=20))
    trained(wish, control=AfterSteps((4, "suspend")))
    saved = load_run(run_path(wish.out))
    harm(saved.run, saved.state)
    save_run(saved.path, saved.run, saved.state)
    with pytest.raises(ModelFileError, match="damaged or incomplete"):
        session_of(wish, resume=True)


def test_a_finished_training_leaves_its_course_and_nothing_to_go_on_with(
    folder: Path, base: Path
) -> None:
    wish = request(folder, base=base)
    size = 0
    for event in session_of(wish).run():
        if isinstance(event, CorpusRead):
            size = run_path(wish.out).stat().st_size
    run = read_run(run_path(wish.out))

    assert (run.is_finished, run.ended, len(run.history.checks)) == (True, "done", 2)
    assert run_path(wish.out).stat().st_size < size
    assert sorted(p.name for p in wish.out.parent.iterdir()) == [
        "mine.safetensors", "mine.sources", "mine.training"
    ]  # fmt: skip
    with pytest.raises(ModelFileError, match="is over; begin a new one"):
        load_run(run_path(wish.out))


def test_a_collection_that_has_changed_is_learned_as_it_is_now(folder: Path, base: Path) -> None:
    wish = request(folder, base=base, settings=replace(QUICK, epochs=4))
    trained(wish, control=AfterSteps((14, "suspend")))
    write_tunes(folder, range(6, 9))
    begun = prepared(wish, resume=True)

    assert not begun.is_same_music
    assert len(begun.corpus.train) + len(begun.corpus.held_out) == 9
    events = list(TrainSession(begun).run())
    assert events[-1] == Ended("done", is_resumable=False)


def test_a_model_that_was_thrown_away_meanwhile_is_written_again(folder: Path, base: Path) -> None:
    wish = request(folder, base=base, settings=replace(QUICK, epochs=5))
    trained(wish, control=AfterSteps((20, "suspend")))
    wish.out.unlink()
    trained(wish, resume=True)

    assert wish.out.exists()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Makes every write fail, or no longer."""
    is_full = False
    touch = Path.touch

    def fail(path: Path, *arguments: Any, **options: Any) -> None:
        if is_full:
            raise OSError(28, "No space left on device")
        touch(path, *arguments, **options)

    def switch(full: bool) -> None:
        nonlocal is_full
        is_full = full

    monkeypatch.setattr(Path, "touch", fail)
    return switch


def test_a_disk_that_is_full_for_a_while_costs_nothing(
    folder: Path, base: Path, full_disk: Callable[[bool], None]
) -> None:
    wish = request(folder, base=base, settings=replace(QUICK, epochs=4))
    said: list[str] = []
    events = []
    for event in session_of(wish, say=said.append).run():
        events.append(event)
        full_disk(isinstance(event, CorpusRead) or (bool(said) and len(checks(events)) < 3))

    assert "No space left" in said[0]
    assert "tries again" in said[0]
    best = [c for c in checks(events) if c.best][-1]
    assert read_card(wish.out).nats_per_note == best.held_out


def test_a_disk_that_stays_full_is_one_sentence_and_leaves_what_was_there(
    folder: Path, base: Path, full_disk: Callable[[bool], None]
) -> None:
    wish = request(folder, base=base)
    trained(wish)
    before = wish.out.read_bytes()
    run = session_of(wish).run()
    next(run)
    full_disk(True)
    with pytest.raises(ExportError, match="No space left"):
        list(run)

    assert wish.out.read_bytes() == before
    assert not list(wish.out.parent.glob(".*"))


def test_memory_that_does_not_do_is_one_sentence(
    folder: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def learn(*_: object) -> None:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried 9 bytes")

    monkeypatch.setattr(Loop, "_learn", learn)
    with pytest.raises(RequestError, match=r"not enough memory .* choose a smaller size"):
        trained(request(folder, base=base))
    assert load_run(run_path(request(folder).out)).state is not None
