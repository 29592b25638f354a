"""Long work: started from the window, done in a worker process, heard of by signals.

Three lanes, so that reading a folder never delays a take, nor judging a model either: "music"
(the network), "files" and "judging".
Each lane is one process that starts when it is first needed and does one job after another.
"""

from __future__ import annotations

import itertools
import logging
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from gui.frames import frame, take_frames

Lane = Literal["music", "files", "judging"]
LANES: tuple[Lane, ...] = ("music", "files", "judging")

PATIENCE_MS = 120
"""So long a cancelled task has to stop by itself before its process is ended."""

SLICE_MS = 8
"""So long the window may be kept from its other work; the rest of the answers wait."""

CRASHED = "The work stopped unexpectedly; please try again. Help, Open Log Folder has the details."

_log = logging.getLogger(__name__)


class Job(QObject):
    """One piece of long work. Exactly one of finished, failed, cancelled comes, then ended."""

    item_ready = Signal(object)
    finished = Signal()
    failed = Signal(str)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, number: int, title: str, lane: _Lane, *, is_of_user: bool) -> None:
        super().__init__(lane)
        self.is_of_user = is_of_user
        self.number = number
        self.title = title
        self.is_running = True
        self.was_cancelled = False
        self._lane = lane

    def cancel(self) -> None:
        """Stops it within 200 ms; what it has given stays."""
        if self.is_running and not self.was_cancelled:
            self.was_cancelled = True
            self._lane.cancel(self)

    def end(self, how: str, words: str = "") -> None:
        """For the lane: it is over."""
        if not self.is_running:
            return
        self.is_running = False
        if how == "cancelled" or self.was_cancelled:
            self.cancelled.emit()
        elif how == "done":
            self.finished.emit()
        else:
            self.failed.emit(words)
        self.ended.emit()
        self.setParent(None)  # whoever still holds it may ask how it went


class Jobs(QObject):
    """Starts jobs. changed: one has started or ended."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._lanes = {name: _Lane(self) for name in LANES}

    def start(
        self,
        title: str,
        task: str,
        request: object,
        lane: Lane = "music",
        *,
        is_of_user: bool = False,
    ) -> Job:
        """Starts "module:function" with a request (both can be pickled).

        title: what a person reads while it runs, "Reading the folder".
        is_of_user: it makes something a person waits for; closing asks before it is lost.
        """
        job = Job(next(self._numbers), title, self._lanes[lane], is_of_user=is_of_user)
        job.ended.connect(self.changed)
        self._lanes[lane].add(job, task, request)
        self.changed.emit()
        return job

    @property
    def running(self) -> tuple[Job, ...]:
        """All jobs that have not ended, the oldest first."""
        return tuple(job for lane in self._lanes.values() for job in lane.jobs)

    def close(self) -> None:
        """Ends the worker processes; jobs that still run end as cancelled."""
        for lane in self._lanes.values():
            lane.close()


class _Lane(QObject):
    """One worker process and the jobs that wait for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: dict[int, Job] = {}
        self._requests: dict[int, bytes] = {}
        self._process: QProcess | None = None
        self._received = bytearray()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._on_out_of_patience)
        self._reading = QTimer(self, singleShot=True, interval=0)
        self._reading.timeout.connect(self._read)

    @property
    def jobs(self) -> Iterable[Job]:
        """Those not ended, in the order they run."""
        return tuple(self._jobs.values())

    def add(self, job: Job, task: str, request: object) -> None:
        """Queues a job; the worker runs it after those before it."""
        self._jobs[job.number] = job
        self._requests[job.number] = frame(("run", job.number, task, request))
        if self._process is None:
            self._start()
        else:
            self._send(self._requests[job.number])

    def cancel(self, job: Job) -> None:
        """Tells the worker; if the job is the one that runs, only for so long."""
        is_first = next(iter(self._jobs), None) == job.number
        self._send(frame(("cancel", job.number)))
        if is_first:
            self._patience.start()
        else:
            self._end(job.number, "cancelled")

    def close(self) -> None:
        """Ends the process and all jobs."""
        self._stop()
        for number in tuple(self._jobs):
            self._end(number, "cancelled")

    def _start(self) -> None:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        here = str(Path(__file__).resolve().parents[1])
        others = environment.value("PYTHONPATH")
        environment.insert("PYTHONPATH", f"{here}{':' if sys.platform != 'win32' else ';'}{others}")
        environment.insert("OPENBLAS_NUM_THREADS", "1")  # rows are few: more threads only wait
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_words)
        process.finished.connect(self._on_crashed)
        process.errorOccurred.connect(self._on_error)
        self._process, self._received = process, bytearray()
        process.start(sys.executable, ["-m", "gui.worker"])
        for request in self._requests.values():
            self._send(request)

    def _stop(self) -> None:
        self._patience.stop()
        self._reading.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.kill()
        process.waitForFinished(1000)
        process.deleteLater()

    def _send(self, data: bytes) -> None:
        if self._process is not None:
            self._process.write(data)

    def _on_output(self) -> None:
        assert self._process is not None
        self._received += self._process.readAllStandardOutput().data()
        if not self._reading.isActive():
            self._read()

    def _read(self, for_ms: float = SLICE_MS) -> None:
        clock = QElapsedTimer()
        clock.start()
        for message in take_frames(self._received):
            self._take(*message)
            if clock.elapsed() >= for_ms:
                self._reading.start()
                return

    def _take(self, kind: str, number: int, value: Any = "") -> None:
        job = self._jobs.get(number)
        if job is None:
            return  # it was cancelled while it waited
        if kind == "item":
            if not job.was_cancelled:
                job.item_ready.emit(value)
            return
        if kind == "broken":
            _log.error("%s failed:\n%s", job.title, value)
            kind, value = "failed", CRASHED
        self._end(number, kind, value)

    def _end(self, number: int, how: str, words: str = "") -> None:
        self._requests.pop(number, None)
        job = self._jobs.pop(number, None)
        if job is None:
            return
        if not any(j.was_cancelled for j in self._jobs.values()):
            self._patience.stop()
        job.end(how, words)

    def _on_out_of_patience(self) -> None:
        """The cancelled job does not let go: its process ends, and a new one takes the rest."""
        self._stop()
        for job in self.jobs:
            if job.was_cancelled:
                self._end(job.number, "cancelled")
        if self._jobs:
            self._start()

    def _on_words(self) -> None:
        assert self._process is not None
        _log.info(
            "worker: %s",
            bytes(self._process.readAllStandardError().data()).decode(errors="replace"),
        )

    def _on_crashed(self) -> None:
        _log.error("a worker process ended by itself")
        self._read(for_ms=math.inf)
        self._stop()
        first = next(iter(self._jobs), None)
        if first is not None:
            self._end(first, "failed", CRASHED)
        if self._jobs:
            self._start()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._on_crashed()
