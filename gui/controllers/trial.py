"""Trials: hearing music that is not in the window, such as a file to choose or a sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from gui.controllers.playing import FRAME_MS, Playing
from gui.jobs import Job, Jobs
from gui.requests import ReadRequest
from melodyrnn.course.events import Sampled
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap

MELODY = -1
"""The part of a file that is its melody."""


class Trial(QObject):
    """Plays one thing at a time through the window's player.

    moved: the tick that is heard. ended: it is over, was stopped, or gave way to the project.
    failed: why a file cannot be heard.
    """

    moved = Signal(float)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, jobs: Jobs, playing: Playing) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._playing = playing
        self._reading: Job | None = None
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self._on_tick)
        playing.trial_left.connect(self._on_left)

    def hear_file(self, path: Path, part: int = MELODY) -> None:
        """One part of a MIDI file, as soon as it is read."""
        self._stop_reading()
        # The lane of the network: the other one may still be reading a whole folder.
        job = self._jobs.start(f"Opening {path.name}", "gui.tasks:read_piece", ReadRequest(path))
        self._reading = job
        job.item_ready.connect(lambda read: self._on_read(read, part))
        job.failed.connect(self.failed)

    def hear_sample(self, sample: Sampled) -> None:
        """What a network continued while it learned."""
        self._stop_reading()
        piece = sample_piece(sample)
        self._begin(piece, 0)

    def hear_piece(self, piece: Piece) -> None:
        """The first part of a piece that lies in no file."""
        self._stop_reading()
        self._begin(piece, 0)

    def stop(self) -> None:
        """Silence; the player has the project again."""
        self._stop_reading()
        self._playing.end_trial()

    def _on_read(self, read: Any, part: int) -> None:
        piece, melody = read
        self._begin(piece, melody if part == MELODY else part)

    def _begin(self, piece: Piece, part: int) -> None:
        self._playing.try_part(piece, part)
        self._clock.start()

    def _on_tick(self) -> None:
        if self._playing.is_playing:
            self.moved.emit(self._playing.position())
        else:
            self._playing.end_trial()

    def _on_left(self) -> None:
        self._clock.stop()
        self.ended.emit()

    def _stop_reading(self) -> None:
        """What was to be heard is not wanted any more."""
        if self._reading is not None and self._reading.is_running:
            self._reading.cancel()
        self._reading = None


def sample_piece(sample: Sampled) -> Piece:
    """The notes of a sample in their meter and tempo."""
    notes = NoteSequence(
        Note(onset, pitch, duration, v) for onset, duration, pitch, v in sample.notes
    )
    part = Part(notes, name="Sample")
    meters = MeterMap([MeterChange(0, Meter.parse(sample.meter))])
    return Piece((part,), tempos=TempoMap.from_bpm(sample.tempo), meters=meters)
