"""The command line as a process: how it starts, and how it ends.

Exit status: 0 done, 1 the input is at fault, 2 wrong usage, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import importlib
import io
import os
import signal
import sys
from pathlib import Path


def run(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with its status."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A title in Greek must not break a terminal that only knows ASCII.
            stream.reconfigure(errors="backslashreplace")
    status = status_of(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C finds nothing left to stop
    sys.exit(status)


def status_of(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns its exit status."""
    try:
        # By name, because even loading the libraries may be stopped with Ctrl-C.
        verbs = importlib.import_module("melodyrnn.cli.verbs")
        return int(verbs.status_of(arguments))
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("melodyrnn: stopped.\n")
        return 130


def _open_streams() -> None:
    """Standard streams that were closed lead nowhere.

    Else the next file that is opened gets such a one's number, and with it what is meant for it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open to the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open to the end
