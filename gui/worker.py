"""The worker process: runs tasks for the window, one at a time, without Qt and without torch.

It speaks frames (`gui.frames`) on its standard streams; what tasks print goes to stderr.
"""

from __future__ import annotations

import importlib
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO

from gui.frames import frame, read_frame
from gui.workshop import Workshop
from melodyrnn.errors import MelodyRnnError

Task = Callable[[Workshop, Any], Iterator[object]]


class Inbox:
    """Reads frames on a thread of its own, so that a cancel is heard while a task runs."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._runs: queue.SimpleQueue[tuple[int, str, Any] | None] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        threading.Thread(target=self._read, daemon=True).start()

    def next_run(self) -> tuple[int, str, Any] | None:
        """Waits for the next task; None when the window is gone."""
        return self._runs.get()

    def is_cancelled(self, job: int) -> bool:
        """Whether the window no longer wants it."""
        return job in self._cancelled

    def _read(self) -> None:
        while message := read_frame(self._stream):
            if message[0] == "cancel":
                self._cancelled.add(message[1])
            else:
                self._runs.put(message[1:])
        self._runs.put(None)


def find_task(name: str) -> Task:
    """The task called "module:function"."""
    module, function = name.split(":")
    task: Task = getattr(importlib.import_module(module), function)
    return task


def outcome(
    task: Task,
    shop: Workshop,
    request: object,
    put: Callable[[object], None],
    stop: Callable[[], bool],
) -> tuple[str, str]:
    """Runs a task to its end; returns how it ended and the words that go with it."""
    try:
        for item in task(shop, request):
            if stop():
                return "cancelled", ""
            if item is not None:
                put(item)
    except MelodyRnnError as error:
        return "failed", str(error)
    except MemoryError:
        return "failed", "There is not enough memory for this; close something and try again."
    except Exception:  # noqa: BLE001  the boundary: a bug in a task must not end the worker
        return "broken", traceback.format_exc()
    return ("cancelled", "") if stop() else ("done", "")


def serve(stream_in: BinaryIO, stream_out: BinaryIO) -> None:
    """Runs tasks until the window closes the stream."""
    inbox, shop = Inbox(stream_in), Workshop()

    def send(*message: Any) -> None:
        stream_out.write(frame(message))
        stream_out.flush()

    while run := inbox.next_run():
        job, name, request = run
        if inbox.is_cancelled(job):
            send("cancelled", job)
            continue
        ended, words = outcome(
            find_task(name),
            shop,
            request,
            put=partial(send, "item", job),
            stop=partial(inbox.is_cancelled, job),
        )
        send(ended, job, words)


def main() -> None:
    """Serves on the standard streams; what anything prints goes to stderr instead."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if hasattr(os, "nice"):
        os.nice(5)  # the window and its sound come first
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the window, and that ends us
    with suppress(BrokenPipeError):  # the window is gone
        serve(sys.stdin.buffer, output)


if __name__ == "__main__":
    main()
