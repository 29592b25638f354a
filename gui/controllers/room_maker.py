"""Builds the learning window: ahead of time and a little at a time, or when it is asked for.

All at once, reading its code and building it would hold the main window up for 0.3 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.jobs import Jobs
from gui.look import Look

if TYPE_CHECKING:
    from gui.learning.room import LearnRoom

WAIT_MS = 3000
"""The main window has its time first."""
STEP_MS = 40
"""Between two steps, so that music and mouse go on."""

MODULE = "gui.learning.room"


class RoomMaker(QObject):
    """Makes one room."""

    def __init__(self, jobs: Jobs, look: Look) -> None:
        super().__init__(jobs)
        self._jobs, self._look = jobs, look
        self._room: LearnRoom | None = None
        self._steps: Iterator[None] = iter(())
        self._is_ready = False
        self._reading: Thread | None = None
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._on_step)

    @property
    def is_ready(self) -> bool:
        """Whether all of it was built ahead of time."""
        return self._is_ready

    def prepare(self) -> None:
        """Begins in a while, unless the room is asked for before."""
        QTimer.singleShot(WAIT_MS, self, self._timer.start)

    def room(self) -> LearnRoom:
        """The room; what is not built yet is built now."""
        self._timer.stop()
        room = self._begun()
        for _ in self._steps:
            pass
        room.set_colours(self._look.colours)
        return room

    def close(self) -> None:
        """No more steps."""
        self._timer.stop()

    def _on_step(self) -> None:
        if self._reading is None:
            self._reading = Thread(target=import_module, args=(MODULE,), daemon=True)
            self._reading.start()
        if self._reading.is_alive():
            return
        if self._room is None:
            self._begun()
        elif next(self._steps, self) is self:
            self._is_ready = True
            self._timer.stop()

    def _begun(self) -> LearnRoom:
        if self._room is None:
            from gui.learning.room import LearnRoom

            self._room = LearnRoom(self._jobs, self._look.colours)
            self._steps = self._room.build()
        return self._room
