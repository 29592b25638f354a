"""Names and numbers of a comparison as they are said to a musician. Free of PyTorch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from melodyrnn.comparison.results import Contender, Outcome
from melodyrnn.comparison.scales import tick_text

LEVEL = 0.02
"""Nats a note within which two scores are called level: another random seed could turn them."""

_NAMES = {"rnn": "plain RNN", "gru": "GRU", "lstm": "LSTM", "transformer": "transformer"}


def title(contender: Contender) -> str:
    """Such as "plain RNN" or "LSTM + memory": beside a line, in a table."""
    core = _NAMES.get(contender.core, contender.core)
    return f"{core} + memory" if contender.has_memory else core


def the(outcome: Outcome) -> str:
    """Such as "the plain RNN" or "the LSTM with memory": within a sentence."""
    core = _NAMES.get(outcome.contender.core, outcome.contender.core)
    return f"the {core} with memory" if outcome.contender.has_memory else f"the {core}"


def all_of(items: Iterable[str]) -> str:
    """Such as "a", "a and b" or "a, b and c"."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def sentence(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def times(ratio: float) -> str:
    """How many times as much: "1.4 times", "12 times", "1,200 times"."""
    if ratio < 9.95:
        return f"{ratio:.1f} times"
    return f"{float(f'{ratio:.2g}'):,.0f} times"


def rounded(value: float, digits: int = 2) -> str:
    """To so many significant digits, in full: "0.16", "12", "1,200"."""
    return f"{float(f'{value:.{digits}g}'):,.12g}"


def milliseconds(value: float) -> str:
    """Such as "0.16 ms"."""
    return f"{rounded(value)} ms"


def size_of(count: int) -> str:
    """Bytes, a kB being a thousand, such as "3.5 kB"."""
    return tick_text(float(f"{count:.2g}"), "bytes")


def part(share: float) -> str:
    """A share, such as "12 %" or "1 part in 4,000"."""
    if share >= 0.995:
        return "all"
    if share >= 1e-3:
        return f"{rounded(100 * share)} %"
    if share >= 1e-9:
        return f"1 part in {_large(1 / share)}"
    return "less than 1 part in a thousand million"


def span(seconds: float) -> str:
    """Such as "18 seconds", "2 minutes" or "1.5 minutes"."""
    if seconds < 90:
        return _counted(round(seconds), "second")
    minutes = round(seconds / 60, 1)
    return f"{minutes:g} minutes"


def notes(count: int) -> str:
    """Such as "1 note" or "4,000 notes"."""
    return _counted(count, "note")


def of_level(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    """From best to worst: those level with the best, and the others."""
    ordered = sorted(outcomes, key=lambda o: o.best.nats)
    limit = ordered[0].best.nats + LEVEL if ordered else 0.0
    level = [o for o in ordered if o.best.nats <= limit]
    return level, ordered[len(level) :]


def score(nats: float) -> str:
    """Nats a note, such as "1.72"."""
    return f"{nats:.2f}"


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _large(number: float) -> str:
    return f"{rounded(number / 1e6)} million" if number >= 1e6 else rounded(number)
