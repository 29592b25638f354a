"""Stand-ins for what takes time: a player moved by hand, and jobs that the test ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from PySide6.QtCore import QObject

from gui.jobs import Job, Jobs, Lane
from melodyrnn.export.voice import SoundBank
from melodyrnn.playback.player import Player
from melodyrnn.playback.score import Score


class FakePlayer:
    """Remembers what it was asked for; the test moves `tick`, or ends the music."""

    def __init__(self) -> None:
        self.score: Score | None = None
        self.loop: tuple[int, int] | None = None
        self.tick = 0.0
        self.is_playing = False
        self.message = ""
        self.did: list[tuple[Any, ...]] = []
        self.keys: list[tuple[Any, ...]] = []
        self._count_in = 0

    @property
    def typed(self) -> Player:
        return cast(Player, self)

    def pitches(self, part: int = 0) -> list[int]:
        """What is loaded to be heard."""
        assert self.score is not None
        return [int(p) for p in self.score.piece.parts[part].notes.pitch]

    def load(self, score: Score) -> None:
        self.score = score

    def play(self, start_tick: float) -> None:
        self.did.append(("play", start_tick, self._count_in))
        self.is_playing, self.tick = True, start_tick

    def pause(self) -> None:
        self.is_playing = False

    def seek(self, tick: float) -> None:
        self.did.append(("seek", tick))
        self.tick = tick

    def set_loop(self, start: int | None, end: int | None = None) -> None:
        self.loop = None if start is None or end is None else (start, end)

    def position(self) -> float:
        return self.tick

    def count_in(self, bars: int) -> None:
        self._count_in = bars

    def set_metronome(self, is_on: bool, level: float = 1.0) -> None:
        self.did.append(("metronome", is_on, level))

    def note_on(self, program: int, pitch: int, velocity: int, is_drum: bool = False) -> None:
        self.keys.append(("on", program, pitch, velocity, is_drum))

    def note_off(self, program: int, pitch: int, is_drum: bool = False) -> None:
        self.keys.append(("off", program, pitch, is_drum))

    def panic(self) -> None:
        self.did.append(("panic",))

    def set_master(self, volume: float) -> None:
        self.did.append(("master", volume))

    def outputs(self) -> list[str]:
        return ["Loudspeaker"]

    def use_output(self, name: str | None) -> None:
        self.did.append(("output", name))

    def use_bank(self, bank: SoundBank) -> None:
        self.did.append(("bank", bank))

    def midi_ports(self) -> list[str]:
        return []

    def use_midi_port(self, name: str | None) -> None:
        self.did.append(("midi", name))

    def close(self) -> None:
        self.did.append(("close",))


@dataclass(eq=False)
class Started:
    """A job as it was asked for; the test gives its answers and its end."""

    job: Job
    task: str
    request: Any
    lane: Lane
    items: list[object] = field(default_factory=list)

    def give(self, *items: object) -> None:
        """Answers, unless nobody wants them any more."""
        for item in items:
            if self.job.is_running and not self.job.was_cancelled:
                self.job.item_ready.emit(item)

    def finish(self) -> None:
        self.job.end("done")

    def fail(self, words: str) -> None:
        self.job.end("failed", words)


class _HandLane(QObject):
    """Jobs that are cancelled end at once; or, while `is_slow`, when the test ends them."""

    is_slow = False

    def cancel(self, job: Job) -> None:
        if not self.is_slow:
            job.end("cancelled")


class FakeJobs(Jobs):
    """Starts nothing; `started` has what was asked for, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[Started] = []
        self.hand = _HandLane(self)

    def start(
        self,
        title: str,
        task: str,
        request: object,
        lane: Lane = "music",
        *,
        is_of_user: bool = False,
    ) -> Job:
        job = Job(len(self.started), title, cast(Any, self.hand), is_of_user=is_of_user)
        job.ended.connect(self.changed)
        self.started.append(Started(job, task, request, lane))
        self.changed.emit()
        return job

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(s.job for s in self.started if s.job.is_running)

    @property
    def last(self) -> Started:
        return self.started[-1]
