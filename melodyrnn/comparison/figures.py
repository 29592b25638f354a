"""The figures of a report: what is drawn, what is seen on it here, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from melodyrnn.comparison import telling_cost, telling_reach, telling_scores
from melodyrnn.comparison.plots import Axis, Plot, Rule, Series
from melodyrnn.comparison.results import Check, Comparison, Outcome
from melodyrnn.comparison.words import title

CORE_COLOURS = ("rnn", "gru", "lstm", "transformer")
"""Keys of `Look.lines`: a core has its colour in every figure, with memory or without."""

_FAINTEST = 1e-6
"""Below this share a gradient is not drawn."""

_DEAREST = 1.5
"""Checks at more than so many times the worst best score are not drawn: the end is what counts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. seen: on this music. means: in general. name: for links, no spaces."""

    name: str
    heading: str
    plots: tuple[Plot, ...]
    seen: str
    means: str


def figures(comparison: Comparison) -> tuple[Figure, ...]:
    """All that can be drawn of what is done."""
    if not comparison.outcomes:
        return ()
    made = [_learning(comparison), _size(comparison)]
    if telling_cost.measured(comparison):
        made.append(_cost(comparison))
    if telling_reach.measured(comparison):
        made.append(_reach(comparison))
    if any(o.contexts for o in comparison.outcomes):
        made.append(_context(comparison))
    return tuple(made)


def line(outcome: Outcome, points: Sequence[tuple[float, float]]) -> Series:
    """A line of a contender, in its colour; dashed with memory."""
    core = outcome.contender.core
    return Series(
        name=title(outcome.contender),
        colour=core if core in CORE_COLOURS else CORE_COLOURS[0],
        points=tuple(points),
        is_dashed=outcome.contender.has_memory,
        shape=4 if outcome.contender.has_memory else _shape(core),
    )


def _shape(core: str) -> int:
    return CORE_COLOURS.index(core) if core in CORE_COLOURS else 0


def _learning(comparison: Comparison) -> Figure:
    score = Axis("nats a note on pieces it has not learned from (lower is better)")
    rule = (Rule("Markov chain", comparison.music.markov_nats),)
    plots = tuple(
        Plot(name, x, score, _curves(comparison, along), rule)
        for name, x, along in (
            ("Held-out score over time", Axis("time learning (min:s)", "seconds", from_zero=True),
             lambda check: check.seconds),
            ("Held-out score over notes", Axis("notes learned from", "count", from_zero=True),
             lambda check: float(check.notes)),
        )
    )  # fmt: skip
    means = (
        "The score is what a network pays for music it has never seen: minus the logarithm of"
        " the chance it gave to each note that came. In the first picture all have the same"
        " time, in the second the same music. The learning rate falls over each network's own"
        " time, so at the same number of notes a fast one is at an earlier part of its course."
    )
    seen = " ".join(
        filter(None, (telling_scores.learning(comparison), telling_scores.by_notes(comparison)))
    )
    return Figure("learning", "How fast they learn", plots, seen, means)


def _curves(comparison: Comparison, along: Callable[[Check], float]) -> tuple[Series, ...]:
    levels = [o.best.nats for o in comparison.outcomes] + [comparison.music.markov_nats]
    ceiling = _DEAREST * max(levels)
    return tuple(
        line(o, [(along(c), c.nats) for c in o.curve if c.nats <= ceiling])
        for o in comparison.outcomes
    )


def _size(comparison: Comparison) -> Figure:
    plot = Plot(
        "Best held-out score over parameters",
        Axis("parameters", "count", is_log=True),
        Axis("best score, nats a note"),
        tuple(
            Series(s.name, s.colour, s.points, has_line=False, shape=s.shape)
            for s in (line(o, [(o.parameters, o.best.nats)]) for o in comparison.outcomes)
        ),
        (Rule("Markov chain", comparison.music.markov_nats),),
        height=340,
    )
    means = (
        "The recurrent cores have layers of the same width, and the gates of an LSTM need four"
        " times the weights of a plain layer, those of a GRU three times; the transformer is given"
        " about as many weights as the LSTM. Tables for reading and writing notes are in all of"
        " them and make up much of the number."
    )
    seen = telling_scores.by_size(comparison)
    return Figure("size", "What size buys", (plot,), seen, means)


def _cost(comparison: Comparison) -> Figure:
    outcomes = telling_cost.measured(comparison)
    lengths = [c.notes for c in outcomes[0].costs]
    ticks = tuple(float(n) for n in (10, 100, 1000, 4000) if lengths[0] <= n <= lengths[-1])
    x = Axis("notes in the piece so far", "count", is_log=True, ticks=ticks)
    time = Plot(
        "Time of one more note",
        x,
        Axis("time of one more note", "milliseconds", is_log=True),
        tuple(line(o, [(c.notes, c.milliseconds) for c in o.costs]) for o in outcomes),
    )
    held = Plot(
        "Memory between two notes",
        x,
        Axis("kept in memory between two notes", "bytes", is_log=True),
        tuple(line(o, [(c.notes, float(c.state_bytes)) for c in o.costs]) for o in outcomes),
    )
    means = (
        "A recurrent network folds all it has read into a state of fixed size, so each note is"
        " the same small work. A transformer keeps something of every note and goes through all"
        " of it each time; a limit on how far it looks would cap the price, and what it knows. The"
        " in-piece memory grows too, but is looked through once a note and not once a layer."
    )
    seen = telling_cost.cost(comparison)
    return Figure("cost", "What one more note costs", (time, held), seen, means)


def _reach(comparison: Comparison) -> Figure:
    outcomes = telling_reach.measured(comparison)
    axis = Axis("share of the signal that arrives", "share", is_log=True)
    x = Axis("notes back", "count", from_zero=True)
    plots = tuple(
        Plot(name, x, Axis(f"{axis.title}, {when}", axis.unit, is_log=True), lines, floor=_FAINTEST)
        for name, when, lines in (
            ("Gradient before training", "before training",
             tuple(_fading(o, o.reach.before) for o in outcomes)),
            ("Gradient after training", "after training",
             tuple(_fading(o, o.reach.after) for o in outcomes)),
        )
    )  # fmt: skip
    return Figure(
        "reach",
        "How far back the learning signal reaches",
        plots,
        telling_reach.reach(comparison),
        telling_reach.reach_means(comparison),
    )


def _fading(outcome: Outcome, norms: Sequence[float]) -> Series:
    """Up to where it has fallen below what is drawn."""
    shares = telling_reach.shares(norms)
    last = max((k for k, s in enumerate(shares) if s >= _FAINTEST), default=0)
    drawn = [(float(k), max(s, _FAINTEST)) for k, s in enumerate(shares[: last + 2])]
    plain = line(outcome, drawn)
    return Series(plain.name, plain.colour, plain.points, plain.is_dashed, has_marks=False)


def _context(comparison: Comparison) -> Figure:
    outcomes = [o for o in comparison.outcomes if o.contexts]
    lengths = tuple(float(c.notes) for c in outcomes[0].contexts)
    plot = Plot(
        "Score with the past cut off",
        Axis("notes it is told", "count", is_log=True, ticks=lengths),
        Axis("nats a note, told only the last notes"),
        tuple(line(o, [(c.notes, c.nats) for c in o.contexts]) for o in outcomes),
    )
    return Figure(
        "context",
        "How much of the past they use",
        (plot,),
        telling_reach.context(comparison),
        telling_reach.context_means(comparison),
    )
