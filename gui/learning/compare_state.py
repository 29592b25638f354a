"""A comparison as it stands: what each network is at, how well it does, and how long it takes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gui.learning.compare_wish import EXTRA_S
from melodyrnn.comparison.events import CoreBegun, CoreDone, Event, Measuring, Planned, Reported
from melodyrnn.comparison.results import Check, Contender
from melodyrnn.comparison.words import title
from melodyrnn.course.events import CorpusRead, Learning
from melodyrnn.course.words import chance, elapsed, remaining

Phase: TypeAlias = Literal["waiting", "learning", "measuring", "done"]

MEASURES = {
    "reach": "measuring how far back it reaches",
    "context": "measuring how much past it uses",
    "cost": "measuring what a note costs",
}
_SURE = (0.85, 1.2)
"""Low and high end of the time left, of what is reckoned."""


@dataclass(frozen=True, slots=True)
class Network:
    """One network. share: of its time of learning. curve: its held-out scores so far.

    begun_s, took_s: by the clock of the comparison. left_s: of learning alone.
    """

    name: str
    phase: Phase = "waiting"
    share: float = 0.0
    measure: str = ""
    parameters: int = 0
    curve: tuple[Check, ...] = ()
    begun_s: float = 0.0
    took_s: float = 0.0
    left_s: float = 0.0

    @property
    def contender(self) -> Contender:
        """What kind it is."""
        return contender(self.name)

    @property
    def best(self) -> float:
        """Nats a note on held-out pieces, of the best check; NaN before the first."""
        return min((check.nats for check in self.curve), default=math.nan)


@dataclass(frozen=True, slots=True)
class CompareState:
    """A whole comparison. markov: nats a note, 0 while it is not known. minutes: for each."""

    music: str = ""
    minutes: float = 0.0
    networks: tuple[Network, ...] = ()
    lines: int = 0
    notes: int = 0
    markov: float = 0.0
    is_stopping: bool = False
    is_reported: bool = False

    @property
    def is_learning(self) -> bool:
        """Whether the music has been read."""
        return bool(self.networks)

    @property
    def done(self) -> int:
        """So many networks are through."""
        return sum(network.phase == "done" for network in self.networks)

    @property
    def at_work(self) -> Network | None:
        """The network that learns or is measured."""
        return next((n for n in self.networks if n.phase in ("learning", "measuring")), None)


def contender(name: str) -> Contender:
    """Of its name in an event, such as "lstm + memory"."""
    core, _, memory = name.partition(" + ")
    return Contender(core, bool(memory))


def with_event(state: CompareState, event: Event, now_s: float) -> CompareState:
    """After an event. now_s: seconds since it was started."""
    if isinstance(event, Planned):
        networks = tuple(Network(name) for name in event.names)
        return replace(state, networks=networks, minutes=event.minutes)
    if isinstance(event, CorpusRead):
        return replace(
            state, lines=event.lines, notes=event.notes, markov=event.markov_nats_per_note
        )
    if isinstance(event, Reported):
        return replace(state, is_reported=True)
    networks = tuple(_after(network, event, now_s) for network in state.networks)
    return replace(state, networks=networks)


def seconds_left(state: CompareState, now_s: float) -> float:
    """Until all are through, as far as can be reckoned; NaN while nothing is known."""
    if not state.networks:
        return math.nan
    learning = 60 * state.minutes
    over = [n.took_s - learning for n in state.networks if n.phase == "done"]
    extra = max(sum(over) / len(over), 1.0) if over else EXTRA_S
    left = 0.0
    for network in state.networks:
        if network.phase == "waiting":
            left += learning + extra
        elif network.phase == "learning":
            left += network.left_s + extra
        elif network.phase == "measuring" and not network.curve:  # before it learns
            left += learning + extra
        elif network.phase == "measuring":
            spent = now_s - network.begun_s - learning
            left += max(extra - max(spent, 0.0), 1.0)
    return left


def time_words(state: CompareState, now_s: float) -> str:
    """How long it has been going, and how long it will."""
    left = seconds_left(state, now_s)
    low, high = (end * left for end in _SURE)
    words = "" if state.is_stopping else remaining(low, high)
    return " · ".join(filter(None, (elapsed(now_s), words)))


def share_of(state: CompareState) -> float:
    """Of the whole, 0-1."""
    if not state.networks:
        return 0.0
    parts = {"waiting": 0.0, "done": 1.0}
    done = sum(parts.get(n.phase, 0.95 * n.share) for n in state.networks)
    return done / len(state.networks)


def head_words(state: CompareState) -> str:
    """What is done now."""
    if state.is_stopping:
        done = state.done
        if not done:
            return "Stopping; no network is through yet."
        return f"Stopping; the report tells of {done} of {len(state.networks)} networks."
    if not state.networks:
        return "Reading your music…"
    learned = f"{state.lines:,} lines with {state.notes:,} notes to learn from"
    return f"{state.done} of {len(state.networks)} networks are through · {learned}"


def network_words(network: Network, *, is_stopping: bool = False) -> str:
    """What a network is at."""
    if network.phase == "waiting":
        return "is left out" if is_stopping else "waits its turn"
    if network.phase == "done":
        return f"is through · {network.parameters / 1e6:.1f} million parameters"
    if network.phase == "learning":
        return f"learns · {network.share:.0%}"
    if not network.curve:
        return "gets ready"
    return MEASURES.get(network.measure, "is measured")


def score_words(network: Network) -> tuple[str, str]:
    """How well it does: a chance, and what that is in nats; empty before the first check."""
    best = network.best
    return (chance(best), f"{best:.2f} nats a note") if math.isfinite(best) else ("", "")


def said(network: Network) -> str:
    """A network's row in a sentence."""
    score, _ = score_words(network)
    finds = f", finds the right next note with a chance of {score}" if score else ""
    return f"{title(network.contender)}: {network_words(network)}{finds}"


def _after(network: Network, event: Event, now_s: float) -> Network:
    if isinstance(event, CoreBegun):
        if network.name != event.name:
            return network
        return replace(network, phase="measuring", begun_s=now_s, parameters=event.parameters)
    if isinstance(event, Learning):
        return _learned(network, event) if network.phase in ("learning", "measuring") else network
    if isinstance(event, Measuring | CoreDone) and network.name == event.name:
        if isinstance(event, CoreDone):
            took = now_s - network.begun_s
            return replace(network, phase="done", share=1.0, took_s=took)
        return replace(network, phase="measuring", measure=event.what)
    return network


def _learned(network: Network, news: Learning) -> Network:
    score = news.held_out.get("without_velocity", math.nan)
    curve = network.curve
    if math.isfinite(score):
        curve = (*curve, Check(news.seconds, news.notes_seen, score))
    left = news.remaining_s[-1] if news.remaining_s else 0.0
    return replace(network, phase="learning", share=news.share, curve=curve, left_s=left)
