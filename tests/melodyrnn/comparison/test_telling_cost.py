"""What one more note costs: told as it is."""

from __future__ import annotations

from melodyrnn.comparison.telling_cost import advice, cost
from tests.comparisons import comparison, outcome, usual

TRANSFORMER = outcome("transformer", (2.0,), milliseconds=(0.5, 4.0), state_bytes=(8000, 3_000_000))


def test_the_same_is_called_the_same_and_more_is_called_more() -> None:
    told = cost(usual())

    assert "the plain RNN, the GRU and the LSTM the same after 10 notes and after 4,000" in told
    assert "For the transformer it grows 8.0 times, from 0.5 ms to 4 ms." in told
    assert "The plain RNN, the GRU and the LSTM keep 4 kB between two notes" in told
    assert "the transformer 3 MB after 4,000 notes" in told
    assert "fits into it 31 times" in told


def test_a_network_too_slow_to_play_along_is_said_to_be() -> None:
    assert "too long to play along" in cost(comparison(outcome("rnn", milliseconds=(90, 200))))


def test_the_lightest_of_the_good_recurrent_ones_is_advised() -> None:
    light, heavy = outcome("gru", (2.02,), milliseconds=(0.1, 0.1)), outcome("lstm", (2.0,))
    told = advice(comparison(light, heavy, TRANSFORMER))

    assert "take the GRU: it is within 0.02 nats of the best, a note costs 0.1 ms" in told
    assert "2 % of the transformer's time" in told


def test_a_transformer_that_leads_is_said_to_lead() -> None:
    told = advice(comparison(outcome("gru", (2.3,)), TRANSFORMER))

    assert told.startswith("The transformer leads the recurrent networks by 0.30 nats here")


def test_nothing_is_advised_where_nobody_has_learned_or_there_is_no_choice() -> None:
    lost = outcome("gru", (5.0,)), outcome("lstm", (6.0,))

    assert advice(comparison(*lost)) == ""
    assert advice(comparison(outcome("gru"))) == ""
    assert advice(comparison(TRANSFORMER, TRANSFORMER)) == ""
