"""Which model a plan goes on from."""

from __future__ import annotations

from pathlib import Path

from gui.learning.advice import Advice, Music, advice_for
from gui.learning_requests import ModelEntry, Parts
from melodyrnn.card import Card

TUNES = Music(name="mine", tunes=50, notes=5_000)
MELODY = ModelEntry("tunes", Path("tunes"), is_shipped=True)
CHORDS = ModelEntry("piano", Path("piano"), is_shipped=True, card=Card(has_chords=True))
OWN = ModelEntry("own", Path("own"), is_shipped=False, card=Card(has_chords=True))
TUNER = ModelEntry("tuner", Path("tuner"), is_shipped=False)


def advised(models: tuple[ModelEntry, ...], parts: Parts) -> Advice:
    advice = advice_for(TUNES, models, parts)
    assert advice is not None
    return advice


def test_melodies_go_on_from_a_model_of_melodies_and_whole_textures_from_one_of_chords() -> None:
    for models in ((MELODY, CHORDS, OWN), (CHORDS, OWN, MELODY)):
        assert advised(models, "melody").base == "tunes"
        assert advised(models, "top").base == "tunes"
        assert advised(models, "merged").base == "piano"


def test_where_no_model_knows_chords_the_plan_says_that_they_are_learned_anew() -> None:
    anew, known = advised((MELODY,), "merged"), advised((MELODY, CHORDS), "merged")
    assert anew.base == "tunes"
    assert "chords anew" in anew.words
    assert "chords" not in known.words
    assert (known.minutes, anew.minutes) == (1.0, 10.0)


def test_without_any_model_one_begins_from_nothing() -> None:
    assert advised((), "melody").base == ""


def test_a_model_of_the_users_own_is_called_by_its_name_and_knows_what_it_knows() -> None:
    chords, tunes = advised((OWN,), "merged"), advised((TUNER,), "merged")
    assert (chords.base, tunes.base) == ("own", "tuner")
    assert "go on from “own”" in chords.words
    assert "chords" not in chords.words
    assert "go on from “tuner”" in tunes.words
    assert "chords anew" in tunes.words
    assert "came with the program" not in chords.words + tunes.words
