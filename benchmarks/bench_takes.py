"""Takes of eight bars: how long from G to the first card and to all, and takes by the dozen.

python -m benchmarks.bench_takes [SEED.mid] [--model NAME] [--bars 8]

First as the window asks for them, of a worker process that has loaded the model. Then 8 and
64 at once, against the same takes asked for one by one.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from benchmarks.timing import alternately, model_at_hand, table
from gui.document.settings import TakeSettings
from gui.frames import frame, read_frame
from gui.requests import TakesRequest, WarmRequest
from melodyrnn.checkpoint import Model
from melodyrnn.collection.bars import with_whole_pickup
from melodyrnn.collection.melody import melody_part
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.request import TakeRequest
from melodyrnn.midi.reading import read_midi
from melodyrnn.music.piece import Piece

COUNTS = (8, 64)

ROUNDS = 20
"""Times that G is pressed."""


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "seed", nargs="?", type=Path, default=Path("midi_data/seeds/ode_to_joy.mid")
    )
    parser.add_argument("--model", help="name or path; otherwise the shipped one")
    parser.add_argument("--bars", type=int, default=8)
    wish = parser.parse_args()
    model = model_at_hand(wish.model)
    piece = with_whole_pickup(read_midi(wish.seed))
    part = melody_part(piece, wish.seed.name)
    print(f"takes of {wish.bars} bars from {wish.seed.name}, one thread")
    settings = TakeSettings(model=wish.model or "", bars=wish.bars)
    with worker() as process:
        print(table(["ms from G to", "median", "slowest"], from_g(process, piece, part, settings)))
        print(table(["ms from Esc to", "median", "slowest"], from_esc(process, piece, part)))
    rows = [row(model, piece, part, TakeRequest(bars=wish.bars, takes=n)) for n in COUNTS]
    config = model.config
    print(f"model {model.card.name}: {config.core} {config.layers} x {config.hidden}")
    head = ["takes", "new notes", "at once s", "a take ms", "a note ms", "one by one s", "ratio"]
    print(table(head, rows))


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """The worker process, as the window starts it."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "gui.worker"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        yield process
        process.kill()


def from_g(
    process: subprocess.Popen[bytes], piece: Piece, part: int, settings: TakeSettings
) -> list[list[str]]:
    """Milliseconds until each card, once the model is loaded."""
    send(process, ("run", 0, "gui.tasks:warm", WarmRequest(settings.model)))
    list(answers(process))
    seconds: list[list[float]] = []
    for number in range(1, ROUNDS + 1):
        started = time.perf_counter()
        wish = TakesRequest(piece, part, settings)
        send(process, ("run", number, "gui.tasks:write_takes", wish))
        seconds.append([time.perf_counter() - started for _ in answers(process)])
    return [
        [f"take {i}", f"{statistics.median(each) * 1e3:.0f}", f"{max(each) * 1e3:.0f}"]
        for i, each in enumerate(zip(*seconds, strict=True), start=1)
    ]


def from_esc(process: subprocess.Popen[bytes], piece: Piece, part: int) -> list[list[str]]:
    """Milliseconds until eight takes of sixteen bars are given up."""
    seconds = []
    for number in range(ROUNDS + 1, 2 * ROUNDS + 1):
        wish = TakesRequest(piece, part, TakeSettings(bars=16, takes=8))
        send(process, ("run", number, "gui.tasks:write_takes", wish))
        time.sleep(0.02 * (number - ROUNDS))  # wherever it stands by then
        started = time.perf_counter()
        send(process, ("cancel", number))
        list(answers(process))
        seconds.append(time.perf_counter() - started)
    return [["rest", f"{statistics.median(seconds) * 1e3:.0f}", f"{max(seconds) * 1e3:.0f}"]]


def send(process: subprocess.Popen[bytes], message: tuple[Any, ...]) -> None:
    """One message to the worker."""
    assert process.stdin is not None
    process.stdin.write(frame(message))
    process.stdin.flush()


def answers(process: subprocess.Popen[bytes]) -> Iterator[object]:
    """What the worker answers, until the task has ended."""
    stream = cast("BinaryIO", process.stdout)
    while (message := read_frame(stream)) is not None:
        if message[0] == "item":
            yield message[2]
        elif message[0] in ("failed", "broken"):
            raise SystemExit(message[2])
        else:
            return


def row(model: Model, piece: Piece, part: int, request: TakeRequest) -> list[str]:
    """One line of the table."""

    def at_once() -> Continuation:
        return continue_piece(model, piece, part, request)

    def one_by_one() -> None:
        for number in range(request.takes):
            continue_piece(model, piece, part, request, numbers=range(number, number + 1))

    notes = sum(len(take.notes) for take in at_once().takes)
    sides = {"at once": at_once, "one by one": one_by_one}
    times = alternately(sides, rounds=3 if request.takes <= COUNTS[0] else 1, warm_up=0)
    total, naive = times["at once"].median, times["one by one"].median
    return [
        str(request.takes),
        str(notes),
        f"{total:.2f}",
        f"{total / request.takes * 1e3:.0f}",
        f"{total / max(notes, 1) * 1e3:.2f}",
        f"{naive:.2f}",
        f"{naive / total:.1f}",
    ]


if __name__ == "__main__":
    main()
