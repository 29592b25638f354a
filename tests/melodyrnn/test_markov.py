"""The Markov baseline: exact on what can be reckoned by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.spec import FIELDS
from melodyrnn.markov import MarkovBaseline
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence


def reading(*pitches: int) -> Reading:
    notes = NoteSequence(Note(i * 480, pitch, 480) for i, pitch in enumerate(pitches))
    return read_notes(notes, MeterMap(), KeyMap())


def test_a_tune_it_has_counted_often_costs_next_to_nothing() -> None:
    chain = MarkovBaseline([reading(60, 62, 64, 65, 67)] * 200)
    assert chain.score([reading(60, 62, 64, 65, 67)]) < 0.05


def test_a_coin_costs_what_a_coin_must() -> None:
    rng = np.random.default_rng(0)
    random_tunes = [reading(*rng.integers(60, 62, 200)) for _ in range(50)]
    score = MarkovBaseline(random_tunes[:40]).score(random_tunes[40:])
    assert score == pytest.approx(math.log(2), rel=0.1)


def test_a_figure_of_three_is_known_by_a_context_of_two() -> None:
    periodic = [reading(*([60, 60, 62] * 40)) for _ in range(20)]
    assert MarkovBaseline(periodic[:15]).score(periodic[15:]) < 0.1


def test_what_was_never_counted_still_has_a_chance() -> None:
    score = MarkovBaseline([reading(60, 62, 64)]).score([reading(90, 91, 92)])
    assert math.isfinite(score)
    assert score > math.log(FIELDS[1].size)


def test_witten_bell_by_hand() -> None:
    """Two notes alike. Without contexts: one pitch met twice; three kinds of rhythm, each
    symbol met: shift 0, duration, shift, duration, END."""
    train = reading(60, 60)
    pitch, rhythm = MarkovBaseline([train])._chains
    even = 1 / FIELDS[1].size
    assert pitch.costs([train])[0] == pytest.approx(-2 * math.log((2 + even) / (2 + 1)))
    assert rhythm.counts[0].total.tolist() == [5]
    assert rhythm.counts[0].kinds.tolist() == [4]


@pytest.mark.parametrize("seed", range(3))
def test_chances_of_all_symbols_add_up_to_no_more_than_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chain = MarkovBaseline([reading(*rng.integers(50, 70, 30)) for _ in range(10)])
    total = 0.0
    for pitch in range(128):
        whole = chain.score([reading(60, pitch)]) * 2
        total += math.exp(-whole)
    assert 0 < total < 1


def test_the_cost_of_each_field_adds_up_to_the_score_of_the_same_contexts() -> None:
    rng = np.random.default_rng(0)
    tunes = [reading(*rng.integers(60, 66, 30)) for _ in range(20)]
    chain = MarkovBaseline(tunes[:15])
    lengths = chain.best_lengths(tunes[15:])
    for same in (chain.shortened(lengths), MarkovBaseline(tunes[:15], lengths)):
        nats = same.nats(tunes[15:])
        assert [len(each) for each in nats] == [31] * 5
        assert all((each[-1, 1:] == 0).all() for each in nats)
        assert sum(each.sum() for each in nats) / 150 == pytest.approx(chain.score(tunes[15:]))
