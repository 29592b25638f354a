"""What the scores say: true whatever they are."""

from __future__ import annotations

from melodyrnn.comparison.telling_scores import (
    against_markov,
    by_notes,
    by_size,
    is_improving,
    learning,
    winner,
    with_memory,
)
from tests.comparisons import comparison, outcome, usual


def test_the_best_is_named_with_those_level_with_it() -> None:
    assert winner(usual()).startswith(
        "On your music the GRU and the LSTM foresaw best and are level (2.10 nats a note"
    )
    assert "The plain RNN came to 2.40 and the transformer to 2.50." in winner(usual())


def test_a_plain_network_that_wins_is_said_to_win() -> None:
    found = comparison(outcome("rnn", (2.0,)), outcome("lstm", (2.3,)))

    assert winner(found).startswith("On your music the plain RNN foresaw best (2.00")
    assert winner(found).endswith("The LSTM came to 2.30.")


def test_networks_with_memory_alone_are_compared_too() -> None:
    assert "the LSTM with memory foresaw best" in winner(comparison(outcome("lstm + memory")))


def test_a_markov_chain_is_beaten_by_all_by_some_or_by_none() -> None:
    good, bad = outcome("gru", (2.0,)), outcome("rnn", (3.0,))

    assert "every network here beats that" in against_markov(comparison(good, good))
    assert "The plain RNN did not clearly beat that" in against_markov(comparison(good, bad))
    assert "no network here is clearly better" in against_markov(comparison(bad))


def test_memory_is_praised_only_where_it_helps() -> None:
    bare = outcome("lstm", (2.1,))

    assert "foresees better (1.90 instead of 2.10)" in with_memory(
        comparison(bare, outcome("lstm + memory", (1.9,)))
    )
    assert "less well in the same time" in with_memory(
        comparison(bare, outcome("lstm + memory", (2.4,)))
    )
    assert "is level with itself" in with_memory(comparison(bare, outcome("lstm + memory", (2.1,))))
    assert with_memory(comparison(bare)) == ""


def test_it_is_said_who_memorised_and_who_was_still_improving() -> None:
    worse, better = outcome("rnn", (3.0, 2.0, 2.3)), outcome("gru", (3.0, 2.5, 2.1))
    told = learning(comparison(worse, better))

    assert "The GRU was still improving at the end." in told
    assert (
        "The plain RNN was best after 2 minutes and got worse from there on (2.00 to 2.30)" in told
    )
    assert not is_improving(worse)
    assert "All were still improving" in learning(comparison(better, better))
    assert "improving" not in learning(comparison(outcome("gru", (3.0, 2.0, 2.0, 2.0, 2.0))))


def test_a_lead_of_speed_is_told_from_a_lead_of_understanding() -> None:
    fast, slow = outcome("rnn", (3.0, 2.6, 2.3, 2.0)), outcome("lstm", (2.8, 2.1))

    assert "By the clock the plain RNN is ahead, by the note the LSTM" in by_notes(
        comparison(fast, slow)
    )
    assert "is ahead here as it is by the clock" in by_notes(
        comparison(fast, outcome("lstm", (3.5, 3.0)))
    )
    assert by_notes(comparison(fast)) == ""


def test_size_is_said_to_help_only_where_it_does() -> None:
    small, large = outcome("rnn", (2.4,), parameters=10), outcome("lstm", (2.0,), parameters=20)

    assert "The more parameters, the better" in by_size(comparison(small, large))
    assert "The smallest is the best" in by_size(
        comparison(outcome("rnn", (1.9,), parameters=10), large)
    )
    assert "neither the smallest nor the largest" in by_size(
        comparison(small, large, outcome("transformer", (3.0,), parameters=30))
    )
