"""A training that is killed again and again, against one that nobody disturbs.

python -m benchmarks.bench_interruptions FOLDER... [--kills 20] [--minutes 3 | --epochs E]
    [--from scratch] [--size small] [--threads 2] [--seed 0]

Both have the same request. One is killed with SIGKILL at random moments and taken up again each
time; moments are drawn from all of it: while it starts and reads, while it learns, checks and
writes. After each kill the model file and the run file are read whole. In the end both models
are scored, by what their own trainings held out, which is the same music. Also told: what a kill
cost (seconds learned before it that were learned again), and how long commands took to act.
With --epochs both see the same notes however busy the machine is, and end alike to the bit.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.timing import table
from melodyrnn.checkpoint import load_model, read_card
from melodyrnn.course.run_file import read_run, run_path

COMMAND = (sys.executable, "-m", "melodyrnn", "train")


@dataclass(slots=True)
class Tally:
    """What came of the kills. lost_s: learning done twice, by kill. drafts: left behind."""

    kills: int = 0
    before_learning: int = 0
    lost_s: list[float] = field(default_factory=list)
    drafts: int = 0


def main() -> None:
    """Runs both trainings and prints what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--minutes", default="3")
    parser.add_argument("--epochs")
    parser.add_argument("--from", dest="base", default="scratch")
    parser.add_argument("--size", default="small")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    wish = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="interruptions-"))
    budget = ["--epochs", wish.epochs] if wish.epochs else ["--minutes", wish.minutes]
    options = [*map(str, wish.folders), *budget, "--from", wish.base]
    options += ["--threads", str(wish.threads)]
    options += ["--size", wish.size] if wish.base == "scratch" else []
    try:
        quiet, killed = place / "undisturbed.safetensors", place / "killed.safetensors"
        started = time.perf_counter()
        learning_s = _last_seconds(_finish([*options, "--out", str(quiet)]))
        starting_s = time.perf_counter() - started - learning_s
        most_s = starting_s + 2 * learning_s / wish.kills
        tally = _killed(options, killed, wish.kills, most_s, random.Random(wish.seed))
        _tell(quiet, killed, tally)
        print(_reactions(options, place / "commanded.safetensors"))
    finally:
        shutil.rmtree(place)


def _finish(options: Sequence[str]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [*COMMAND, *options, "--json"], stdout=subprocess.PIPE, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _killed(
    options: Sequence[str], out: Path, kills: int, most_s: float, draw: random.Random
) -> Tally:
    """Kills it so many times, each within so many seconds from its start; then lets it end."""
    tally = Tally()
    for number in range(kills):
        starts_anew = not run_path(out).exists()
        wish = [*options, "--out", str(out)] if starts_anew else ["--resume", "--out", str(out)]
        with subprocess.Popen([*COMMAND, *wish, "--json"], stdout=subprocess.PIPE) as process:
            told: list[dict[str, Any]] = []
            reader = threading.Thread(target=_read, args=(process, told))
            reader.start()
            time.sleep(draw.uniform(0.0, most_s))
            process.kill()
            reader.join()
        tally.kills += 1
        _look(out, told, tally)
        print(f"kill {number + 1}: {_last_seconds(told):.1f} s learned", flush=True)
        if run_path(out).exists() and read_run(run_path(out)).is_finished:
            return tally
    _finish(["--resume", "--out", str(out)])
    return tally


def _read(process: subprocess.Popen[bytes], told: list[dict[str, Any]]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith(b"\n"):  # the last one may be cut
            told.append(json.loads(line))


def _look(out: Path, told: Sequence[dict[str, Any]], tally: Tally) -> None:
    """Reads all files whole; raises if one is not."""
    if out.exists():
        load_model(out)
    if not run_path(out).exists():
        tally.before_learning += 1
        return
    saved_s = read_run(run_path(out)).history.seconds
    if _last_seconds(told):
        tally.lost_s.append(max(_last_seconds(told) - saved_s, 0.0))
    else:
        tally.before_learning += 1
    tally.drafts += sum(path.name.startswith(".") for path in out.parent.iterdir())


def _last_seconds(told: Sequence[dict[str, Any]]) -> float:
    seconds = [float(event["seconds"]) for event in told if event["event"] == "progress"]
    return seconds[-1] if seconds else 0.0


def _tell(quiet: Path, killed: Path, tally: Tally) -> None:
    scores = [read_card(path).nats_per_note["without_velocity"] for path in (quiet, killed)]
    rows = [
        [name, f"{score:.4f}", f"{read_card(path).minutes:.2f}"]
        for name, score, path in zip(
            ("undisturbed", "killed"), scores, (quiet, killed), strict=True
        )
    ]
    print(table(["", "held-out nats/note", "minutes to the best"], rows))
    print(f"difference {scores[1] / scores[0] - 1:+.2%}; all files whole after each kill")
    lost = tally.lost_s or [0.0]
    print(
        f"{tally.kills} kills, {tally.before_learning} of them before it learned;"
        f" learned twice: median {statistics.median(lost):.1f} s, most {max(lost):.1f} s"
    )
    left = [p.name for p in killed.parent.iterdir() if p.name.startswith(f".{killed.stem}")]
    print(f"drafts met {tally.drafts}, left in the end {len(left)}")


def _reactions(options: Sequence[str], out: Path) -> str:
    """How long it takes from a command until it is told that it was obeyed."""
    wish = [*COMMAND, *options, "--out", str(out), "--json"]
    with subprocess.Popen(wish, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        events = _events(process)
        next(e for e in events if e["event"] == "progress" and e["check"])
        took = {}
        for word, answer in (("pause", "paused"), ("resume", "resumed"), ("stop", "ended")):
            assert process.stdin is not None
            process.stdin.write(f"{word}\n".encode())
            process.stdin.flush()
            started = time.perf_counter()
            next(e for e in events if e["event"] == answer)
            took[word] = time.perf_counter() - started
    return "obeyed after: " + ", ".join(f"{word} {s:.2f} s" for word, s in took.items())


def _events(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


if __name__ == "__main__":
    main()
