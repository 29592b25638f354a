"""The curves of a comparison that still runs, as a plot."""

from __future__ import annotations

from gui.learning.compare_state import CompareState, Network
from melodyrnn.comparison.figures import line
from melodyrnn.comparison.plots import Axis, Plot, Rule, Series
from melodyrnn.comparison.results import Outcome

TITLE = "Score on pieces they have not learned from"
DEAREST = 1.6
"""Checks at more than so many times the worst best score are not drawn: the end is what counts."""
HEIGHT = 285


def live_plot(state: CompareState) -> Plot | None:
    """Held-out scores so far; None before the first check."""
    known = [network for network in state.networks if network.curve]
    if not known:
        return None
    markov = (state.markov,) if state.markov else ()
    ceiling = DEAREST * max(*(network.best for network in known), 0.0, *markov)
    return Plot(
        TITLE,
        Axis("time learning", "seconds", from_zero=True),
        Axis("nats a note (lower is better)"),
        tuple(_series(network, ceiling) for network in known),
        tuple(Rule("Markov chain", nats) for nats in markov),
        height=HEIGHT,
    )


def _series(network: Network, ceiling: float) -> Series:
    outcome = Outcome(
        network.contender, network.parameters, network.curve[-1].seconds, 0, 0.0, network.curve
    )
    return line(outcome, [(c.seconds, c.nats) for c in network.curve if c.nats <= ceiling])
