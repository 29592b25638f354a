"""How scores, moments and spans of time of a training are said to a musician."""

from __future__ import annotations

import math

MINUTE, HOUR = 60.0, 3600.0


def chance(nats: float) -> str:
    """What a score means: "1 in 11", the chance that the right next note gets on average.

    nats: a note, without velocity; the chance is the geometric mean. Empty where the
    number says nothing.
    """
    if not math.isfinite(nats) or not 0 <= nats < 30:
        return ""
    ways = math.exp(nats)
    if ways < 9.95:
        return f"1 in {ways:.1f}"
    digits = max(len(f"{ways:.0f}") - 2, 0)
    return f"1 in {large(round(ways, -digits))}"


def large(number: float) -> str:
    """A number at a glance: "940", "9,400", "41 thousand", "1.2 million"."""
    if number < 9_999.5:
        return f"{number:,.0f}"
    if number < 999_500:
        return f"{number / 1e3:.0f} thousand"
    return f"{number / 1e6:,.0f} million" if number >= 9.95e6 else f"{number / 1e6:.1f} million"


def moment(seconds: float) -> str:
    """A moment of a training, after "at" and "since": "second 40", "minute 4", "hour 3.5"."""
    if seconds < 90:
        return f"second {seconds:.0f}"
    if seconds < 3 * HOUR:
        return f"minute {seconds / MINUTE:.0f}"
    return f"hour {seconds / HOUR:.1f}"


def span(seconds: float) -> str:
    """So much time, after "the last": "20 seconds", "minute", "4 minutes", "2.5 hours"."""
    if seconds < 50:
        return _plural(max(round(seconds), 1), "second", is_last=True)
    if seconds < 2 * HOUR:
        return _plural(max(round(seconds / MINUTE), 1), "minute", is_last=True)
    return f"{seconds / HOUR:.1f} hours"


def elapsed(seconds: float) -> str:
    """Time that has passed, by itself: "40 s", "4 min", "4 min 20 s", "2 h 5 min"."""
    whole = max(round(seconds), 0)
    if whole < HOUR:
        minutes, rest = divmod(whole, 60)
        parts = (f"{minutes} min" if minutes else "", f"{rest} s" if rest or not minutes else "")
    else:
        hours, minutes = divmod(round(seconds / MINUTE), 60)
        parts = (f"{hours} h", f"{minutes} min" if minutes else "")
    return " ".join(part for part in parts if part)


def remaining(low: float, high: float) -> str:
    """Time still to go, as a range: "4\N{EN DASH}6 minutes left", "less than a minute left"."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    if high < 20:
        return "a few seconds left"
    if high < MINUTE:
        return "less than a minute left"
    if high < 2 * HOUR:
        least, most, word = math.floor(low / MINUTE), math.ceil(high / MINUTE), "minute"
        least = max(least, 1)
    else:
        least, most, word = round(low / HOUR), math.ceil(high / HOUR), "hour"
    if least >= most:
        return f"about {_plural(most, word)} left"
    return f"{least}\N{EN DASH}{most} {word}s left"


def _plural(number: int, word: str, *, is_last: bool = False) -> str:
    """is_last: one is said without its number, as in "the last minute"."""
    if number == 1:
        return word if is_last else f"1 {word}"
    return f"{number} {word}s"
