"""What the curves of a training mean, in a musician's words.

A check's score wavers by itself. How much is read off the checks (how far each lies from the
middle of its neighbours), and nothing is called better or worse that lies within that.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from melodyrnn.course.history import Check, History
from melodyrnn.course.words import chance, moment, span

Kind: TypeAlias = Literal[
    "waiting", "improving", "slow", "level", "memorising", "worse", "astray", "better", "no-better"
]
"""waiting: too few checks. slow: improving, but by less in a minute than can be told. level: no
longer improving. memorising: worse on what it has not seen, better on what it has. worse: worse
on both. astray: no number came out. better, no-better (when over): than what it is measured by."""

FEWEST = 3
"""Checks without which nothing is said of a trend."""

FEWEST_TO_TURN = 5
"""Checks without which it is not said to memorise."""

LEAST_GAIN = 0.005
"""Nats a note; less than this nobody hears."""

LEAST_RISE = 0.015
"""Nats a note by which the held-out score has to rise before it is called memorising."""

_IN_A_ROW = 4

WINDOW_S = 60.0
PATIENCE = 4
"""Checks without a new best after which it is not said to improve, however slowly."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """words: one or two sentences on how it goes. comparison: against base and Markov chain.

    has_memorised: since the best moment it only memorised; also where kind, when all is over,
    says how it compares.
    """

    words: str
    kind: Kind
    comparison: str = ""
    has_memorised: bool = False

    @property
    def sentence(self) -> str:
        """All of it."""
        return " ".join(part for part in (self.words, self.comparison) if part)


@dataclass(frozen=True, slots=True)
class _Trend:
    """kind, and the numbers of its sentence; nats, seconds."""

    kind: Kind
    gain: float = 0.0
    span_s: float = 0.0
    turned_s: float = 0.0
    """When it stopped improving, or turned."""


def verdict(
    history: History, *, base: float = 0.0, markov: float = 0.0, is_over: bool = False
) -> Verdict:
    """What a history means.

    base, markov: held-out nats a note of the model it began from and of a Markov chain, without
    velocity; 0 where unknown. is_over: nothing more will be learned.
    """
    checks = tuple(check for check in history.checks if _is_score(check.score))
    trend = _trend_of(history, checks)
    if not checks:
        return Verdict(_words_without_score(trend, is_over=is_over), trend.kind)
    kept = _kept(history, checks)
    best = kept.score
    comparison = " ".join(_compared(best, base=base, markov=markov, is_over=is_over))
    has_memorised = trend.kind == "memorising"
    if not is_over:
        return Verdict(_words_now(trend, checks, kept), trend.kind, comparison, has_memorised)
    yardstick = base or markov
    kind = trend.kind
    if yardstick and kind != "astray":
        kind = "better" if best < yardstick - LEAST_GAIN else "no-better"
    return Verdict(_words_after(trend, kept), kind, comparison, has_memorised)


def noise(scores: Sequence[float]) -> float:
    """Standard deviation of what wavers in a series that bends slowly; 0 for fewer than 4."""
    later = scores[len(scores) // 3 :]
    if len(later) < 4:
        return 0.0
    off = [abs(b - (a + c) / 2) for a, b, c in zip(later, later[1:], later[2:], strict=False)]
    # For normal noise: the median of |x| is 0.674 of its deviation, which is sqrt(1.5) of ours.
    return statistics.median(off) / 0.6745 / math.sqrt(1.5)


def _falls(scores: Sequence[float]) -> bool:
    """Whether each of the last four scores is better than the one before, the last the best."""
    lately = scores[-_IN_A_ROW - 1 :]
    return (
        len(lately) > _IN_A_ROW
        and min(scores) == scores[-1]
        and all(b < a for a, b in itertools.pairwise(lately))
    )


def _trend_of(history: History, checks: Sequence[Check]) -> _Trend:
    if history.checks and not _is_score(history.checks[-1].score):
        return _Trend("astray")
    if len(checks) < FEWEST:
        return _Trend("waiting")
    scores = [check.score for check in checks]
    # A steep descent bends too: four falls in a row to a new best are none by chance.
    wavers = 0.0 if _falls(scores) else noise(scores)
    least = max(LEAST_GAIN, 2 * wavers)
    gain, span_s = _lately(checks, WINDOW_S)
    if gain > least:
        return _Trend("improving", gain, span_s)
    is_kept_lately = _kept(history, checks) in checks[-FEWEST:]
    if not is_kept_lately and (turned := _turned(checks, max(LEAST_RISE, 3 * wavers), least)):
        return turned
    best = min(scores)
    gain, span_s = _lately(checks, math.inf)
    if gain > least and scores.index(best) >= len(scores) - PATIENCE:
        return _Trend("slow", gain, span_s)
    since = next(i for i, score in enumerate(scores) if score <= best + least)
    return _Trend("level", turned_s=checks[since].seconds)


def _kept(history: History, checks: Sequence[Check]) -> Check:
    """The check whose weights are in the file: not always the lowest, see TrainSettings.slack."""
    best = history.best
    return best if best in checks and best else min(checks, key=lambda check: check.score)


def _lately(checks: Sequence[Check], window_s: float) -> tuple[float, float]:
    """By how much the best of late is better than the best before, and over how many seconds.

    Late is what lies within the window, and within the last third of all.
    """
    now = checks[-1].seconds
    begin = now - min(window_s, max(now - checks[0].seconds, 0.0) / 3)
    first = next(
        i for i, check in enumerate(checks) if check.seconds > begin or check is checks[-1]
    )
    first = min(max(first, 1), len(checks) - 1)
    before = min(check.score for check in checks[:first])
    lately = min(check.score for check in checks[first:])
    return before - lately, now - checks[first - 1].seconds


def _turned(checks: Sequence[Check], least_rise: float, least: float) -> _Trend | None:
    """The trend if the held-out score is on the rise since its best."""
    best = min(range(len(checks)), key=lambda i: checks[i].score)
    after = checks[best + 1 :]
    if len(checks) < FEWEST_TO_TURN or len(after) < FEWEST:
        return None
    around = checks[max(best - 1, 0) : best + 2]
    recent = after[-FEWEST:]
    now = statistics.fmean(check.score for check in recent)
    if now - statistics.fmean(check.score for check in around) < least_rise:
        return None
    earlier = after[-2 * FEWEST : -FEWEST]
    if earlier and now < statistics.fmean(check.score for check in earlier) - least:
        return None  # it comes back
    learned = [c.learning for c in around if math.isfinite(c.learning)]
    learning = [c.learning for c in recent if math.isfinite(c.learning)]
    is_easier = (
        bool(learned and learning)
        and statistics.fmean(learned) - statistics.fmean(learning) > LEAST_GAIN
    )
    return _Trend("memorising" if is_easier else "worse", turned_s=checks[best].seconds)


def _words_without_score(trend: _Trend, *, is_over: bool) -> str:
    if trend.kind == "astray":
        return "The numbers went astray. Please stop, and train again with the usual settings."
    if is_over:
        return "It ended before it was first checked on music it has not seen."
    return "Soon it is checked for the first time on music it has not seen."


def _words_now(trend: _Trend, checks: Sequence[Check], kept: Check) -> str:
    lately = f"{trend.gain:.2f} better in the last {span(trend.span_s)}"
    by_kind: dict[Kind, str] = {
        "waiting": f"Too early to tell: checked {'once' if len(checks) == 1 else 'twice'} so far.",
        "improving": f"Still improving: {lately}.",
        "slow": f"Still improving, but slowly: {lately}.",
        "level": f"No longer improving since {moment(trend.turned_s)}; stopping is fine.",
        "memorising": f"It started to memorise at {moment(trend.turned_s)}: what it has seen gets"
        " easier, what it has not seen does not. The best moment is kept; stopping is fine.",
        "worse": f"It has not got back to its best since {moment(trend.turned_s)}."
        " The best moment is kept; stopping is fine.",
        "astray": f"The numbers went astray. The best moment, {moment(kept.seconds)}, is kept:"
        " please stop.",
    }
    return by_kind[trend.kind]


def _words_after(trend: _Trend, kept: Check) -> str:
    said = f"The best moment, {moment(kept.seconds)}, is kept."
    more: dict[Kind, str] = {
        "improving": "It was still improving: more time would help.",
        "slow": "It was still improving a little: more time may help.",
        "level": "More time would not have helped.",
        "memorising": "After that it began to memorise: more music would help more than more time.",
        "worse": "After that it got no better.",
        "astray": "After that the numbers went astray.",
    }
    return f"{said} {more.get(trend.kind, '')}".strip()


def _compared(best: float, *, base: float, markov: float, is_over: bool) -> list[str]:
    yet = "" if is_over else " yet"
    words = []
    if base > 0 and base - best > LEAST_GAIN:
        now, then = chance(best), chance(base)
        pictured = f": {now} instead of {then}" if now != then else ""
        words.append(f"Better than the model it began from by {base - best:.2f}{pictured}.")
    elif base > 0:
        words.append(f"Not better than the model it began from{yet}.")
    if markov > 0 and markov - best <= LEAST_GAIN:
        words.append(f"Not better than a Markov chain{yet}, which only counts what follows what.")
    elif markov > 0 and not base:
        words.append(
            f"Better by {markov - best:.2f} than a Markov chain, which only counts what follows"
            " what."
        )
    return words


def _is_score(score: float) -> bool:
    return math.isfinite(score) and score > 0
