"""Stands for `melodyrnn train`: speaks its protocol, learns nothing.

Arguments: how it goes, then whatever a training would get. It never ends by the clock, only
by what it is told on standard input.
"""

from __future__ import annotations

import os
import sys

from melodyrnn.course.events import (
    CorpusRead,
    Ended,
    Event,
    Learning,
    Paused,
    Resumed,
    Saved,
    to_line,
)


def tell(event: Event) -> None:
    sys.stdout.write(to_line(event) + "\n")
    sys.stdout.flush()


def obey() -> None:
    """Does what it is told until it is told to end."""
    tell(CorpusRead(3, 2, 2, 100, 1, device=f"nice {os.nice(0) if os.name == 'posix' else 10}"))
    for line in sys.stdin:
        word = line.strip()
        if word == "pause":
            tell(Paused())
        elif word == "resume":
            tell(Resumed(1.0))
        elif word == "stop":
            tell(Saved("out.safetensors"))
            tell(Ended("stopped"))
            return
    tell(Ended("suspended", is_resumable=True))


def flood() -> None:
    """So much at once that it comes in pieces, and more than one slice can take."""
    lines = [to_line(Learning(i / 800, 1.0, float(i), i, 2.0)) + "\n" for i in range(800)]
    sys.stdout.write("".join(lines))
    tell(Ended("done"))


def stutter() -> None:
    """A line in three pieces, with a letter cut in two, and lines that are no events."""
    data = (to_line(Saved("Größe.safetensors")) + "\n").replace("\\u00f6", "ö").encode()
    cut = data.index("ö".encode()) + 1
    for piece in (b"Warning: not an event\n\n", data[:5], data[5:cut], data[cut:]):
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        sys.stdin.readline()  # the test has seen the piece before
    tell(Ended("done"))


def refuse() -> None:
    sys.stderr.write("Some library warns.\nmelodyrnn: No file could be used; choose another.\n")
    sys.exit(1)


def stumble() -> None:
    tell(Learning(0.5, 1.0, 2.0, 10, 2.0))
    raise KeyError("a bug")


def ignore() -> None:
    """Hears nothing."""
    tell(Learning(0.5, 1.0, 2.0, 10, 2.0))
    while True:
        sys.stdin.readline()


def vanish() -> None:
    os.kill(os.getpid(), 9)


def arguments() -> None:
    tell(Saved(" ".join(sys.argv[2:])))
    tell(Ended("done"))


if __name__ == "__main__":
    globals()[sys.argv[1]]()
