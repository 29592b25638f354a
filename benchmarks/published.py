"""Published figures, and those measured for this project, that ours are printed beside.

All are of test splits. Polyphonic sets: nats a frame (`benchmarks.frames` has the convention).
Melodies: nats a note without velocity, as `melodyrnn evaluate` counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, or the lowest and the highest where sources or models differ.

    is_from_memory: nobody here has looked it up in the paper.
    """

    low: float
    high: float | None = None
    is_from_memory: bool = False

    def __str__(self) -> str:
        text = f"{self.low:.2f}" if self.high is None else f"{self.low:.2f}-{self.high:.2f}"
        return text + "*" * self.is_from_memory


@dataclass(frozen=True, slots=True)
class Row:
    """What one model pays, by set. source: key of `SOURCES`."""

    name: str
    source: str
    figures: Mapping[str, Figure]


JSB, NOTTINGHAM, MUSE, PIANO = "JSB_Chorales", "Nottingham", "MuseData", "Piano_midi"

SOURCES: Mapping[str, str] = {
    "here": "measured for this project",
    "trial": "a trial for this project",
    "BL12": "Boulanger-Lewandowski, Bengio & Vincent, ICML 2012, arXiv:1206.6392",
    "TCN": "Bai, Kolter & Koltun 2018, arXiv:1803.01271",
    "RRU": "Zakovskis, Draguns, Gaile, Ozolins & Freivalds 2021, arXiv:2108.00527",
    "latent": "STORN, SRNN, NASMC and DMM, 2014-2017: bounds",
}


def _four(jsb: float, nottingham: float, muse: float, piano: float) -> dict[str, Figure]:
    names = (JSB, NOTTINGHAM, MUSE, PIANO)
    return {n: Figure(f) for n, f in zip(names, (jsb, nottingham, muse, piano), strict=True)}


def _two(jsb: float, nottingham: float) -> dict[str, Figure]:
    return {JSB: Figure(jsb), NOTTINGHAM: Figure(nottingham)}


_NADE = {
    JSB: Figure(5.19, 5.56, is_from_memory=True),
    NOTTINGHAM: Figure(2.31),
    MUSE: Figure(5.60, is_from_memory=True),
    PIANO: Figure(7.05, is_from_memory=True),
}
_LATENT = {
    JSB: Figure(3.99, 4.74, is_from_memory=True),
    NOTTINGHAM: Figure(2.31, 2.85, is_from_memory=True),
    MUSE: Figure(5.05, is_from_memory=True),
    PIANO: Figure(7.05, is_from_memory=True),
}

POLYPHONY: tuple[Row, ...] = (
    Row("independent Bernoulli keys", "here", _four(11.09, 10.26, 11.51, 11.05)),
    Row("each key given its own past, Markov 4", "here", _four(10.29, 4.92, 8.18, 7.74)),
    Row("chord bigram, Witten-Bell", "here", _four(6.23, 2.71, 9.74, 11.19)),
    Row("tanh RNN, independent outputs", "TCN", _two(8.91, 4.05)),
    Row("GRU, independent outputs", "TCN", _two(8.43, 3.46)),
    Row("LSTM, independent outputs", "TCN", _two(8.45, 3.29)),
    Row("TCN, independent outputs", "TCN", _two(8.10, 3.07)),
    Row("GRU, tuned, independent outputs", "RRU", _four(8.20, 3.22, 7.31, 7.58)),
    Row("LSTM, tuned, independent outputs", "RRU", _four(8.33, 3.25, 7.24, 7.54)),
    Row("RRU, tuned, independent outputs", "RRU", _four(7.72, 2.92, 7.03, 7.38)),
    Row("RNN-NADE, joint output", "BL12", _NADE),
    Row("latent variables, joint output, best", "latent", _LATENT),
    Row("event LSTM 1 x 384, no in-piece memory", "trial", _two(4.82, 2.10)),
)

POLYPHONY_AIMS: Mapping[str, float] = {JSB: 4.5, NOTTINGHAM: 1.6, MUSE: 5.2, PIANO: 6.8}
"""What this project wants on the valid splits, at most."""

_KINDS = (
    ("Markov chain, no meter or key, best order", "here"),
    ("n-gram mixture", "here"),
    ("n-gram mixture, key and meter", "here"),
    ("n-gram mixture, in-piece memory", "here"),
    ("n-gram mixture, in-piece memory, key and meter", "here"),
    ("plain LSTM", "trial"),
    ("LSTM with in-piece memory, key and meter", "trial"),
)

_MELODIES: Mapping[str, tuple[float | None, ...]] = {
    "nottingham": (2.80, 2.56, 2.33, 2.02, 1.86, 2.29, 1.88),
    "nottingham_repeats": (2.67, 2.46, 2.23, 1.18, 1.09, 2.15, None),
    "folk": (2.50, 2.25, 2.05, 1.77, 1.64, 2.05, None),
    "songs": (4.13, 3.92, 3.73, 2.99, 2.87, None, None),
    "never_seen": (2.83, 2.68, None, 2.09, None, None, 1.90),
}

MELODY_SETS: Mapping[str, str] = {
    "nottingham": "Nottingham tunes, repeats not written out",
    "nottingham_repeats": "Nottingham tunes, repeats written out",
    "folk": "O'Neill's and Ryan's tunes",
    "songs": "sung melodies of OpenScore Lieder",
    "never_seen": "learned from folk and songs, judged on nottingham, repeats not written out",
}
"""The sets by the name of their folder, and what they are."""

MELODIES: tuple[Row, ...] = tuple(
    Row(kind, source, {name: Figure(f) for name, row in _MELODIES.items() if (f := row[i])})
    for i, (kind, source) in enumerate(_KINDS)
)

MELODY_AIMS: Mapping[str, float] = {
    "nottingham": 1.75,
    "nottingham_repeats": 1.00,
    "folk": 1.60,
    "songs": 2.85,
    "never_seen": 1.80,
}
"""What this project wants on the valid splits, at most."""


def beside(rows: tuple[Row, ...], name: str, *, aim: float | None) -> list[tuple[str, str, str]]:
    """Cells for the table of one set: what, on valid, on test."""
    cells = [
        (f"{r.name} ({r.source})", "", str(r.figures[name])) for r in rows if name in r.figures
    ]
    return cells if aim is None else [*cells, ("wanted of us, at most", f"{aim:.2f}", "")]


def legend(rows: tuple[Row, ...], name: str) -> str:
    """What the sources in that table are, and what its stars mean."""
    used = [row for row in rows if name in row.figures]
    lines = [f"{key}: {SOURCES[key]}" for key in dict.fromkeys(row.source for row in used)]
    if any(row.figures[name].is_from_memory for row in used):
        lines.append("*: from memory, not looked up in the paper")
    return "\n".join(lines)
