"""`melodyrnn continue` as a whole process, start to files written, against importing torch.

python -m benchmarks.bench_startup [SEED.mid] [--model NAME] [--rounds 5]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.timing import alternately, random_model, table
from melodyrnn.checkpoint import save_model
from melodyrnn.models.config import sized
from melodyrnn.shelf import shelved_models


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "seed", nargs="?", type=Path, default=Path("midi_data/seeds/ode_to_joy.mid")
    )
    parser.add_argument("--model", help="name or path; otherwise the shipped one")
    parser.add_argument("--rounds", type=int, default=5)
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = wish.model or ("" if shelved_models() else random_file(Path(folder)))
        named = ["--model", model] if model else []
        verb = ["-m", "melodyrnn", "continue", str(wish.seed), "--out", f"{folder}/takes", *named]
        sides = {
            "melodyrnn continue": process(verb),
            "import torch": process(["-c", "import torch"]),
            "python alone": process(["-c", "pass"]),
        }
        times = alternately(sides, rounds=wish.rounds)
    mine = times["melodyrnn continue"].median
    rows = [
        [name, f"{t.best:.2f}", f"{t.median:.2f}", f"{t.median / mine:.2f}"]
        for name, t in times.items()
    ]
    print(f"whole processes, {wish.rounds} rounds; continue writes 4 takes of 4 bars")
    print(table(["", "best s", "median s", "ratio"], rows))
    print("asked: importing torch takes longer (ratio above 1)")


def process(arguments: Sequence[str]) -> Callable[[], object]:
    """Runs this Python with arguments, to its end."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def random_file(folder: Path) -> str:
    """A model file of the usual size, where none is installed."""
    model = random_model(sized("base"))
    path = folder / "random.safetensors"
    save_model(path, model.config, model.weights, model.card, half=True)
    return str(path)


if __name__ == "__main__":
    main()
