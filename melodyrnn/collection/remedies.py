"""Remedies: what could be put right in a piece before lines are taken from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from melodyrnn.collection.key_check import HeardKey, key_to_set
from melodyrnn.collection.lines import JudgedPart
from melodyrnn.collection.repairs import Repair
from melodyrnn.collection.straightening import straightened
from melodyrnn.music.key import KeyChange, KeyMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Piece


@dataclass(frozen=True, slots=True)
class Remedies:
    """What would change a piece for the better.

    straight: the piece on the grid, if it was played by hand. is_free: it was played without
    regard to the beat, and nothing can be done. key: the key to set by ear.
    """

    straight: Piece | None
    is_free: bool
    key: HeardKey | None

    @property
    def repairs(self) -> frozenset[Repair]:
        """The repairs that would change the piece."""
        named: dict[Repair, object] = {"quantise": self.straight, "detect-key": self.key}
        return frozenset(repair for repair, remedy in named.items() if remedy is not None)


def find_remedies(piece: Piece, judged: Sequence[JudgedPart]) -> Remedies:
    """Looks for what is wrong with the timing and the key of a piece."""
    timing = straightened(piece)
    pitched = [each.part.notes.array for each in judged if each.kind not in ("drums", "empty")]
    notes = NoteSequence.from_valid(np.concatenate(pitched)) if pitched else NoteSequence()
    return Remedies(timing.piece, timing.is_free, key_to_set(notes, piece.keys))


def remedied(piece: Piece, remedies: Remedies, wanted: frozenset[Repair]) -> Piece:
    """The piece with those of the remedies that are wanted."""
    if remedies.straight is not None and "quantise" in wanted:
        piece = remedies.straight
    if remedies.key is not None and "detect-key" in wanted:
        piece = replace(piece, keys=KeyMap([KeyChange(0, remedies.key.key)]))
    return piece


def remark(remedies: Remedies, applied: frozenset[Repair]) -> str:
    """What a musician should know of a piece that no repair has put right; "" if nothing."""
    said = []
    if remedies.is_free:
        said.append("It was played freely: its bar lines mean nothing, and no grid fits.")
    heard = remedies.key
    if heard is not None and heard.stated is not None and "detect-key" not in applied:
        said.append(f"It states the key of {heard.stated}, but its notes are in {heard.key}.")
    return " ".join(said)
