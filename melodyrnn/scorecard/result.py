"""A score card as plain data: what was measured of a model, and what it means in words.

Needs neither numpy nor PyTorch: the window reads it. Costs are nats a note on pieces the
model did not learn from, first note and END included; lower is better.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast, get_args

from melodyrnn.errors import ModelFileError
from melodyrnn.whole_file import whole_file

FORMAT = 1
"""Of the JSON written by `ScoreCard.to_json`."""

CARD_SUFFIX = ".scores.json"
"""What a file is called that holds a score card of a model, after the model's stem."""

Unheard: TypeAlias = Literal["sure", "unknown", "none"]
"""Whether the pieces judged by are new to the model. sure: those it learned from were left
out. unknown: nobody can tell, the model has no list of what it learned from. none: it
learned from all of them, so what it does with them proves little."""

FIELD_NAMES = ("shift", "pitch", "duration")
"""What a note's cost consists of; their sum is `WITHOUT_VELOCITY`."""

WITHOUT_VELOCITY = "without_velocity"


@dataclass(frozen=True, slots=True)
class Step:
    """How far the judging is: `done` of `total` steps of the work called `title`."""

    done: int
    total: int
    title: str


@dataclass(frozen=True, slots=True)
class Rival:
    """Someone who predicted the music: the model, or a baseline.

    nats_per_note: by field (`FIELD_NAMES`) and `WITHOUT_VELOCITY`, their sum.
    """

    name: str
    nats_per_note: Mapping[str, float]

    @property
    def nats(self) -> float:
        """Without velocity."""
        return self.nats_per_note[WITHOUT_VELOCITY]


@dataclass(frozen=True, slots=True)
class Foils:
    """How often the model held the true continuation for likelier than a false one.

    name: what the false ones were made of. trials: pairs that were put to it.
    """

    name: str
    trials: int
    preferred: int

    @property
    def share(self) -> float:
        """Of 1; a coin gets 0.5. 0 where nothing was put to it."""
        return self.preferred / self.trials if self.trials else 0.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """One statistic of the takes beside that of what really followed.

    share: area that the two histograms have in common, 0-1. takes, music: the histograms,
    each adding up to 1. labels: one for each column; may be "" where only some are named.
    """

    name: str
    share: float
    takes: tuple[float, ...]
    music: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Originality:
    """What takes have in common with the music the model learned from.

    Lengths are notes of the longest run copied from one piece, intervals and rhythm alike.
    takes: how many were looked at. median, p90, longest: of their longest runs. share: of
    their notes that stand in a run of 8 notes or more, 0-1. human_...: the same of what
    really followed in the pieces judged by, not compared with near duplicates of their own.
    worst: where the longest run of all comes from, by title; "" where nothing was copied.
    """

    takes: int
    median: float
    p90: float
    longest: int
    share: float
    human_median: float
    human_p90: float
    human_longest: int
    human_share: float
    worst: str = ""


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """The whole card.

    model, identity: name and hash of the model. collection: name of the folder judged by.
    made: date, ISO 8601. pieces, notes: judged by. left_out: pieces of the folder that the
    model had learned from, and all else of their files. score: what the model pays, rivals:
    what others pay for the same notes. overlaps: of `takes` takes. originality: None without
    a list of what the model learned from. verdict: a few sentences, the first says the most.
    remarks: what must be known of how it was measured. took_s: seconds it took.
    """

    model: str
    identity: str
    collection: str
    made: str
    pieces: int
    notes: int
    left_out: int
    score: Rival
    rivals: tuple[Rival, ...]
    foils: tuple[Foils, ...]
    overlaps: tuple[Overlap, ...]
    originality: Originality | None
    verdict: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    unheard: Unheard = "sure"
    takes: int = 0
    took_s: float = 0.0

    def rival(self, name: str) -> Rival | None:
        """One of the rivals by its name."""
        return next((rival for rival in self.rivals if rival.name == name), None)

    @property
    def overlap(self) -> float:
        """Mean of all overlaps, 0-1; 0 where there are none."""
        shares = [overlap.share for overlap in self.overlaps]
        return sum(shares) / len(shares) if shares else 0.0

    def to_json(self) -> dict[str, Any]:
        """As plain lists, numbers and texts."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ScoreCard:
        """From what `to_json` gave.

        Raises:
            AttributeError, KeyError, TypeError, ValueError: the data does not have that form.
        """
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']} is not {FORMAT}")
        if data["unheard"] not in get_args(Unheard):
            raise ValueError("it is not said whether the pieces were new")
        original = data["originality"]
        return cls(
            model=str(data["model"]),
            identity=str(data["identity"]),
            collection=str(data["collection"]),
            made=str(data["made"]),
            pieces=int(data["pieces"]),
            notes=int(data["notes"]),
            left_out=int(data["left_out"]),
            takes=int(data["takes"]),
            score=_rival(data["score"]),
            rivals=tuple(map(_rival, data["rivals"])),
            foils=tuple(
                Foils(str(f["name"]), int(f["trials"]), int(f["preferred"])) for f in data["foils"]
            ),
            overlaps=tuple(map(_overlap, data["overlaps"])),
            originality=None if original is None else _originality(original),
            verdict=tuple(map(str, data["verdict"])),
            remarks=tuple(map(str, data["remarks"])),
            unheard=cast(Unheard, data["unheard"]),
            took_s=float(data["took_s"]),
        )


def beside(model_path: Path) -> Path:
    """Beside a model, NAME.scores.json: the card that came with it, or the window's last one."""
    return model_path.with_name(model_path.stem + CARD_SUFFIX)


def save_card(path: Path, card: ScoreCard) -> None:
    """Writes a card as JSON.

    Raises:
        ExportError: there is no place to write to.
    """
    with whole_file(path) as temporary:
        text = json.dumps(card.to_json(), indent=1, allow_nan=False, ensure_ascii=False)
        # A folder's name that is no text at all is written as JSON's own escapes.
        temporary.write_text(text, encoding="utf-8", errors="backslashreplace")


def load_card(path: Path) -> ScoreCard:
    """Reads what `save_card` wrote.

    Raises:
        ModelFileError: it cannot be read, or is something else.
    """
    try:
        return ScoreCard.from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelFileError(
            f"{path.name} cannot be read ({reason}); judge the model anew to get its scores."
        ) from error
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        raise ModelFileError(
            f"{path.name} holds no score card; judge the model anew to get one."
        ) from error


def _rival(data: Mapping[str, Any]) -> Rival:
    nats = {str(name): float(value) for name, value in data["nats_per_note"].items()}
    if WITHOUT_VELOCITY not in nats:
        raise ValueError("the sum of the costs is missing")
    return Rival(str(data["name"]), nats)


def _overlap(data: Mapping[str, Any]) -> Overlap:
    takes, music = (tuple(map(float, data[name])) for name in ("takes", "music"))
    labels = tuple(map(str, data["labels"]))
    if not len(takes) == len(music) == len(labels):
        raise ValueError("the histograms are not of one length")
    return Overlap(str(data["name"]), float(data["share"]), takes, music, labels)


def _originality(data: Mapping[str, Any]) -> Originality:
    return Originality(
        takes=int(data["takes"]),
        median=float(data["median"]),
        p90=float(data["p90"]),
        longest=int(data["longest"]),
        share=float(data["share"]),
        human_median=float(data["human_median"]),
        human_p90=float(data["human_p90"]),
        human_longest=int(data["human_longest"]),
        human_share=float(data["human_share"]),
        worst=str(data["worst"]),
    )
