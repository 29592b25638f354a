"""What the learning window asks of the worker, as plain values that travel in a pickle.

Notes stay in the worker: a row of the doctor's table is words and numbers alone, so that
twenty thousand of them are light.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from melodyrnn.card import Card
from melodyrnn.course.run_file import RunSummary
from melodyrnn.scorecard.result import ScoreCard

Parts: TypeAlias = Literal["melody", "top", "merged"]
"""Which parts become lines, as melodyrnn.collection.lines says."""
PARTS: tuple[Parts, ...] = get_args(Parts)


class Offer(NamedTuple):
    """A repair that would help. button: a few words; sentence: what it does."""

    repair: str
    button: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of a file; the fields are those of melodyrnn.collection.scan.PartReport."""

    name: str
    kind: str
    kept: bool
    reason: str
    notes: int
    bars: int
    key: str
    meter: str
    off_grid: float


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file as the doctor found it.

    kept: something can be learned from it; reason: why not, "" if it can. kind, bars, key,
    meter and off_grid: of the part that is kept, else of the one with the most notes.
    lines, notes, seconds: to learn from. offered, applied: repairs that would help, and
    those that were made for the user. content: tells its bytes from other files'.
    remark: what else is worth knowing.
    """

    path: Path
    kept: bool
    reason: str = ""
    kind: str = ""
    lines: int = 0
    notes: int = 0
    seconds: float = 0.0
    bars: int = 0
    key: str = ""
    meter: str = ""
    off_grid: float = 0.0
    parts: tuple[PartRow, ...] = ()
    offered: tuple[Offer, ...] = ()
    applied: tuple[Offer, ...] = ()
    content: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SurveyRequest:
    """Look at files and folders.

    Answers: a SurveyBegan, then tuples of FileRow, then a Finding. A row may come again, when
    all files are known. parts, repairs: for all files. chosen: repairs by a file's content.
    left_out: contents of files the user does not want. is_live: rows come as files are read;
    else when all are. has_finding: the whole is judged.
    """

    places: tuple[Path, ...]
    parts: Parts = "melody"
    repairs: frozenset[str] = frozenset()
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    is_live: bool = True
    has_finding: bool = True
    cache: Path | None = None
    """Folder of what is known of files from before; None: the usual one."""


@dataclass(frozen=True, slots=True)
class SurveyBegan:
    """So many files there are, and all repairs there are."""

    total: int
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the collection amounts to. verdict: whether it is enough, and what to do.

    twins: groups of files that hold the same tune. tunes: how many different ones there are.
    """

    verdict: str
    is_enough: bool
    twins: tuple[tuple[Path, ...], ...] = ()
    tunes: int = 0


@dataclass(frozen=True, slots=True)
class ChoicesRequest:
    """Write down what the user decided, for `train --choices`. Answers: the Path."""

    path: Path
    left_out: frozenset[str]
    chosen: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A model's last score card. is_current: the model's file is the one that was judged."""

    card: ScoreCard
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model as the model manager shows it. problem: why it cannot be used, "" if it can.

    judged: its last score card; None if it was never judged. written_ns: when its file was
    written.
    """

    name: str
    path: Path
    is_shipped: bool
    card: Card = field(default_factory=Card)
    core: str = ""
    layers: int = 0
    hidden: int = 0
    size_bytes: int = 0
    problem: str = ""
    judged: Judged | None = None
    written_ns: int = 0


@dataclass(frozen=True, slots=True)
class ShelfRequest:
    """All models, damaged ones too, and all trainings that left a file.

    Answers: one Shelf.
    """


@dataclass(frozen=True, slots=True)
class Shelf:
    """Models, the default first; trainings that were begun, finished or not, latest first."""

    models: tuple[ModelEntry, ...] = ()
    runs: tuple[RunSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgeRequest:
    """Judge the model in a file by the music in folders, and keep its score card.

    Answers: a JudgeNews now and then, then a Judged.
    """

    model: Path
    folders: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class JudgeNews:
    """How far the judging is: `done` of `total` of what `title` says, `share` (0-1) of all."""

    title: str
    done: int
    total: int
    share: float


@dataclass(frozen=True, slots=True)
class AdoptRequest:
    """Put a model file among the user's own. Answers: its name there."""

    path: Path


@dataclass(frozen=True, slots=True)
class CopyRequest:
    """Copy a model file elsewhere, with what it learned from if that lies beside it.

    Answers: the Path when it is whole.
    """

    path: Path
    target: Path
    with_sources: bool = True


@dataclass(frozen=True, slots=True)
class RenameRequest:
    """Call one of the user's models otherwise: its file and its card. Answers: the name."""

    name: str
    wanted: str
