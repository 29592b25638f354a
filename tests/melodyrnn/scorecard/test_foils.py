from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.checkpoint import load_model
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import score
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.scorecard.foils import (
    ANOTHER,
    OWN,
    SPAN,
    ask,
    make_trials,
    nats_of_continuation,
    tally,
)
from tests.fakes import tiny_model
from tests.judged import judged_piece, melody, reading_of, tune

PIECES = [judged_piece(tune(seed), seed) for seed in range(4)]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(load_model(tiny_model(tmp_path / "m.safetensors")))


def test_both_are_asked_behind_the_same_bars_and_are_as_long() -> None:
    trials = make_trials(PIECES)
    assert {trial.kind for trial in trials} == {ANOTHER, OWN}
    for trial in trials:
        whole = trial.piece.line.notes
        true = whole.between(trial.start, trial.start + SPAN).shifted(-trial.start)
        assert trial.true == true
        assert trial.false != true
        assert trial.false.end == true.end == SPAN


def test_a_piece_in_another_key_is_brought_into_this_one() -> None:
    in_d = judged_piece(tune(5).transposed(14), 5, KeyMap([KeyChange(0, Key(2))]))
    for trial in make_trials([PIECES[0], in_d]):
        assert set((trial.false.pitch % 12).tolist()) <= {0, 2, 4, 5, 7, 9, 11}
        assert abs(float(np.median(trial.false.pitch) - np.median(trial.true.pitch))) <= 6


def test_its_own_foils_come_from_bars_not_heard_yet() -> None:
    long = judged_piece(tune(0, 60))
    trials = make_trials([long])
    assert [trial.kind for trial in trials] == [OWN] * 3
    steps = np.diff(long.line.notes.pitch).tolist()
    for trial in trials:
        false = np.diff(trial.false.pitch).tolist()
        places = [i for i in range(len(steps)) if steps[i : i + len(false)] == false]
        assert [480 * place >= trial.start + SPAN for place in places] == [True]


def test_a_piece_of_one_bar_over_and_over_is_asked_nothing() -> None:
    assert make_trials([judged_piece(melody(*([60, 62, 64, 65] * 16)), n) for n in range(2)]) == []


def test_a_continuation_costs_what_it_costs_within_the_piece(engine: Engine) -> None:
    trial = make_trials(PIECES)[0]
    cut = trial.piece.line.notes.between(0, trial.start + SPAN)
    nats = score(engine, reading_of(cut))[-1 - len(trial.true) : -1, :3]
    found = nats_of_continuation(engine, trial.piece, trial.start, trial.true)
    assert found == pytest.approx(nats.sum() / len(nats), rel=1e-5)


@pytest.mark.parametrize("pitch", [40, 90])
def test_a_note_a_hair_before_the_bar_line_is_not_asked_about(engine: Engine, pitch: int) -> None:
    """On the grid it falls onto the bar line, where the first of those stands that are."""
    trial = make_trials([judged_piece(tune(seed), seed) for seed in range(4)])[0]
    early = NoteSequence([Note(trial.start - 9, pitch, 9)])
    notes = trial.piece.line.notes
    heard = replace(trial.piece, line=replace(trial.piece.line, notes=notes.merged(early)))
    with_it = nats_of_continuation(engine, heard, trial.start, trial.true)
    without = nats_of_continuation(engine, trial.piece, trial.start, trial.true)
    assert with_it == pytest.approx(without, rel=1e-6)


def test_of_notes_that_fall_together_on_the_grid_one_is_asked_about(engine: Engine) -> None:
    trial = make_trials(PIECES)[0]
    echo = NoteSequence([Note(483, int(trial.true.pitch[1]), 480)])
    twice = nats_of_continuation(engine, trial.piece, trial.start, trial.true.merged(echo))
    once = nats_of_continuation(engine, trial.piece, trial.start, trial.true)
    assert twice == pytest.approx(once, rel=1e-6)


def test_answers_are_counted_by_kind(engine: Engine) -> None:
    trials = make_trials(PIECES, most=5)
    answers = list(ask(engine, trials))
    foils = tally(trials, answers)
    assert [each.trials for each in foils] == [5, 5]
    assert sum(each.preferred for each in foils) == sum(answers)
