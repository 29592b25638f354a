"""A piece of music: parts, and the maps of tempo, meter and key they share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.tempo import TempoMap


class Marker(NamedTuple):
    """A text at a point in time, such as a rehearsal mark."""

    tick: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument's notes.

    program: General MIDI sound, 0-127 (0 is the grand piano); of no meaning for drums.
    """

    notes: NoteSequence
    name: str = ""
    program: int = 0
    is_drum: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Parts that sound together.

    A pickup is a full first bar that starts with silence, so bar lines are where
    the meter map puts them and nothing lies before tick 0.
    """

    parts: tuple[Part, ...] = ()
    tempos: TempoMap = field(default_factory=TempoMap)
    meters: MeterMap = field(default_factory=MeterMap)
    keys: KeyMap = field(default_factory=KeyMap)
    markers: tuple[Marker, ...] = ()
    title: str = ""

    @property
    def end(self) -> int:
        """Tick at which the last note of all parts is released."""
        return max((p.notes.end for p in self.parts), default=0)

    @property
    def note_count(self) -> int:
        """Notes of all parts together."""
        return sum(len(p.notes) for p in self.parts)

    def with_parts(self, *parts: Part) -> Piece:
        """The same maps with other parts."""
        return replace(self, parts=parts)


def simple_piece(
    notes: NoteSequence, *, meter: Meter | None = None, key: Key | None = None, bpm: float = 120
) -> Piece:
    """One part under one meter, key and tempo (quarters a minute)."""
    return Piece(
        parts=(Part(notes),),
        tempos=TempoMap.from_bpm(bpm),
        meters=MeterMap([MeterChange(0, meter or Meter())]),
        keys=KeyMap([KeyChange(0, key)] if key else []),
    )
