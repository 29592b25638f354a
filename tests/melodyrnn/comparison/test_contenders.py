"""Which networks take part."""

from __future__ import annotations

import pytest

from melodyrnn.comparison.contenders import MemoryChoice, contenders, shape_of
from melodyrnn.models.config import CORES
from tests.comparisons import contender


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        ("one", ["rnn", "lstm", "lstm + memory"]),
        ("without", ["rnn", "lstm"]),
        ("with", ["rnn + memory", "lstm + memory"]),
        ("both", ["rnn", "lstm", "rnn + memory", "lstm + memory"]),
    ],
)
def test_cores_take_part_with_memory_and_without(memory: MemoryChoice, expected: list[str]) -> None:
    assert [c.name for c in contenders(["rnn", "lstm", "rnn"], memory)] == expected


def test_the_first_core_is_shown_with_memory_where_there_is_no_lstm() -> None:
    assert [c.name for c in contenders(["gru", "rnn"], "one")] == ["gru", "rnn", "gru + memory"]


@pytest.mark.parametrize("core", CORES)
def test_cores_differ_in_nothing_but_core_and_memory(core: str) -> None:
    bare, whole = (shape_of(contender(n), "small", ("a",)) for n in (core, f"{core} + memory"))

    assert (bare.core, bare.memory_heads, bare.styles) == (core, 0, ("a",))
    assert whole.memory_heads > 0
    assert whole.hidden == bare.hidden
    assert bare.context >= 4000  # no piece that is measured is longer


def test_a_core_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="cello"):
        shape_of(contender("cello"), "small", ())
