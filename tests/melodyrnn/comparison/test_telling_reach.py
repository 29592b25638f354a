"""How far back the networks reach: told as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from melodyrnn.comparison.results import Reach
from melodyrnn.comparison.telling_reach import (
    context,
    gone_from,
    reach,
    reach_means,
    share_about,
    shares,
    useful,
)
from tests.comparisons import comparison, outcome


def test_a_signal_is_gone_where_it_never_comes_back() -> None:
    assert gone_from((4.0, 3.0, 1.0, 2.5, 1.0, 0.1), 0.5) == 4
    assert gone_from((4.0, 0.1), 0.5) == 1
    assert gone_from((4.0, 3.0, 2.5), 0.5) is None
    assert gone_from((), 0.5) is None
    assert shares((0.0, 1.0)) == ()


def test_a_share_at_a_distance_is_a_mean_around_it() -> None:
    assert share_about([2.0] + [1.0] * 20, 10) == pytest.approx(0.5)
    assert share_about((), 10) == 0


def test_numbers_in_words_are_those_of_the_curves() -> None:
    told = reach(comparison(outcome("rnn", keep=0.5), outcome("transformer", keep=1.0)))

    assert "half of the signal is gone after 2 notes in the plain RNN" in told
    assert "all but 1 % of it after 7 notes in the plain RNN" in told
    assert "in the transformer 1 % and more still arrives from 200 notes back" in told
    assert "a note 100 notes back has all in the transformer and less than 1 part" in told
    assert "of what is left 50 % in the plain RNN and next to nothing in the transformer" in told
    assert "Training has hardly changed" in told


def test_what_training_did_to_the_reach_is_told() -> None:
    short, long = outcome("rnn", keep=0.5).reach.before, outcome("rnn", keep=0.9).reach.before
    longer = replace(outcome("lstm"), reach=Reach(short, long))
    shorter = replace(outcome("rnn"), reach=Reach(long, short))
    told = reach(comparison(longer, shorter))

    assert "Training has lengthened the reach of the LSTM (7 to 44)" in told
    assert "and shortened that of the plain RNN (44 to 7)" in told


def test_gates_are_praised_only_where_they_carry_farther() -> None:
    plain, gated = outcome("rnn", keep=0.8), outcome("lstm", keep=0.95)

    assert "the LSTM keeps more of it at 100 notes than the plain RNN" in reach_means(
        comparison(plain, gated)
    )
    assert "the LSTM has no more of it left" in reach_means(
        comparison(outcome("rnn", keep=0.95), outcome("lstm", keep=0.8))
    )
    assert "Here" not in reach_means(comparison(gated))


def test_what_a_network_makes_of_the_past_is_told() -> None:
    far = outcome("lstm", contexts={1: 3.0, 8: 2.5, 64: 2.2, 128: 2.0})
    near = outcome("rnn", contexts={1: 3.0, 8: 2.5, 64: 2.5, 128: 2.6})
    told = context(comparison(far, near))

    assert (useful(far), useful(near)) == (128, 8)
    assert "the LSTM all the 128 it is told and the plain RNN about 8" in told
    assert (
        "From 8 known notes to 128, the LSTM gains 0.50 nats and the plain RNN loses 0.10" in told
    )
