"""Stands for `melodyrnn compare`: speaks its protocol and writes what was never measured.

Arguments: how it goes, then whatever a comparison would get. It never ends by the clock, only
by what it is told on standard input.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from melodyrnn.comparison.events import (
    CoreBegun,
    CoreDone,
    Event,
    Measuring,
    Planned,
    Reported,
    to_line,
)
from melodyrnn.comparison.report import write_report
from melodyrnn.course.events import CorpusRead, Learning
from tests.comparisons import usual


def tell(event: Event) -> None:
    sys.stdout.write(to_line(event) + "\n")
    sys.stdout.flush()


def option(name: str) -> str:
    return sys.argv[sys.argv.index(name) + 1]


def write(done: int) -> Reported:
    """As after each network."""
    found = replace(usual(), outcomes=usual().outcomes[:done])
    report, results = Path(option("--out")), Path(option("--results"))
    report.parent.mkdir(parents=True, exist_ok=True)
    write_report(report, found)
    results.write_text(json.dumps(found.to_json()), encoding="utf-8")
    return Reported(str(report), str(results), found.is_complete)


def begin() -> None:
    names = tuple(c.name for c in usual().asked)
    tell(Planned(names, 2))
    tell(CorpusRead(3, 3, 80, 8000, 10, markov_nats_per_note=2.7))


def one(number: int) -> None:
    """A network learns and is through."""
    outcome = usual().outcomes[number]
    tell(CoreBegun(outcome.name, number + 1, 5, outcome.parameters))
    tell(Measuring(outcome.name, "reach"))
    for check in outcome.curve:
        score = {"without_velocity": check.nats}
        tell(Learning(0.5, 1, check.seconds, check.notes, 2.0, held_out=score))
    tell(Measuring(outcome.name, "cost"))
    write(number + 1)
    tell(CoreDone(outcome.name, outcome.best.nats, 1000.0))


def quick() -> None:
    """All are through at once."""
    begin()
    for number in range(5):
        one(number)
    tell(write(5))


def obey() -> None:
    """Two are through, a third learns until it is told to stop."""
    begin()
    one(0)
    one(1)
    tell(CoreBegun("lstm", 3, 5))
    sys.stdin.readline()
    tell(write(2))


def slow() -> None:
    """None is through when it is told to stop."""
    begin()
    sys.stdin.readline()
    sys.stderr.write("melodyrnn: stopped.\n")
    sys.exit(130)


def refuse() -> None:
    sys.stderr.write("melodyrnn: There are no MIDI files in it; choose another folder.\n")
    sys.exit(1)


def stumble() -> None:
    """It breaks off when two are through."""
    begin()
    one(0)
    one(1)
    raise KeyError("a bug")


if __name__ == "__main__":
    globals()[sys.argv[1]]()
