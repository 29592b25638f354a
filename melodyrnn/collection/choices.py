"""Choices: what the user decided on single files, known by their content, not by their name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from melodyrnn.collection.repairs import REPAIRS, Repair
from melodyrnn.errors import CollectionError
from melodyrnn.whole_file import whole_file

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided; a file is known by the hash of its bytes (`FileReport.content`)."""

    left_out: frozenset[str] = frozenset()
    """Files not to learn from."""
    repairs: Mapping[str, frozenset[Repair]] = field(default_factory=dict)
    """Repairs of a file, besides those for all files."""

    def repairs_of(self, content: str) -> frozenset[Repair]:
        """The repairs decided on for one file."""
        return self.repairs.get(content, frozenset())

    def with_left_out(self, content: str, *, is_left_out: bool) -> Choices:
        """The same, with this file left out or taken in again."""
        alone = frozenset({content})
        left_out = self.left_out | alone if is_left_out else self.left_out - alone
        return replace(self, left_out=left_out)

    def with_repair(self, content: str, repair: Repair, *, is_wanted: bool) -> Choices:
        """The same, with this repair of this file wanted or no longer."""
        alone = frozenset({repair})
        before = self.repairs_of(content)
        repairs = {**self.repairs, content: before | alone if is_wanted else before - alone}
        return replace(self, repairs={c: r for c, r in repairs.items() if r})

    def to_json(self) -> dict[str, object]:
        """As plain data, in an order that does not change."""
        return {
            "version": _VERSION,
            "left_out": sorted(self.left_out),
            "repairs": {c: sorted(self.repairs[c]) for c in sorted(self.repairs)},
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Choices:
        """Reads what `to_json` gave; repairs of a newer version are passed over.

        Raises:
            ValueError: it is nothing of that kind.
        """
        left_out, repairs = said.get("left_out", []), said.get("repairs", {})
        if not isinstance(left_out, list) or not isinstance(repairs, dict):
            raise ValueError("no choices")
        known = {
            str(c): frozenset(r for r in REPAIRS if r in names) for c, names in repairs.items()
        }
        return cls(frozenset(map(str, left_out)), {c: r for c, r in known.items() if r})


NO_CHOICES = Choices()
"""Nothing was decided."""


def load_choices(path: Path) -> Choices:
    """Reads choices; where there is no file, or none that can be read, none were made."""
    try:
        return read_choices(path)
    except CollectionError:
        return NO_CHOICES


def read_choices(path: Path) -> Choices:
    """Reads choices from a file that must be there.

    Raises:
        CollectionError: it cannot be read, or holds something else.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Choices.from_json(said)
    except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise CollectionError(
            f"{path} holds no choices of this program; name the file that the window saved."
        ) from error


def save_choices(path: Path, choices: Choices) -> None:
    """Writes choices, whole or not at all.

    Raises:
        ExportError: they cannot be written there.
    """
    with whole_file(path) as temporary:
        temporary.write_text(json.dumps(choices.to_json(), indent=1), encoding="utf-8")
