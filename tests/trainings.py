"""Tiny trainings, from a folder of tunes to their events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from melodyrnn.collection.scan import ScanSettings
from melodyrnn.collection.survey import survey
from melodyrnn.course.events import Event, Learning
from melodyrnn.course.run_file import run_path
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from melodyrnn.training.control import Control, Wish
from melodyrnn.training.preparing import Prepared, prepare
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.run_file import load_run
from melodyrnn.training.session import TrainSession
from melodyrnn.training.settings import TrainSettings
from tests.networks import CPU

E = TypeVar("E")

QUICK = TrainSettings(epochs=6, learning_rate=0.01, batch_notes=60, average=0.9)


def tune(seed: int) -> NoteSequence:
    """Notes of a key, in quavers, by chance."""
    pitch = np.random.default_rng(seed).choice([60, 62, 64, 65, 67, 69, 71, 72], 24)
    return NoteSequence(Note(i * 240, int(p), 240) for i, p in enumerate(pitch))


def write_tunes(folder: Path, numbers: range) -> Path:
    """Writes tunes, each into a file of its own."""
    folder.mkdir(exist_ok=True)
    for i in numbers:
        write_midi(simple_piece(tune(i)), folder / f"{i}.mid")
    return folder


def request(folder: Path, **wish: Any) -> TrainRequest:
    """A request for a short training of a small network on a folder."""
    values: dict[str, Any] = {
        "folders": (folder,),
        "out": folder.parent / "models" / "mine.safetensors",
        "name": "mine",
        "settings": replace(QUICK, epochs=2),
        "size": "small",
        "threads": 1,
        "held_out": 0.2,
    }
    return TrainRequest(**{**values, **wish})


def prepared(wish: TrainRequest, *, resume: bool = False) -> Prepared:
    """What the request begins with, or goes on with."""
    saved = load_run(run_path(wish.out)) if resume else None
    wish = saved.request if saved else wish
    preparing = prepare(
        wish, look=lambda files: survey(files, ScanSettings()), device=CPU, saved=saved
    )
    while True:
        try:
            next(preparing)
        except StopIteration as done:
            result: Prepared = done.value
            return result


def session_of(wish: TrainRequest, *, resume: bool = False, **others: Any) -> TrainSession:
    """The training of a request, or the rest of it."""
    wish.out.parent.mkdir(exist_ok=True)
    return TrainSession(prepared(wish, resume=resume), **others)


def trained(wish: TrainRequest, **others: Any) -> list[Event]:
    """All that it tells."""
    return list(session_of(wish, **others).run())


def the(kind: type[E], events: list[Event]) -> E:
    """The only event of that kind."""
    (found,) = [e for e in events if isinstance(e, kind)]
    return found


def checks(events: list[Event]) -> list[Learning]:
    """News with a held-out score."""
    return [e for e in events if isinstance(e, Learning) and e.held_out]


class AfterSteps(Control):
    """Wishes for something when it was asked so often what is wished for."""

    def __init__(self, *wishes: tuple[int, Wish]) -> None:
        super().__init__()
        self._plan, self._asked_for = list(wishes), 0

    @property
    def wish(self) -> Wish:
        """What is wished for now."""
        self._asked_for += 1
        if self._plan and self._asked_for >= self._plan[0][0]:
            self.ask(self._plan.pop(0)[1])
        return super().wish

    def wait(self, most_s: float) -> None:
        """Does not wait."""
