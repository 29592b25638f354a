"""The training: a process of its own that tells its course and takes pause, resume and stop.

So does a comparison, whose lines are others.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from melodyrnn.course.events import Command, Ended, Paused, Resumed, from_line

COMMAND = (sys.executable, "-m", "melodyrnn")
SAYS = "melodyrnn: "
"""How the command line begins a sentence that is meant for people."""

NICENESS = 10
"""Window and sound come first, where the system knows such ranks."""

SLICE_MS = 8
"""So long the window may be kept from its other work; the rest of the lines wait."""

CRASHED = (
    "The training stopped unexpectedly; what it had saved can be taken up again."
    " Help, Open Log Folder has the details."
)
ENDED_BY_SYSTEM = (
    "The system ended the training, most likely because memory ran out."
    " What it had saved can be taken up again; a smaller model needs less."
)


class Speech(NamedTuple):
    """What is spoken of, and how: from_line reads an event from a line, or None.

    last: the event after which nothing more comes. crashed, ended_by_system: said where
    it broke off without a word of its own.
    """

    what: str
    from_line: Callable[[str], object]
    last: type
    crashed: str
    ended_by_system: str


TRAINING = Speech("training", from_line, Ended, CRASHED, ENDED_BY_SYSTEM)

_KILLED = 9

_log = logging.getLogger(__name__)


class Trainer(QObject):
    """Runs one training at a time, or one of what speaks otherwise.

    event_read: one of `melodyrnn.course.events`, or what the speech reads. failed: it broke
    off; one sentence. ended: it runs no more, for whatever reason; the last of all, after
    all events.
    """

    event_read = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        command: Sequence[str] = COMMAND,
        speech: Speech = TRAINING,
    ) -> None:
        """command: the program and what goes before the arguments."""
        super().__init__(parent)
        self._speech = speech
        self._command = tuple(command)
        self._process: QProcess | None = None
        self._received = bytearray()
        self._lines: deque[bytes] = deque()
        self._said = bytearray()
        self._sentence = ""
        self._has_exited = self._has_told_end = self._is_let_go = self._is_paused = False
        self._reading = QTimer(self, singleShot=True, interval=0)
        self._reading.timeout.connect(self._on_read_on)

    @property
    def is_running(self) -> bool:
        """Whether there is a training that has not ended."""
        return self._process is not None

    @property
    def is_paused(self) -> bool:
        """Whether it says that it waits."""
        return self._is_paused

    def start(self, arguments: Sequence[str]) -> None:
        """Starts `melodyrnn` with arguments such as gui.learning.wish gives; only when none runs.

        They hold the verb, such as "train", and --json.
        """
        assert self._process is None, "one training at a time"
        self._received.clear()
        self._lines.clear()
        self._said.clear()
        self._sentence = ""
        self._has_exited = self._has_told_end = self._is_let_go = self._is_paused = False
        process = self._process = QProcess(self)
        process.setProcessEnvironment(_environment())
        if sys.platform != "win32":  # Ctrl-C where the window was started is for the window
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.CreateNewSession)
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_words)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(self._command[0], [*self._command[1:], *arguments])
        _rank_low(process.processId())  # before it has threads, which inherit the rank

    def pause(self) -> None:
        """Asks it to wait; `Paused` comes when it does."""
        self._send("pause")

    def resume(self) -> None:
        """Asks it to go on; `Resumed` comes when it does."""
        self._send("resume")

    def stop(self) -> None:
        """Asks it to end and to keep the best so far."""
        self._send("stop")

    def suspend(self, wait_ms: int) -> bool:
        """Lets it save itself and end, to be taken up again; returns when it has ended.

        Returns: whether it did so in time; if not, it was killed, and its last save counts.
        """
        process = self._process
        if process is None:
            return True
        self._is_let_go = True
        process.closeWriteChannel()
        is_in_time = self._has_exited or process.waitForFinished(wait_ms)
        if not is_in_time:
            _log.warning("the %s did not end in %d ms and is killed", self._speech.what, wait_ms)
            process.kill()
            process.waitForFinished(1000)
        self._has_exited = True
        self._read(for_ms=None)
        return is_in_time

    def _send(self, command: Command) -> None:
        if self._process is not None and not self._has_exited:
            self._process.write(f"{command}\n".encode())

    def _on_output(self) -> None:
        if self._process is None:
            return
        self._received += self._process.readAllStandardOutput().data()
        *lines, rest = self._received.split(b"\n")
        self._lines.extend(bytes(line) for line in lines)
        self._received = rest
        if not self._reading.isActive():
            self._read()

    def _on_read_on(self) -> None:
        self._read()

    def _read(self, for_ms: int | None = SLICE_MS) -> None:
        """Tells what has come, for so long; None: all of it."""
        clock = QElapsedTimer()
        clock.start()
        while self._lines and (for_ms is None or clock.elapsed() < for_ms):
            self._take(self._lines.popleft())
        if self._lines:
            self._reading.start()
        elif self._has_exited:
            self._conclude()

    def _take(self, line: bytes) -> None:
        event = self._speech.from_line(line.decode(errors="replace"))
        if event is None:
            if line.strip():
                _log.info("%s: %s", self._speech.what, line.decode(errors="replace"))
            return
        if isinstance(event, Paused | Resumed):
            self._is_paused = isinstance(event, Paused)
        self._has_told_end |= isinstance(event, self._speech.last)
        self.event_read.emit(event)

    def _on_words(self) -> None:
        if self._process is None:
            return
        self._said += self._process.readAllStandardError().data()
        *lines, rest = self._said.split(b"\n")
        self._said = rest
        for line in lines:
            self._hear(line.decode(errors="replace").rstrip())

    def _hear(self, line: str) -> None:
        if not line:
            return
        _log.info("%s: %s", self._speech.what, line)
        self._sentence = line.removeprefix(SAYS) if line.startswith(SAYS) else ""

    def _on_finished(self) -> None:
        self._on_words()
        self._hear(self._said.decode(errors="replace").rstrip())
        self._on_output()
        self._has_exited = True
        self._reading.start()  # not at once: `suspend` may be waiting for this very signal

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._has_exited = True
            self._reading.start()

    def _conclude(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._reading.stop()
        self._is_paused = False
        words = self._failure(process)
        process.blockSignals(True)
        process.deleteLater()
        if words:
            self.failed.emit(words)
        self.ended.emit()

    def _failure(self, process: QProcess) -> str:
        """What to say if it broke off; empty if it ended as it should."""
        if self._has_told_end or self._is_let_go:
            return ""
        has_crashed = process.exitStatus() == QProcess.ExitStatus.CrashExit
        _log.error("the %s ended by itself, status %d", self._speech.what, process.exitCode())
        if has_crashed and process.exitCode() == _KILLED and sys.platform != "win32":
            return self._speech.ended_by_system
        return self._sentence if self._sentence and not has_crashed else self._speech.crashed


def _environment() -> QProcessEnvironment:
    result = QProcessEnvironment.systemEnvironment()
    here = str(Path(__file__).resolve().parents[1])
    others = result.value("PYTHONPATH")
    result.insert("PYTHONPATH", os.pathsep.join(part for part in (here, others) if part))
    result.insert("PYTHONIOENCODING", "utf-8")
    return result


def _rank_low(process_id: int) -> None:
    if sys.platform == "win32" or not process_id:
        return
    with contextlib.suppress(OSError):  # it has ended already, or may not be ranked
        os.setpriority(os.PRIO_PROCESS, process_id, NICENESS)
