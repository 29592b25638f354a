"""The chances that are drawn from."""

from __future__ import annotations

import numpy as np

from melodyrnn.engine.shaping import shaped

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
