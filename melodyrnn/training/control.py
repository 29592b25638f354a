"""Control: what the user wants of a training that runs, asked for from anywhere, obeyed by it."""

from __future__ import annotations

import _thread
import os
import queue
import signal
import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias

Wish: TypeAlias = Literal["go", "pause", "stop", "suspend"]
"""go: learn. pause: wait. stop: end, and keep the best. suspend: end, to be taken up again."""

FINAL: tuple[Wish, ...] = ("stop", "suspend")
"""Wishes that stay: nothing is asked for after them."""

_WISHES: dict[str, Wish] = {"pause": "pause", "resume": "go", "stop": "stop"}


class Interrupted(BaseException):
    """Long work is left because something is wished for; no error, and not caught as one."""


class Control:
    """The wish that counts."""

    def __init__(self) -> None:
        # A simple queue, because taking a lock in a signal handler may wait for ever.
        self._asked: queue.SimpleQueue[Wish] = queue.SimpleQueue()
        self._wish: Wish = "go"
        self._is_breakable = False

    def ask(self, wish: Wish) -> None:
        """Wishes for something from now on; from any thread but the one that learns."""
        self._asked.put(wish)
        if wish in FINAL and self._is_breakable:
            _thread.interrupt_main(signal.SIGTERM)  # runs the handler in the thread that learns

    def stop_by_signal(self) -> None:
        """What a signal handler calls.

        Raises:
            Interrupted: out of `breakable` work.
        """
        self._asked.put("stop")
        if self._is_breakable:
            self._is_breakable = False
            raise Interrupted

    @property
    def wish(self) -> Wish:
        """What is wished for now; for the thread that learns alone."""
        while not self._asked.empty():
            self._take(self._asked.get_nowait())
        return self._wish

    def wait(self, most_s: float) -> None:
        """Waits until something new is asked for, or so long."""
        try:
            self._take(self._asked.get(timeout=most_s))
        except queue.Empty:
            return

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """Work that cannot look itself: stop and suspend break into it, as Ctrl-C does.

        Raises:
            Interrupted: one of them was asked for. Only inside `stopping_on_signals`.
        """
        self._is_breakable = True
        try:
            if self.wish in FINAL:
                raise Interrupted
            yield
        finally:
            self._is_breakable = False

    def _take(self, wish: Wish) -> None:
        if self._wish not in FINAL:
            self._wish = wish


def commands_of(file: int) -> Iterator[str] | None:
    """Lines that come by a pipe, given its number; None where it is no pipe.

    An empty file or a closed terminal ends at once: nobody is there to command anything, and
    it must not be taken for somebody who goes away.
    """
    try:
        mode = os.fstat(file).st_mode
    except OSError:
        return None
    return _lines(file) if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) else None


def _lines(file: int) -> Iterator[str]:
    """Not by sys.stdin: a thread that waits there keeps Python from ending."""
    rest = b""
    while some := os.read(file, 1024):
        *lines, rest = (rest + some).split(b"\n")
        yield from (line.decode("ascii", errors="replace") for line in lines)


def listen(control: Control, lines: Iterable[str]) -> threading.Thread:
    """Obeys commands, one word a line, in a thread of its own; their end suspends.

    See `melodyrnn.course.events.COMMANDS`; other words are passed over.
    """

    def read() -> None:
        try:
            for line in lines:
                if wish := _WISHES.get(line.strip()):
                    control.ask(wish)
        except (OSError, ValueError):  # as good as closed
            pass
        control.ask("suspend")

    thread = threading.Thread(target=read, name="commands", daemon=True)
    thread.start()
    return thread


@contextmanager
def stopping_on_signals(control: Control) -> Iterator[None]:
    """Ctrl-C and SIGTERM ask to stop; Ctrl-C once more breaks off, as ever.

    Only in the main thread. Ctrl-C that is ignored, as in the background of a shell, stays so.
    """

    def stop(number: int, frame: Any) -> None:  # noqa: ARG001  # as Python calls it
        if number == signal.SIGINT:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        control.stop_by_signal()

    heard = [signal.SIGTERM]
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        heard.append(signal.SIGINT)
    before = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
