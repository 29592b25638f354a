"""What is advised for collections of all sizes."""

from __future__ import annotations

import pytest

from melodyrnn.course.plan import (
    GOOD_MINUTES,
    MOST_TO_TUNE,
    QUICK_MINUTES,
    THOROUGH_MINUTES,
    advise,
    dropout_for,
    expectation,
    tuning_passes,
)

AMOUNTS = (1, 300, 5_000, 20_000, 75_000, 300_000, 300_001, 1_000_000, 50_000_000)


@pytest.mark.parametrize("notes", AMOUNTS)
@pytest.mark.parametrize("has_chords", [False, True])
@pytest.mark.parametrize("knows_chords", [False, True])
@pytest.mark.parametrize("has_base", [False, True])
def test_every_collection_gets_a_plan_that_can_be_followed(
    notes: int, has_chords: bool, knows_chords: bool, has_base: bool
) -> None:
    plan = advise(
        notes,
        notes // 100,
        has_chords=has_chords,
        knows_chords=knows_chords,
        has_base=has_base,
    )
    assert plan.minutes in (QUICK_MINUTES, GOOD_MINUTES, THOROUGH_MINUTES)
    assert 0 < plan.dropout < 0.9
    assert plan.words.endswith(".")
    assert plan.base == (has_base and notes <= MOST_TO_TUNE)


def test_fifty_tunes_go_on_from_the_shipped_model_in_a_minute() -> None:
    plan = advise(5_000, 50)
    assert plan.base
    assert plan.minutes == QUICK_MINUTES
    assert "50 tunes" in plan.words


def test_hundreds_of_thousands_of_notes_make_a_model_of_their_own_in_an_hour() -> None:
    plan = advise(900_000, 6_000)
    assert not plan.base
    assert (plan.size, plan.minutes) == ("base", THOROUGH_MINUTES)


def test_only_millions_of_notes_fill_a_large_network_and_only_few_a_small_one() -> None:
    sizes = [advise(n, n // 100, has_base=False).size for n in (2_000, 50_000, 2_000_000)]
    assert sizes == ["small", "base", "large"]


def test_chords_take_a_model_longer_that_knows_none() -> None:
    plan = advise(20_000, 30, has_chords=True)
    assert plan.base
    assert plan.minutes == GOOD_MINUTES > advise(20_000, 200).minutes
    assert "chords" in plan.words


def test_a_model_that_knows_chords_takes_on_the_style_of_pieces_with_chords() -> None:
    plan = advise(20_000, 30, has_chords=True, knows_chords=True)
    assert plan.base
    assert plan.words.startswith("30 pieces: go on from the model")
    assert "style" in plan.words


def test_chords_are_learned_more_slowly() -> None:
    melodies, chords = (
        expectation(120_000, None, base=True, has_chords=has_chords) for has_chords in (False, True)
    )
    assert "about 2 minutes" in melodies
    assert "about 3 minutes" in chords


def test_less_music_is_gone_over_more_often_and_with_more_dropout() -> None:
    passes = [tuning_passes(notes) for notes in (0, *AMOUNTS)]
    assert passes == sorted(passes, reverse=True)
    dropouts = [dropout_for(notes) for notes in AMOUNTS]
    assert dropouts == sorted(dropouts, reverse=True)


def test_a_budget_that_is_longer_than_all_there_is_to_learn_says_when_it_ends() -> None:
    told = {expectation(5_000, minutes, base=True) for minutes in (1, 10, 60, None)}
    assert len(told) == 1
    assert "by itself" in told.pop()


def test_a_budget_that_is_too_short_says_what_it_would_take() -> None:
    assert "about 3 minutes" in expectation(250_000, 1, base=True)


def test_from_nothing_more_time_promises_more() -> None:
    told = [expectation(75_000, minutes, base=False) for minutes in (0.1, 1, 10, None)]
    assert len(set(told)) == len(told)
