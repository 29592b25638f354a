"""The curves of a training in words, for those who do not see them."""

from __future__ import annotations

from gui.learning.curves import Curves, value_words
from gui.panels.naming import counted
from melodyrnn.course.history import Check
from melodyrnn.course.words import elapsed


def summary(curves: Curves) -> str:
    """What the plot shows, in a few sentences."""
    checks = curves.checks
    if not checks:
        return "Not checked yet on music it has never seen."
    first, last, best = checks[0], checks[-1], curves.history.best
    words = [f"{counted(len(checks), 'check')} on music it has never seen."]
    if len(checks) > 1:
        words.append(f"First, after {elapsed(first.seconds)}: {value_words(first.score)}.")
    words.append(f"Latest, after {elapsed(last.seconds)}: {value_words(last.score)}.")
    if best is not None:
        words.append(f"Best, after {elapsed(best.seconds)}: {value_words(best.score)}.")
    if curves.points:
        words.append(
            f"On the music it learns from: {value_words(curves.points[-1].nats_per_note)}."
        )
    if curves.base > 0:
        words.append(f"The model it began from: {value_words(curves.base)}.")
    if curves.markov > 0:
        words.append(f"A Markov chain: {value_words(curves.markov)}.")
    return " ".join(words)


def check_lines(check: Check) -> tuple[str, str, str]:
    """What stands beside a check under the pointer: when, and both curves."""
    return (
        f"after {elapsed(check.seconds)} \N{MIDDLE DOT} epoch {check.epoch:.1f}",
        f"never seen  {value_words(check.score)}",
        f"learns from  {value_words(check.learning)}",
    )
