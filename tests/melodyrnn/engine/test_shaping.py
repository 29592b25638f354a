"""The chances that are drawn from."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.engine.shaping import shaped, shaped_shift, top_p_for

LOGITS = np.log(np.array([[0.5, 0.3, 0.15, 0.05]]))


def test_temperature_zero_takes_the_likeliest() -> None:
    for temperature in (0.0, 1e-300):
        assert shaped(LOGITS, temperature, 1.0).tolist() == [[1, 0, 0, 0]]


def test_temperature_one_leaves_the_chances_as_the_model_has_them() -> None:
    assert np.allclose(shaped(LOGITS, 1.0, 1.0), np.exp(LOGITS))


def test_a_higher_temperature_flattens_and_a_lower_one_sharpens() -> None:
    cold, usual, hot = (float(shaped(LOGITS, t, 1.0)[0, 0]) for t in (0.5, 1.0, 2.0))
    assert cold > usual > hot


def test_top_p_keeps_the_fewest_likeliest_that_make_up_the_share() -> None:
    for top_p, kept in ((0.01, 1), (0.49, 1), (0.51, 2), (0.79, 2), (0.9, 3), (0.96, 4), (1, 4)):
        chances = shaped(LOGITS, 1.0, top_p)
        likeliest = np.exp(LOGITS[0, :kept])
        assert np.allclose(chances[0, :kept], likeliest / likeliest.sum())
        assert not chances[0, kept:].any()


CHORDS = np.log(np.array([[0.7, 0.15, 0.1, 0.05], [0.2, 0.6, 0.15, 0.05]]))
"""Of shifts: one more note of the chord is likely, or not."""


@pytest.mark.parametrize("temperature", [0.1, 1.0, 3.0])
@pytest.mark.parametrize("top_p", [0.5, 0.9, 1.0])
def test_chords_get_one_more_note_as_often_as_the_model_says(
    temperature: float, top_p: float
) -> None:
    chances = shaped_shift(CHORDS, temperature, top_p)
    assert np.allclose(chances[:, 0], [0.7, 0.2])
    assert np.allclose(chances.sum(axis=1), 1)


def test_when_the_next_onset_comes_is_shaped_as_everything_is() -> None:
    for temperature, top_p in ((0.5, 1.0), (1.0, 0.7), (2.0, 0.9)):
        chances = shaped_shift(CHORDS, temperature, top_p)[:, 1:]
        later = shaped(CHORDS[:, 1:], temperature, top_p)
        assert np.allclose(chances / chances.sum(axis=1, keepdims=True), later)


def test_at_temperature_zero_the_likeliest_shift_is_taken_chord_or_not() -> None:
    assert shaped_shift(CHORDS, 0.0, 0.9).argmax(axis=1).tolist() == [0, 1]
    assert shaped_shift(CHORDS, 0.0, 0.9).max(axis=1).tolist() == [1, 1]


def test_a_melody_gets_no_chord_by_a_chance_that_top_p_is_there_to_cut_off() -> None:
    chances = np.array([[0.004, 0.796, 0.2], [0.996, 0.003, 0.001]])
    found = shaped_shift(np.log(chances), 1.0, 0.9)
    assert found[0, 0] == 0
    assert found[1].tolist() == [1, 0, 0]
    assert np.allclose(shaped_shift(np.log(chances), 1.0, 1.0), chances)


def test_what_the_rules_forbid_of_shifts_has_no_chance() -> None:
    only_chord, no_chord = np.array([[0.0, -np.inf]]), np.array([[-np.inf, 0.0]])
    for temperature in (0.0, 1.0):
        assert shaped_shift(only_chord, temperature, 0.9).tolist() == [[1, 0]]
        assert shaped_shift(no_chord, temperature, 0.9).tolist() == [[0, 1]]


def test_chords_lose_less_of_each_draw_than_melodies_and_what_is_whole_stays_whole() -> None:
    assert top_p_for(0.9, has_chords=False) == 0.9
    assert 0.9 < top_p_for(0.9, has_chords=True) < 1
    assert top_p_for(1.0, has_chords=True) == 1.0
