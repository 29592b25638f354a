"""Numbers and names in words."""

from __future__ import annotations

import pytest

from melodyrnn.comparison.words import (
    all_of,
    milliseconds,
    of_level,
    part,
    size_of,
    span,
    the,
    times,
    title,
)
from tests.comparisons import outcome


def test_networks_have_names() -> None:
    names = ("rnn", "lstm + memory", "mamba")

    assert [title(outcome(n).contender) for n in names] == ["plain RNN", "LSTM + memory", "mamba"]
    assert [the(outcome(n)) for n in names] == [
        "the plain RNN", "the LSTM with memory", "the mamba",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (all_of([]), ""),
        (all_of(["a", "b", "c"]), "a, b and c"),
        (times(1.44), "1.4 times"),
        (times(1234), "1,200 times"),
        (milliseconds(0.1634), "0.16 ms"),
        (size_of(3540), "3.5 kB"),
        (size_of(9_220_776), "9.2 MB"),
        (span(1), "1 second"),
        (span(18.4), "18 seconds"),
        (span(150), "2.5 minutes"),
        (part(1.0), "all"),
        (part(0.123), "12 %"),
        (part(0.0012), "0.12 %"),
        (part(0.00025), "1 part in 4,000"),
        (part(2e-8), "1 part in 50 million"),
        (part(1e-12), "less than 1 part in a thousand million"),
    ],
)
def test_numbers_are_said_shortly(said: str, expected: str) -> None:
    assert said == expected


def test_scores_that_lie_together_are_level() -> None:
    outcomes = [outcome("rnn", (2.4,)), outcome("gru", (2.11,)), outcome("lstm", (2.1,))]
    level, others = of_level(outcomes)

    assert [o.name for o in level] == ["lstm", "gru"]
    assert [o.name for o in others] == ["rnn"]
