"""Processes that run `melodyrnn train`, forked from one that has loaded torch already."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import IO, Any


class Training:
    """One such process. out: what it writes. in_: what it reads."""

    def __init__(self, *arguments: object) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["melodyrnn.cli.training", "torch._dynamo"])
        (theirs_in, ours_in), (ours_out, theirs_out), (ours_err, theirs_err) = (
            context.Pipe(duplex=False) for _ in range(3)
        )
        ends = (theirs_in, theirs_out, theirs_err)
        self._process = context.Process(target=_run, args=([*map(str, arguments)], ends))
        self._process.start()
        for end in ends:
            end.close()
        self.in_, self.out, self.err = _file(ours_in, "w"), _file(ours_out), _file(ours_err)

    def wait_for(self, name: str) -> dict[str, Any]:
        """The next event of that name."""
        for line in self.out:
            event: dict[str, Any] = json.loads(line)
            if event["event"] == name:
                return event
        raise AssertionError(f"no {name}: {self.err.read()}")

    def say(self, word: str) -> None:
        """Commands something."""
        self.in_.write(f"{word}\n")
        self.in_.flush()

    def send_signal(self, number: int) -> None:
        """Sends it a signal."""
        os.kill(self._process.pid or 0, number)

    def kill(self) -> None:
        """As `kill -9` does."""
        self._process.kill()
        self._process.join()

    def wait(self) -> int:
        """Waits for its end; returns its status."""
        self._process.join()
        return self._process.exitcode or 0

    def close(self) -> None:
        """Kills what is left of it."""
        self.kill()
        self._process.close()
        for file in (self.out, self.err, self.in_):
            file.close()


@contextmanager
def training(*arguments: object) -> Iterator[Training]:
    """Runs `melodyrnn train` with these arguments; it does not outlive the block."""
    process = Training(*arguments)
    try:
        yield process
    finally:
        process.close()


def _file(end: Connection, mode: str = "r") -> IO[Any]:
    file = os.fdopen(os.dup(end.fileno()), mode)
    end.close()
    return file


def _run(arguments: list[str], ends: tuple[Connection, Connection, Connection]) -> None:
    for number, end in enumerate(ends):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    # As from a terminal: a job in the background of a shell inherits that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from melodyrnn.cli.main import run  # only here are the streams the right ones

    run(["train", *arguments])
