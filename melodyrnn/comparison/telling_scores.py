"""What the scores of a comparison say, in sentences that hold whatever the figures are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from melodyrnn.comparison.results import Check, Comparison, Outcome
from melodyrnn.comparison.words import (
    LEVEL,
    all_of,
    of_level,
    rounded,
    score,
    sentence,
    span,
    the,
    times,
)
from melodyrnn.course.words import chance

_GAIN = 0.01
"""Nats a note: a change that is worth a word."""


def winner(comparison: Comparison) -> str:
    """Who foresaw best, and who came after."""
    level, others = of_level(comparison.bare or comparison.outcomes)
    best = level[0]
    told = chance(best.best.nats)
    price = f"{score(best.best.nats)} nats a note" + (
        f", a chance of {told} for the note that comes" if told else ""
    )
    if len(level) == 1:
        text = f"On your music {the(best)} foresaw best ({price})."
    else:
        names = all_of(map(the, level))
        text = f"On your music {names} foresaw best and are level ({price}, for {the(best)})."
    if others:
        text += f" {_others(others)}."
    return text


def _others(outcomes: Sequence[Outcome]) -> str:
    told = [f"{the(o)} to {score(o.best.nats)}" for o in outcomes]
    return sentence(all_of([told[0].replace(" to ", " came to "), *told[1:]]))


def against_markov(comparison: Comparison) -> str:
    """Whether a Markov chain was beaten, by whom."""
    limit = comparison.music.markov_nats
    beaten_by = [o for o in comparison.outcomes if o.best.nats < limit - LEVEL]
    text = (
        f"A Markov chain, which only counts what has followed what, pays {score(limit)} on the"
        " same pieces"
    )
    if len(beaten_by) == len(comparison.outcomes):
        only = "it" if len(beaten_by) == 1 else "every network here"
        return f"{text}: {'the network beats it' if only == 'it' else only + ' beats that'}."
    if not beaten_by:
        return (
            f"{text}, and no network here is clearly better: they had too little time, or too"
            " little music. The order above then says who starts fastest, not who is best."
        )
    left = all_of(the(o) for o in comparison.outcomes if o not in beaten_by)
    return f"{text}. {sentence(left)} did not clearly beat that in the time there was."


def with_memory(comparison: Comparison) -> str:
    """What the in-piece memory adds to the same core; "" where nothing can be compared."""
    bare = {o.contender.core: o for o in comparison.bare}
    pairs = [
        (o, bare[o.contender.core])
        for o in comparison.outcomes
        if o.contender.has_memory and o.contender.core in bare
    ]
    told = [_memory_gain(with_it, without) for with_it, without in pairs]
    if not told:
        return ""
    return (
        "With the in-piece memory beside it, which is how this program ships, " + all_of(told) + "."
    )


def _memory_gain(with_it: Outcome, without: Outcome) -> str:
    gain = without.best.nats - with_it.best.nats
    level = f"{score(with_it.best.nats)} instead of {score(without.best.nats)}"
    if gain > LEVEL:
        return f"{the(without)} foresees better ({level})"
    if gain < -LEVEL:
        return f"{the(without)} foresees less well in the same time ({level})"
    return f"{the(without)} is level with itself ({level})"


def learning(comparison: Comparison) -> str:
    """What the curves over time say."""
    outcomes = comparison.outcomes
    return " ".join(filter(None, (_lead_changes(outcomes), _endings(outcomes), _speeds(outcomes))))


def _lead_changes(outcomes: Sequence[Outcome]) -> str:
    if len(outcomes) < 2:
        return ""
    early = 0.1 * min(o.final.seconds for o in outcomes)
    first = _leader(outcomes, lambda o: score_at(o, early, lambda c: c.seconds))
    last = min(outcomes, key=lambda o: o.final.nats)
    after = span(early)
    if first is None or first is last:
        return (
            f"{sentence(the(last))} ends lowest"
            + ("" if first is None else f", and was ahead after {after} already")
            + "."
        )
    return f"After {after} {the(first)} was ahead; {the(last)} ends lowest."


def _endings(outcomes: Sequence[Outcome]) -> str:
    improving = [o for o in outcomes if is_improving(o)]
    worse = [o for o in outcomes if o.final.nats - o.best.nats > _GAIN]
    told = []
    if len(improving) == len(outcomes):
        told.append(
            ("All were" if len(outcomes) > 1 else "It was")
            + " still improving at the end: with more time the picture may change."
        )
    elif improving:
        verb = "was" if len(improving) == 1 else "were"
        told.append(f"{sentence(all_of(map(the, improving)))} {verb} still improving at the end.")
    told += [
        f"{sentence(the(o))} was best after {span(o.best.seconds)} and got worse from there on"
        f" ({score(o.best.nats)} to {score(o.final.nats)}): it began to memorise."
        for o in worse
    ]
    return " ".join(told)


def is_improving(outcome: Outcome) -> bool:
    """Whether the last quarter of the time still brought something, and no check was worse."""
    late = score_at(outcome, 0.75 * outcome.final.seconds, lambda check: check.seconds)
    return (
        late is not None
        and late - outcome.final.nats > _GAIN
        and outcome.final.nats <= outcome.best.nats
    )


def _speeds(outcomes: Sequence[Outcome]) -> str:
    if len(outcomes) < 2:
        return ""
    fast = max(outcomes, key=lambda o: o.notes_per_second)
    slow = min(outcomes, key=lambda o: o.notes_per_second)
    ratio = fast.notes_per_second / max(slow.notes_per_second, 1e-9)
    if ratio < 1.1:
        return "All read about as many notes a second."
    return (
        f"In the same time {the(fast)} read {times(ratio)} as many notes as {the(slow)}"
        f" ({rounded(fast.notes_per_second)} a second and {rounded(slow.notes_per_second)})."
    )


def by_notes(comparison: Comparison) -> str:
    """What is left of the order when notes are counted instead of seconds."""
    outcomes = comparison.outcomes
    if len(outcomes) < 2:
        return ""
    count = min(o.final.notes for o in outcomes)
    scores = {o.name: score_at(o, count, lambda c: c.notes) for o in outcomes}
    ordered = sorted(
        (o for o in outcomes if scores[o.name] is not None), key=lambda o: scores[o.name] or 0.0
    )
    told = all_of(f"{the(o)} {score(scores[o.name] or 0.0)}" for o in ordered)
    text = f"When each had seen the {rounded(count, 3)} notes that all of them saw, {told}."
    by_time = min(outcomes, key=lambda o: o.best.nats)
    if not ordered or ordered[0] is by_time:
        return text + (
            f" {sentence(the(by_time))} is ahead here as it is by the clock: it makes more of"
            " each note, not only more notes."
        )
    return text + (
        f" By the clock {the(by_time)} is ahead, by the note {the(ordered[0])}: the clock"
        " rewards speed."
    )


def by_size(comparison: Comparison) -> str:
    """Whether the score follows the number of parameters."""
    outcomes = comparison.outcomes
    if len(outcomes) < 2:
        return ""
    small = min(outcomes, key=lambda o: o.parameters)
    large = max(outcomes, key=lambda o: o.parameters)
    best = min(outcomes, key=lambda o: o.best.nats)
    text = (
        f"From {the(small)} with {rounded(small.parameters / 1e6)} million parameters to"
        f" {the(large)} with {rounded(large.parameters / 1e6)} million. "
    )
    by_parameters = sorted(outcomes, key=lambda o: o.parameters)
    falling = all(b.best.nats <= a.best.nats for a, b in pairwise(by_parameters))
    if falling:
        return text + "The more parameters, the better the score here, without exception."
    if best is small:
        return text + "The smallest is the best here: size alone bought nothing in this time."
    if best is large:
        return text + "The largest is the best, but between them score does not follow size."
    return text + f"The best, {the(best)}, is neither the smallest nor the largest."


def score_at(outcome: Outcome, place: float, along: Callable[[Check], float]) -> float | None:
    """The score at a moment between two checks, on the line between them; None outside."""
    for a, b in pairwise(outcome.curve):
        if along(a) <= place <= along(b) and along(b) > along(a):
            return a.nats + (b.nats - a.nats) * (place - along(a)) / (along(b) - along(a))
    return outcome.final.nats if place == along(outcome.final) else None


def _leader(outcomes: Sequence[Outcome], of: Callable[[Outcome], float | None]) -> Outcome | None:
    known = [(value, i) for i, o in enumerate(outcomes) if (value := of(o)) is not None]
    return outcomes[min(known)[1]] if len(known) == len(outcomes) else None
