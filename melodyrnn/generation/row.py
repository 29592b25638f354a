"""One take while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from melodyrnn.generation.line import Line


@dataclass(slots=True)
class Row:
    """One take, or one try at its ending. Times in steps.

    stream: its own chance. onset: of the note read last. release: the latest so far.
    history: (pitch, duration) of the notes before, for the guard. events: the take's own
    notes. nats: what they cost so far. line: of a take under a limit to copying.
    """

    stream: np.random.Generator
    onset: int
    release: int
    history: list[tuple[int, int]]
    events: list[tuple[int, int, int, int]] = field(default_factory=list)
    nats: float = 0.0
    line: Line | None = None

    def add(self, event: tuple[int, int, int, int], nats: float) -> None:
        """One note more."""
        shift, pitch, duration, _ = event
        self.onset += shift
        self.release = max(self.release, self.onset + duration)
        self.history.append((pitch, duration))
        self.events.append(event)
        self.nats += nats
        if self.line is not None:
            self.line.add(self.onset, pitch, duration)

    def branched(self, stream: np.random.Generator) -> Row:
        """The same notes, to go on by another chance."""
        return replace(
            self,
            stream=stream,
            history=[*self.history],
            events=[*self.events],
            line=self.line and self.line.branched(),
        )
