"""From starting the program to a window that answers, and how long it ever stands still.

python -m benchmarks.bench_window [--rounds 9] [--music DIR]

Whole processes in turn, bytecode already written: importing PySide6.QtWidgets alone, the same
with numpy, an empty QMainWindow, and ours until it is painted and free for events. Then one
session of ours is driven: G for takes of 8 bars, takes while one is heard and notes are edited,
a file of 10,000 notes; and one that reads a folder of music and learns from it. Without
DISPLAY, or with QT_QPA_PLATFORM=offscreen, no screen is used.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.timing import table

ASKED_RATIO, ASKED_STILL_S = 2.0, 0.050
MUSIC = Path(__file__).parents[1] / "midi_data"
BASE = "import PySide6.QtWidgets"

Side = Callable[[], dict[str, float]]
"""Runs a process; seconds from its start to each of its moments."""


def main() -> None:
    """Runs the benchmark and prints its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--music", type=Path, default=MUSIC, help="folder to learn from")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = surroundings(folder)
        print_start(started(wish.rounds, folder, environment), wish.rounds)
        print_work(json.loads(run("work", folder, environment)))
        print_learning(json.loads(run("learn", folder, environment, str(wish.music.resolve()))))


def surroundings(folder: Path) -> dict[str, str]:
    """A user of its own, and bytecode that is kept, as on any computer."""
    environment = {**os.environ, "HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "code")}
    environment |= {
        "MELODYRNN_MODELS": str(folder / "models"),
        "MELODYRNN_CACHE": str(folder / "cache"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not environment.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def started(
    rounds: int, folder: Path, environment: Mapping[str, str]
) -> dict[str, list[dict[str, float]]]:
    """The moments of every process, in turn; one round before counts for nothing."""
    sides: dict[str, Side] = {
        BASE: lambda: of_code(BASE, environment),
        "the same and numpy": lambda: of_code(f"{BASE}, numpy", environment),
        "an empty window": lambda: of_window("bare", folder, environment),
        "our window": lambda: of_window("start", folder, environment),
    }
    found: dict[str, list[dict[str, float]]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, side in sides.items():
            moments = side()
            if number:
                found[name].append(moments)
    return found


def of_code(code: str, environment: Mapping[str, str]) -> dict[str, float]:
    """Seconds a statement takes as a whole process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return {"": time.perf_counter() - began}


def of_window(what: str, folder: Path, environment: Mapping[str, str]) -> dict[str, float]:
    """Seconds from the start of the process to the moments it tells."""
    began = time.perf_counter()
    moments = json.loads(run(what, folder, environment))
    return {name: moment - began for name, moment in moments.items()}


def run(what: str, folder: Path, environment: Mapping[str, str], *more: str) -> str:
    """What `benchmarks.our_window` prints."""
    command = [sys.executable, "-m", "benchmarks.our_window", what, str(folder), *more]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, env=environment, text=True
    ).stdout


def print_start(found: Mapping[str, list[dict[str, float]]], rounds: int) -> None:
    """One line for each moment."""
    base = statistics.median(m[""] for m in found[BASE])
    rows = []
    for name, moments in found.items():
        for moment in moments[0]:
            seconds = [m[moment] for m in moments]
            median = statistics.median(seconds)
            title = f"{name}, {moment}" if moment else name
            rows.append([title, f"{min(seconds):.3f}", f"{median:.3f}", f"{median / base:.2f}"])
    print(f"from the start of the process, {rounds} rounds")
    print(table(["", "best s", "median s", "ratio"], rows))
    print(f"asked: painted and usable within {ASKED_RATIO} times the import\n")


def print_work(found: Mapping[str, Any]) -> None:
    """One line for each thing done."""
    several = {k: statistics.median(take[k] for take in found["G"]) for k in found["G"][0]}
    several["still"] = max(take["still"] for take in found["G"])
    rows = [
        _row("G as soon as there is a window", found["first G"]),
        _row("G later, median of 5", several),
        _row("8 x 16 bars, heard and edited", found["busy"]),
        _row("idle", {"still": found["idle"]}),
        _row("opening 10,000 notes", {"still": found["opening"]}),
        _row("editing them", {"still": found["editing long"]}),
    ]
    print(table(["", "first card s", "all cards s", "longest standstill ms"], rows))
    print(f"asked: no standstill above {ASKED_STILL_S * 1000:.0f} ms")
    print(f"underruns while busy: {found['busy']['underruns']}")
    memory = found["memory"]
    print(f"memory at rest (PSS): {memory['window']:.0f} MB, workers {memory['workers']:.0f} MB")
    print(f"torch loaded: {'YES' if found['torch'] else 'no'}")


def print_learning(found: Mapping[str, Any]) -> None:
    """One line for each thing done in the learning window."""
    rows = [
        [name, f"{found[name] * 1000:.0f}"]
        for name in ("ahead", "opening Learn", "surveying", "deciding", "learning")
    ]
    print(f"\n{found['files']:,} files, read in {found['survey_s']:.1f} s")
    print(table(["", "longest standstill ms"], rows))
    print(f"torch loaded: {'YES' if found['torch'] else 'no'}")


def _row(name: str, found: Mapping[str, float]) -> list[str]:
    seconds = [f"{found[k]:.2f}" if k in found else "" for k in ("first", "all")]
    return [name, *seconds, f"{found['still'] * 1000:.0f}"]


if __name__ == "__main__":
    main()
