"""The request: all that is asked of a training, as data that a run file can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from melodyrnn.collection.choices import NO_CHOICES, Choices
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.models.config import Core, Size
from melodyrnn.training.settings import TrainSettings


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What is asked of a training.

    base: a model file to go on from; its shape then counts, not core and size. is_open:
    base, core and size are chosen when it is known how much music there is. dropout:
    None takes the usual share. threads: processor threads, None for all cores.
    held_out: share of the pieces kept aside. choices: what the user decided on single
    files. with_sources: what is learned from is kept beside the model, so that copies of it
    are found. today and command go onto the card.
    """

    folders: tuple[Path, ...]
    out: Path
    name: str
    settings: TrainSettings
    core: Core = "lstm"
    size: Size = "base"
    dropout: float | None = None
    base: Path | None = None
    is_open: bool = False
    scan: ScanSettings = field(default_factory=ScanSettings)
    choices: Choices = NO_CHOICES
    held_out: float = 0.1
    threads: int | None = None
    with_sources: bool = True
    today: str = ""
    command: str = ""
    credits: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain lists, numbers and texts, the paths from the root on."""
        return asdict(self) | {
            "folders": [str(folder.absolute()) for folder in self.folders],
            "out": str(self.out.absolute()),
            "base": str(self.base.absolute()) if self.base else None,
            "choices": self.choices.to_json(),
            "scan": {name: _plain(value) for name, value in asdict(self.scan).items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TrainRequest:
        """From what `to_json` gave; what was not known yet then takes its default.

        Raises:
            KeyError, TypeError, ValueError: the data does not have that form.
        """
        values = _known(cls, data) | {
            "folders": tuple(Path(folder) for folder in data["folders"]),
            "out": Path(data["out"]),
            "base": Path(data["base"]) if data["base"] else None,
            "choices": Choices.from_json(data["choices"]),
            "settings": TrainSettings(**_known(TrainSettings, data["settings"])),
        }
        scan = _known(ScanSettings, data["scan"])
        if "repairs" in scan:
            scan["repairs"] = frozenset(scan["repairs"])
        return cls(**values | {"scan": ScanSettings(**scan)})


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    names = {f.name for f in fields(kind)}
    return {name: value for name, value in data.items() if name in names}
