"""What the page of a running training shows: one value, grown event by event."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from gui.learning.wish import OPEN_END_MINUTES
from melodyrnn.course.events import (
    Command,
    CorpusRead,
    Ended,
    Ending,
    Event,
    Learning,
    Paused,
    Resumed,
    Sampled,
    Saved,
    Scanning,
)
from melodyrnn.course.history import History

Phase: TypeAlias = Literal[
    "idle", "starting", "scanning", "preparing", "learning", "paused", "over", "failed"
]
"""starting: nothing is heard yet. preparing: the music is read, learning has not begun."""

RUNNING: tuple[Phase, ...] = ("starting", "scanning", "preparing", "learning", "paused")


@dataclass(frozen=True, slots=True)
class RunState:
    """A training as it is now.

    wish: what it was asked and has not done yet. joints: seconds at which it was taken up
    again. how: why it ended. failure: the sentence of what went wrong.
    """

    title: str = ""
    phase: Phase = "idle"
    history: History = field(default_factory=History)
    wish: Command | None = None
    scanned: Scanning | None = None
    corpus: CorpusRead | None = None
    news: Learning | None = None
    saved: Saved | None = None
    how: Ending | None = None
    is_resumable: bool = False
    failure: str = ""
    joints: tuple[float, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether its process is at work, or waits."""
        return self.phase in RUNNING

    @property
    def is_kept(self) -> bool:
        """Whether there is a model that can be used."""
        return self.saved is not None and not self.is_running

    @property
    def is_suspended(self) -> bool:
        """Whether it ended in order to be taken up again."""
        return self.phase == "over" and self.how == "suspended"

    @property
    def can_resume(self) -> bool:
        """Whether it is over, or broke off, and what it had saved can be taken up again."""
        has_saved = self.phase == "failed" and bool(self.history.points)
        return has_saved or (self.is_suspended and self.is_resumable)

    @property
    def base(self) -> float:
        """Held-out nats a note of the model it began from; 0 where there is none."""
        return self.corpus.base_nats_per_note if self.corpus else 0.0

    @property
    def markov(self) -> float:
        """Held-out nats a note of the Markov chain; 0 while unknown."""
        if self.corpus and self.corpus.markov_nats_per_note:
            return self.corpus.markov_nats_per_note
        return self.saved.markov_nats_per_note if self.saved else 0.0

    @property
    def share(self) -> float:
        """Of the budget that is used up, 0-1."""
        points = self.history.points
        return self.news.share if self.news else points[-1].share if points else 0.0

    @property
    def whole_s(self) -> float:
        """So long the whole budget takes, as far as can be said; 0 where it cannot."""
        return self.history.seconds / self.share if self.share > 0.005 else 0.0

    @property
    def is_open_ended(self) -> bool:
        """Whether it goes on until it stops improving."""
        return self.whole_s > 0.9 * 60 * OPEN_END_MINUTES


def begun(title: str, history: History) -> RunState:
    """A training that has just been started, or taken up again with its history."""
    joints = (history.seconds,) if history.points else ()
    return RunState(title, "starting", history, joints=joints)


def with_event(state: RunState, event: Event) -> RunState:
    """The state after an event."""
    match event:
        case Scanning():
            return replace(state, phase="scanning", scanned=event)
        case CorpusRead():
            return replace(state, phase="preparing", corpus=event)
        case Learning():
            phase = state.phase if state.phase == "paused" else "learning"
            return replace(state, phase=phase, news=event, history=state.history.with_news(event))
        case Sampled():
            return replace(state, history=state.history.with_sample(event))
        case Paused():
            return replace(state, phase="paused", wish=_unless(state, "pause"))
        case Resumed():
            return replace(state, phase="learning", wish=_unless(state, "resume"))
        case Saved():
            return replace(state, saved=event)
        case Ended():
            return replace(
                state, phase="over", how=event.how, is_resumable=event.is_resumable, wish=None
            )


def failed(state: RunState, sentence: str) -> RunState:
    """The state after it broke off."""
    return replace(state, phase="failed", failure=sentence, wish=None)


def _unless(state: RunState, done: Command) -> Command | None:
    return None if state.wish == done else state.wish
