"""Ctrl-C in the terminal, and a polite request to end: the window closes, nothing is lost."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

EXIT_STATUS = 130
"""Of a program that was stopped with Ctrl-C."""


class Interrupts(QObject):
    """Calls `on_interrupt` in the event loop when the process is asked to end.

    Python runs a signal's handler only between two of its own instructions, and Qt's loop
    has none; so the signal also writes to a socket that the loop watches.
    """

    def __init__(self, on_interrupt: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._on_interrupt = on_interrupt
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        self._watch = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._on_signal)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _ignore)

    def close(self) -> None:
        """Leaves signals alone again."""
        self._watch.setEnabled(False)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self._here.close()
        self._there.close()

    def _on_signal(self) -> None:
        self._here.recv(64)
        self._on_interrupt()


def _ignore(_number: int, _frame: object) -> None:
    """All that is done is done in the event loop."""
