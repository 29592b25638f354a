"""One note of a 2 x 512 LSTM with 500 notes in memory, one thread: our engine and torch.

python -m benchmarks.bench_engine_step [--rounds 2]

Ours is the whole note: where it lands, four heads, and the step that reads it. Torch's
side is the bare recurrent step of the same width, without heads, memory or features. The
limit is every weight of ours read once, by products of one row in numpy.

Each side runs in processes of its own, in turn. `torch.nn.LSTM` copies its weights at
every call; whether the C library then hands that memory back to the system each time
makes a factor of two or three. Both are measured: left as it is, and kept.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping

from benchmarks.timing import Timing, table

ASKED_RATIO = 15
OURS, LSTM = "our engine, whole note", "torch.nn.LSTM step"
KEPT = {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 32)}
"""Tells glibc to keep freed memory; other C libraries take no notice."""


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    rounds: list[dict[str, Timing]] = []
    for _ in range(parser.parse_args().rounds):
        mine = measured("our_steps", {})
        plain = measured("torch_steps", {})
        kept = measured("torch_steps", KEPT)
        kept[f"{LSTM}, memory kept"] = kept.pop(LSTM)
        rounds.append(mine | kept | plain)
    times = {name: Timing.of([r[name] for r in rounds]) for name in rounds[0]}
    many = {name: times.pop(name) for name in list(times) if name.endswith("takes")}
    mine_s = times[OURS].median
    rows = [
        [name, f"{t.best * 1e3:.2f}", f"{t.median * 1e3:.2f}", f"{t.median / mine_s:.1f}"]
        for name, t in times.items()
    ]
    print("one note, one take, 2 x 512, 500 notes in memory, one thread")
    print(table(["", "best ms", "median ms", "ratio"], rows))
    print(f"asked: {LSTM} at least {ASKED_RATIO} times ours\n")
    rows = [
        [name, f"{t.best * 1e3:.2f}", f"{t.median * 1e3:.2f}", per_take(name, t)]
        for name, t in many.items()
    ]
    print(table(["a note for each of", "best ms", "median ms", "ms a take"], rows))


def measured(side: str, environment: Mapping[str, str]) -> dict[str, Timing]:
    """What a side's own process measures."""
    command = [sys.executable, "-m", f"benchmarks.{side}"]
    output = subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, **environment}
    ).stdout
    return {name: Timing(*seconds) for name, seconds in json.loads(output).items()}


def per_take(name: str, timing: Timing) -> str:
    """Median of a batch named "8 takes", by take."""
    return f"{timing.median / int(name.split()[0]) * 1e3:.3f}"


if __name__ == "__main__":
    main()
