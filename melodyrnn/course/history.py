"""History: how a training went, point by point, as it is shown, judged and taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from melodyrnn.course.events import Learning, Sampled

MOST_POINTS = 600
"""Points of the learning curve that are kept; when there are more, every second one goes."""


@dataclass(frozen=True, slots=True)
class Point:
    """The learning curve at one moment; nats a note, without velocity."""

    seconds: float
    share: float
    epoch: float
    nats_per_note: float


@dataclass(frozen=True, slots=True)
class Check:
    """The held-out score at one moment: nats a note by field and "without_velocity"."""

    number: int
    seconds: float
    share: float
    epoch: float
    held_out: Mapping[str, float]
    learning: float
    """The learning curve at that moment."""
    best: bool

    @property
    def score(self) -> float:
        """Nats a note without velocity."""
        return self.held_out.get("without_velocity", 0.0)


@dataclass(frozen=True, slots=True)
class History:
    """All of it; grows by `with_news` and `with_sample`, which return a new one."""

    points: tuple[Point, ...] = ()
    checks: tuple[Check, ...] = ()
    samples: tuple[Sampled, ...] = field(default=())

    def with_news(self, news: Learning) -> History:
        """With one piece of news more."""
        point = Point(news.seconds, news.share, news.epoch, news.nats_per_note)
        points = (*self.points, point)
        if len(points) > MOST_POINTS:
            points = points[::2] + points[-1:] * (len(points) % 2 == 0)
        if not news.held_out:
            return replace(self, points=points)
        check = Check(
            news.check, news.seconds, news.share, news.epoch, news.held_out, news.nats_per_note,
            news.best,
        )  # fmt: skip
        return replace(self, points=points, checks=(*self.checks, check))

    def with_sample(self, sample: Sampled) -> History:
        """With one sample more."""
        return replace(self, samples=(*self.samples, sample))

    @property
    def best(self) -> Check | None:
        """The best check so far."""
        return next((check for check in reversed(self.checks) if check.best), None)

    @property
    def seconds(self) -> float:
        """Spent learning so far."""
        return self.points[-1].seconds if self.points else 0.0

    def to_json(self) -> dict[str, Any]:
        """As plain lists, numbers and texts."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> History:
        """From what `to_json` gave.

        Raises:
            KeyError, TypeError: the data does not have that form.
        """
        samples = (
            replace(Sampled(**s), notes=tuple(tuple(n) for n in s["notes"]))
            for s in data["samples"]
        )
        return cls(
            tuple(Point(**p) for p in data["points"]),
            tuple(Check(**c) for c in data["checks"]),
            tuple(samples),
        )
