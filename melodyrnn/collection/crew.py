"""Crew: the processes that examine files for a survey, each replaced when a file kills it.

Whoever calls takes all decisions; one thread a worker only waits for what it says. A worker
examines its files in order, so the one it dies of is the first that it has not reported on;
those behind it are handed to another.
"""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, cast

from melodyrnn.collection.examiner import Examined, Outcome
from melodyrnn.collection.frames import read_frame, write_frame

COMMAND = (sys.executable, "-m", "melodyrnn.collection.scan_worker")

_DEPTH = 8
"""Files a worker has in hand, so that it need not wait for us after each."""

_START_S = 60.0
"""So long a worker may take to start on a machine that is very busy."""

_MOST_FAILED_STARTS = 3

_LOOK_S = 0.25
"""How often it is looked whether a file takes too long."""

_log = logging.getLogger(__name__)

Result: TypeAlias = Examined | Literal["slow", "crashed"]
"""How it went with a file. slow: it took too long; crashed: its worker died of it."""


class _Heard(NamedTuple):
    """What a worker said, and when; None: its last word."""

    worker: _Worker
    at: float
    message: bytes | None


class _Task(NamedTuple):
    number: int
    path: Path


@dataclass(eq=False)
class _Worker:
    """since: when it began with the first of `tasks`, or with starting."""

    process: subprocess.Popen[bytes]
    since: float
    tasks: deque[_Task] = field(default_factory=deque)
    is_ready: bool = False
    listener: threading.Thread | None = None


class Crew:
    """Up to `processes` workers, started as they are needed.

    briefing: what each is told first. seconds: how long one file may take.
    """

    def __init__(
        self,
        briefing: bytes,
        *,
        processes: int,
        seconds: float,
        command: Sequence[str] | None = None,
    ) -> None:
        self._briefing = briefing
        self._processes = processes
        self._seconds = seconds
        self._command = list(command or COMMAND)
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._heard: queue.SimpleQueue[_Heard] = queue.SimpleQueue()
        self._failed_starts = 0

    @property
    def is_out_of_order(self) -> bool:
        """Whether no worker can be started on this computer."""
        return self._failed_starts >= _MOST_FAILED_STARTS

    @property
    def has_room(self) -> bool:
        """Whether another file would find a worker with a free hand."""
        in_hand = len(self._again) + sum(len(w.tasks) for w in self._workers)
        return in_hand < self._processes * _DEPTH

    @property
    def pids(self) -> list[int]:
        """The processes at work."""
        return [worker.process.pid for worker in self._workers]

    def submit(self, number: int, path: Path) -> None:
        """Hands a file to a worker."""
        self._again.append(_Task(number, path))
        self._hand_out()

    def results(self, *, wait: bool) -> list[tuple[int, Result]]:
        """What was reported since the last time; waits for the first if told so."""
        found: list[tuple[int, Result]] = []
        while not found and not self.is_out_of_order:
            self._listen(found, _LOOK_S if wait else 0)
            self._end_slow(found)
            self._hand_out()
            if not wait or not self._workers:
                break
        return found

    def take_back(self) -> list[int]:
        """The numbers of all files that were not reported on; nobody has them in hand then."""
        tasks = [*self._again, *(task for w in self._workers for task in w.tasks)]
        self.close()
        return sorted(task.number for task in tasks)

    def close(self) -> None:
        """Ends all workers at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            _bury(worker)
        self._workers = []
        self._again.clear()

    def _hand_out(self) -> None:
        while self._again and not self.is_out_of_order:
            worker = min(self._workers, key=lambda w: len(w.tasks), default=None)
            is_free = worker is not None and len(worker.tasks) < (_DEPTH + 1) // 2
            if not is_free and len(self._workers) < self._processes:
                self._start()
                continue
            if worker is None or len(worker.tasks) >= _DEPTH:
                return
            task = self._again.popleft()
            if not worker.tasks and worker.is_ready:
                worker.since = time.monotonic()
            worker.tasks.append(task)
            _tell(worker, os.fsencode(task.path))

    def _start(self) -> None:
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # Ctrl-C in a terminal is for us alone
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            _log.exception("no process for scanning can be started")
            self._failed_starts = _MOST_FAILED_STARTS
            return
        worker = _Worker(process, time.monotonic())
        worker.listener = threading.Thread(
            target=_listen_to, args=(worker, self._heard), name="scan listener", daemon=True
        )
        worker.listener.start()
        self._workers.append(worker)
        _tell(worker, self._briefing)

    def _listen(self, found: list[tuple[int, Result]], timeout: float) -> None:
        """Takes in all that was said by now; waits so long for the first."""
        with suppress(queue.Empty):
            heard = self._heard.get(timeout=timeout) if timeout else self._heard.get_nowait()
            while True:
                if heard.worker in self._workers:
                    self._take(heard, found)
                heard = self._heard.get_nowait()

    def _take(self, heard: _Heard, found: list[tuple[int, Result]]) -> None:
        worker, at, message = heard
        if message is None:
            self._dismiss(worker, "crashed", found)
            return
        worker.since = at
        outcome, _, body = message.partition(b"\n")
        if outcome == b"ready":
            worker.is_ready = True
            self._failed_starts = 0
        elif worker.tasks:
            examined = Examined(cast(Outcome, outcome.decode()), body)
            found.append((worker.tasks.popleft().number, examined))
            if outcome == b"memory":
                self._dismiss(worker, None, found)

    def _end_slow(self, found: list[tuple[int, Result]]) -> None:
        now = time.monotonic()
        for worker in [*self._workers]:
            limit = self._seconds if worker.is_ready else _START_S
            if worker.tasks and now - worker.since > limit:
                self._dismiss(worker, "slow", found)

    def _dismiss(
        self,
        worker: _Worker,
        why: Literal["slow", "crashed"] | None,
        found: list[tuple[int, Result]],
    ) -> None:
        """Ends a worker; why: what its first file is to blame for, if it is."""
        self._workers.remove(worker)
        worker.process.kill()
        _bury(worker)
        if not worker.is_ready:
            self._failed_starts += 1
        elif why and worker.tasks:
            found.append((worker.tasks.popleft().number, why))
        self._again.extendleft(reversed(worker.tasks))


def _listen_to(worker: _Worker, heard: queue.SimpleQueue[_Heard]) -> None:
    assert worker.process.stdout is not None
    message: bytes | None = b""
    while message is not None:
        try:
            message = read_frame(worker.process.stdout)
        except (OSError, ValueError):  # closed under our hands
            message = None
        heard.put(_Heard(worker, time.monotonic(), message))


def _tell(worker: _Worker, message: bytes) -> None:
    assert worker.process.stdin is not None
    with suppress(OSError):  # it is gone; its last word is on the way
        write_frame(worker.process.stdin, message)


def _bury(worker: _Worker) -> None:
    """Waits until a killed process is gone, so that nothing of it stays."""
    process = worker.process
    process.wait()
    if worker.listener is not None:
        worker.listener.join()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def _environment() -> dict[str, str]:
    here = str(Path(__file__).resolve().parents[2])
    others = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([here, others] if others else [here])
    # Arrays are small: more threads would only wait, and their stacks count as memory.
    return {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
