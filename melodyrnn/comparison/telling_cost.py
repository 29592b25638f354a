"""What one more note costs, in sentences that hold whatever the figures are."""

from __future__ import annotations

from collections.abc import Sequence

from melodyrnn.comparison.results import Comparison, Outcome, StepCost
from melodyrnn.comparison.words import (
    LEVEL,
    all_of,
    milliseconds,
    score,
    sentence,
    size_of,
    the,
    times,
)

FLAT = 1.25
"""A cost that grows by less from the first length to the last is called the same."""

_CLOSE = 0.05
"""Nats a note that a light network may pay more than the best to be recommended."""

_SIXTEENTH_MS = 125.0
"""At 120 quarters a minute."""

_TRANSFORMER = "transformer"


def measured(comparison: Comparison) -> list[Outcome]:
    """Those whose cost was taken."""
    return [o for o in comparison.outcomes if o.costs]


def growth(outcome: Outcome) -> float:
    """How many times as long a note takes in the longest piece as in the shortest."""
    return outcome.costs[-1].milliseconds / max(outcome.costs[0].milliseconds, 1e-9)


def cost(comparison: Comparison) -> str:
    """What the two pictures say."""
    outcomes = measured(comparison)
    flat = [o for o in outcomes if growth(o) < FLAT]
    grown = [o for o in outcomes if growth(o) >= FLAT]
    told = [*_flat(flat), *map(_grown, grown), _memory(outcomes), _in_time(outcomes)]
    return " ".join(filter(None, told))


def _flat(outcomes: Sequence[Outcome]) -> list[str]:
    if not outcomes:
        return []
    first, last = outcomes[0].costs[0], outcomes[0].costs[-1]
    prices = all_of(milliseconds(o.costs[-1].milliseconds) for o in outcomes)
    return [
        f"One more note costs {all_of(map(the, outcomes))} the same after {first.notes:,} notes"
        f" and after {last.notes:,} ({prices})."
    ]


def _grown(outcome: Outcome) -> str:
    first, last = outcome.costs[0], outcome.costs[-1]
    return (
        f"For {the(outcome)} it grows {times(growth(outcome))}, from"
        f" {milliseconds(first.milliseconds)} to {milliseconds(last.milliseconds)}."
    )


def _memory(outcomes: Sequence[Outcome]) -> str:
    """What has to be kept in mind."""
    still = [o for o in outcomes if _held(o) < FLAT]
    growing = [o for o in outcomes if _held(o) >= FLAT]
    told = []
    if still:
        sizes = sorted({o.costs[-1].state_bytes for o in still})
        held = size_of(sizes[0]) + (f" to {size_of(sizes[-1])}" if len(sizes) > 1 else "")
        verb = "keeps" if len(still) == 1 else "keep"
        told.append(f"{all_of(map(the, still))} {verb} {held} between two notes, however long"
                    " the piece")  # fmt: skip
    told += [
        f"{the(o)} {size_of(o.costs[-1].state_bytes)} after {o.costs[-1].notes:,} notes"
        for o in growing
    ]
    return sentence("; ".join(told)) + "." if told else ""


def _held(outcome: Outcome) -> float:
    return outcome.costs[-1].state_bytes / max(outcome.costs[0].state_bytes, 1)


def _in_time(outcomes: Sequence[Outcome]) -> str:
    """Whether it can be played live."""
    dear = max(outcomes, key=lambda o: _dearest(o).milliseconds)
    dearest = _dearest(dear)
    fits = _SIXTEENTH_MS / dearest.milliseconds
    if fits >= 2:
        return (
            f"A sixteenth at 120 lasts {_SIXTEENTH_MS:.0f} ms: even the slowest step here"
            f" ({milliseconds(dearest.milliseconds)}, {the(dear)}) fits into it {times(fits)}, on"
            " one thread of this machine."
        )
    return (
        f"A sixteenth at 120 lasts {_SIXTEENTH_MS:.0f} ms: {the(dear)} needs"
        f" {milliseconds(dearest.milliseconds)} after {dearest.notes:,} notes, too long to play"
        " along on one thread of this machine."
    )


def _dearest(outcome: Outcome) -> StepCost:
    return max(outcome.costs, key=lambda c: c.milliseconds)


def advice(comparison: Comparison) -> str:
    """Which to take where it must be light, streaming and in time; "" where nothing can be said."""
    outcomes = [o for o in measured(comparison) if not o.contender.has_memory]
    recurrent = [o for o in outcomes if o.contender.core != _TRANSFORMER]
    if not recurrent or len(outcomes) < 2:
        return ""
    best = min(outcomes, key=lambda o: o.best.nats)
    if best.best.nats > comparison.music.markov_nats - LEVEL:  # nobody has learned anything yet
        return ""
    close = [o for o in recurrent if o.best.nats <= best.best.nats + _CLOSE]
    if not close:
        light = min(recurrent, key=lambda o: o.best.nats)
        return (
            f"The transformer leads the recurrent networks by"
            f" {score(light.best.nats - best.best.nats)} nats here; the best of those,"
            f" {the(light)}, still answers in {_ratio(best, light)} its time after"
            f" {light.costs[-1].notes:,} notes."
        )
    light = min(close, key=lambda o: o.costs[-1].milliseconds)
    text = (
        f"Where it must be light, flow note by note and never wait, take {the(light)}: it is"
        f" {_distance(light, best)}, a note costs {milliseconds(light.costs[-1].milliseconds)}"
    )
    text += (
        f" and its state {size_of(light.costs[-1].state_bytes)}, at any length of piece"
        if (growth(light) < FLAT and _held(light) < FLAT)
        else f" after {light.costs[-1].notes:,} notes"
    )
    other = next((o for o in outcomes if o.contender.core == _TRANSFORMER), None)
    if other:
        text += f" ({_ratio(other, light)} the transformer's time after {light.costs[-1].notes:,})"
    return text + "."


def _distance(light: Outcome, best: Outcome) -> str:
    behind = light.best.nats - best.best.nats
    return "the best here" if light is best else f"within {max(behind, 0.01):.2f} nats of the best"


def _ratio(dear: Outcome, light: Outcome) -> str:
    ratio = light.costs[-1].milliseconds / max(dear.costs[-1].milliseconds, 1e-9)
    return f"{100 * ratio:.0f} % of"
