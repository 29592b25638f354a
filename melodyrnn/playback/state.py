"""The transport as values: what is wished, and what the stream holds up to a frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from melodyrnn.playback.schedule import Loop, Plan
from melodyrnn.playback.sounding import LIVE, NEVER, Sounding


class Leg(NamedTuple):
    """A stretch of the stream in which the song runs on evenly, or stands still.

    start: frame of the stream. song: frame of the song there. until: frame of the song where
    the leg ends, None for never. A count-in counts the song up to where it begins. run: which
    call to play or seek it belongs to. is_end: the music is over.
    """

    start: int
    song: int
    until: int | None
    kind: Literal["still", "count in", "music"]
    plan: Plan
    run: int
    is_end: bool = False

    def song_at(self, frame: float) -> float:
        """The frame of the song at a frame of the stream."""
        return self.song if self.kind == "still" else self.song + frame - self.start

    def tick_at(self, frame: float) -> float:
        """The tick that sounds at a frame of the stream; a count-in waits where it ends."""
        song = self.song_at(frame)
        if self.until is not None:
            song = self.until if self.kind == "count in" else min(song, self.until)
        return max(0.0, self.plan.timeline.tick_at(song))


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be heard. run: counts calls to play and seek; each begins at `start` anew.

    click: loudness of the metronome, of the count-in too. count_in: bars. is_inner: whether our
    own instruments sound, rather than an external one.
    """

    plan: Plan
    is_playing: bool = False
    start: float = 0.0
    run: int = 0
    loop: Loop | None = None
    click: float = 1.0
    is_clicking: bool = False
    count_in: int = 0
    is_inner: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """The stream up to the frame `end`. legs: the recent ones, the last is running."""

    end: int
    legs: tuple[Leg, ...]
    soundings: tuple[Sounding, ...]
    wish: Wish


def rewound(state: State, at: int) -> State:
    """The state as it was at the frame `at`, except for what is played by hand."""
    legs = tuple(leg for leg in state.legs if leg.start <= at) or state.legs[:1]
    kept = []
    for note in state.soundings:
        if note.part == LIVE:
            kept.append(note)
        elif note.struck < at:
            cut = note.cut if note.cut < at else NEVER
            kept.append(replace(note, cut=cut))
    return replace(state, end=at, legs=legs, soundings=tuple(kept))


def without_past(state: State, taken: int, heard: float) -> State:
    """Forgets notes that have rung out before `taken` and legs that were over before `heard`."""
    soundings = tuple(s for s in state.soundings if s.end() > taken)
    first = max((i for i, leg in enumerate(state.legs) if leg.start <= heard), default=0)
    return replace(state, soundings=soundings, legs=state.legs[first:])
