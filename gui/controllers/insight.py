"""Looking into the network: its likely next notes, and what it finds surprising."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document.document import Change, Document
from gui.document.selection import Selection
from gui.jobs import Job, Jobs
from gui.piano_roll.scene import Hint, Scene
from gui.requests import HintsRequest, SurpriseRequest
from melodyrnn.music.editing import add
from melodyrnn.music.notes import Note

PAUSE_MS = 150
"""The network is asked again so long after the last edit."""


class Insight(QObject):
    """Keeps hints and surprise in the scene up to date while they are asked for.

    noted: a sentence for the status bar. note_written: pitch and velocity of a hint taken.
    """

    noted = Signal(str)
    note_written = Signal(int, int)

    def __init__(self, document: Document, selection: Selection, scene: Scene, jobs: Jobs) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._scene = scene
        self._jobs = jobs
        self._running: dict[str, Job] = {}
        self._shows_hints = self._shows_surprise = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        document.changed.connect(self._on_changed)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions that ask for insight do."""
        return {"show_hints": self.show_hints, "show_surprise": self.show_surprise}

    def show_hints(self, on: bool) -> None:
        """Likely next notes as ghosts behind the melody."""
        self._shows_hints = on
        self._scene.set_overlay(hints=())
        self._stop()
        self._ask()

    def show_surprise(self, on: bool) -> None:
        """Notes coloured by how unlikely the network finds them."""
        self._shows_surprise = on
        self._scene.set_overlay(surprise=None)
        self._stop()
        self._ask()

    def take_hint(self, hint: Hint) -> None:
        """Writes a hint into the melody, as an ordinary note."""
        notes = self._document.notes
        velocity = int(notes.velocity[-1]) if len(notes) else 80
        note = Note(hint.onset, hint.pitch, hint.duration, velocity)
        self._document.edit_notes("Write Likely Note", add(notes, note).notes)
        self._selection.set_cursor(note.end)
        self.note_written.emit(note.pitch, velocity)

    def _on_changed(self, change: Change) -> None:
        if not change.fields & {"piece", "melody", "key", "settings"}:
            return
        if self._shows_hints or self._shows_surprise:
            # Old colours would sit on the wrong notes.
            if change.fields & {"piece", "melody"}:
                self._scene.set_overlay(surprise=None, hints=())
                self._stop()
            self._pause.start()

    def _stop(self) -> None:
        """What is being found out is of notes that are no more."""
        for job in tuple(self._running.values()):
            job.cancel()

    def _ask(self) -> None:
        project = self._document.project
        if self._shows_hints:
            hints = HintsRequest(
                project.piece, project.melody, project.notes.end, project.settings, project.key
            )
            self._start("Looking ahead", "gui.tasks:likely_next", hints, self._show_hints)
        if self._shows_surprise and len(project.notes):
            surprise = SurpriseRequest(
                project.piece, project.melody, project.settings.model, project.key
            )
            self._start("Reading the melody", "gui.tasks:surprise_of", surprise, self._show_nats)

    def _start(
        self, title: str, task: str, request: object, show: Callable[[object], None]
    ) -> None:
        if before := self._running.pop(task, None):
            before.cancel()
        job = self._jobs.start(title, task, request)
        job.item_ready.connect(show)
        job.failed.connect(self.noted)
        job.ended.connect(lambda: self._forget(task, job))
        self._running[task] = job

    def _forget(self, task: str, job: Job) -> None:
        if self._running.get(task) is job:
            del self._running[task]

    def _show_hints(self, hints: object) -> None:
        if self._shows_hints and isinstance(hints, tuple):
            self._scene.set_overlay(hints=tuple(Hint(*hint) for hint in hints))

    def _show_nats(self, nats: object) -> None:
        if self._shows_surprise:
            self._scene.set_overlay(surprise=nats)
