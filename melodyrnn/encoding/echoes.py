"""Echoes: what the piece so far foretells of the next note, by going on as it did before.

Music with chords comes back by the bar and by the beat, and in figures that are moved. Of each
note to draw it is told what stood there a bar, two bars and a beat ago, and what followed the
latest place that went like the last notes: 8, 4 or 2 of them, as they were or transposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.around import NONE, SLOTS
from melodyrnn.encoding.events import EventArray
from melodyrnn.encoding.timing import CLASS_COUNT, class_of
from melodyrnn.music.notes import IntArray

BACK = ("bar", "two bars", "beat")
"""How long ago something stood at the same place."""

MATCHED = (2, 4, 8)
"""Notes that went alike; of the longest the latest counts."""

ECHOES = (*BACK, *(f"{how} {n}" for how in ("match", "moved") for n in MATCHED))
"""Kinds of pitches that are foretold: those that stood there, and the one that followed."""

HINTS = (*BACK, "match", "moved")
"""By whom shift and duration are foretold."""

UNTOLD = CLASS_COUNT
"""Stands for a class of shift or duration that is not foretold."""

_FAR = 1 << 40


@dataclass(frozen=True, slots=True)
class Echoes:
    """Of each of n steps what is foretold.

    pitches: (n, len(ECHOES), SLOTS), in the frame, NONE in slots left over. shift, duration:
    (n, len(HINTS)), classes, `UNTOLD` where there is none.
    """

    pitches: NDArray[np.int8]
    shift: NDArray[np.int16]
    duration: NDArray[np.int16]

    @classmethod
    def untold(cls, steps: int) -> Echoes:
        """Nothing foretold."""
        return cls(
            np.full((steps, len(ECHOES), SLOTS), NONE, dtype=np.int8),
            np.full((steps, len(HINTS)), UNTOLD, dtype=np.int16),
            np.full((steps, len(HINTS)), UNTOLD, dtype=np.int16),
        )

    def __getitem__(self, steps: slice) -> Echoes:
        """Those of some steps."""
        return Echoes(self.pitches[steps], self.shift[steps], self.duration[steps])


def backs(spans: IntArray) -> IntArray:
    """Steps back of each of `BACK`, (..., 3), by bar and beat (..., 2)."""
    return np.stack([spans[..., 0], 2 * spans[..., 0], spans[..., 1]], axis=-1)


def echoes_of(events: EventArray, onset: IntArray, spans: IntArray) -> Echoes:
    """Of a whole piece of n notes, for its n + 1 steps; pitches in the frame.

    onset: (n,) in steps. spans: (n, 2), bar and beat at each onset.
    """
    echoes = Echoes.untold(len(events) + 1)
    if len(events):
        past = Past(onset, events["pitch"], events["duration"])
        for k, back in enumerate(backs(spans).T):
            there = past.standing_at(onset - back)
            echoes.pitches[:-1, k] = there.pitches
            echoes.duration[:-1, k] = there.lasting(events["pitch"])
            echoes.shift[1:, k] = past.going_on(there, onset - back, onset, events["pitch"])
        _add_matches(echoes, events)
    return echoes


@dataclass(frozen=True, slots=True)
class Standing:
    """The notes at some times: pitches and classes of duration, (n, SLOTS), highest first."""

    pitches: NDArray[np.int8]
    durations: NDArray[np.int16]

    def lasting(self, pitch: IntArray) -> NDArray[np.int16]:
        """The duration of the note of that pitch (n,), else of the highest; `UNTOLD` for none."""
        is_same = self.pitches == pitch[:, None]
        slot = np.where(is_same.any(axis=1), is_same.argmax(axis=1), 0)
        return self.durations[np.arange(len(pitch)), slot]


class Past:
    """The notes of a piece by their onsets, to be looked up by time."""

    def __init__(self, onset: IntArray, pitch: IntArray, duration: IntArray) -> None:
        """Of n notes in the order of events."""
        begins = np.flatnonzero(np.diff(onset, prepend=-1))
        sizes = np.diff(np.append(begins, len(onset)))
        self.times = onset[begins]
        # The last row is that of times at which nothing begins.
        self._pitches = np.full((len(begins) + 1, SLOTS), NONE, dtype=np.int8)
        self._durations = np.full((len(begins) + 1, SLOTS), UNTOLD, dtype=np.int16)
        classes = class_of(duration)
        for slot in range(min(SLOTS, int(sizes.max(initial=0)))):
            chords = np.flatnonzero(sizes > slot)
            note = (begins + sizes - 1 - slot)[chords]
            self._pitches[chords, slot] = pitch[note]
            self._durations[chords, slot] = classes[note]

    def standing_at(self, times: IntArray) -> Standing:
        """The notes that begin at these times (n,)."""
        row = self.times.searchsorted(times)
        is_there = np.append(self.times, _FAR)[row] == times
        row = np.where(is_there, row, len(self.times))
        return Standing(self._pitches[row], self._durations[row])

    def going_on(
        self, there: Standing, times: IntArray, now: IntArray, pitch: IntArray
    ) -> NDArray[np.int16]:
        """The class of shift by which it went on from there: all (n,).

        Where a higher note than `pitch` was struck there, 0; else the time until the next onset,
        if that came no later than `now`.
        """
        later = np.append(self.times, _FAR)[self.times.searchsorted(times, side="right")]
        has_higher = (there.pitches > pitch[:, None]).any(axis=1)
        is_known = (times >= 0) & (later <= now)
        gap = class_of(np.where(is_known & ~has_higher, later - times, 0))
        return np.where(is_known | has_higher, gap, UNTOLD).astype(np.int16)


def _add_matches(echoes: Echoes, events: EventArray) -> None:
    pitch, shift, duration = (
        events["pitch"],
        class_of(events["shift"]),
        class_of(events["duration"]),
    )
    for how, codes in enumerate(codes_of(events)):
        place, length = latest_matches(codes.tolist())
        step = np.flatnonzero(place >= 0)  # having read note `step`, what comes after it
        after = place[step] + 1
        moved = (pitch[step] - pitch[place[step]]) * how
        foretold = pitch[after] + moved
        fits = (foretold >= 0) & (foretold <= 127)
        kind = len(BACK) + how * len(MATCHED) + length[step]
        echoes.pitches[step[fits] + 1, kind[fits], 0] = foretold[fits]
        echoes.shift[step + 1, len(BACK) + how] = shift[after]
        echoes.duration[step + 1, len(BACK) + how] = duration[after]


def codes_of(events: EventArray) -> tuple[IntArray, IntArray]:
    """One number for each note: what must be alike for a match, and for a moved one."""
    rhythm = class_of(events["shift"]) * 256 + class_of(events["duration"])
    interval = np.diff(events["pitch"], prepend=events["pitch"][:1])
    return events["pitch"] * 65536 + rhythm, (interval + 256) * 65536 + rhythm


def latest_matches(codes: Sequence[int]) -> tuple[IntArray, IntArray]:
    """For each note the latest earlier one up to which the notes went alike, -1 for none.

    Also the place in `MATCHED` of how many went alike: the most, then the latest.
    """
    place, length = np.full((2, len(codes)), -1, dtype=np.int64)
    for number, count in enumerate(MATCHED):  # longer ones overwrite shorter ones
        seen: dict[tuple[int, ...], int] = {}
        for i in range(count - 1, len(codes)):
            key = tuple(codes[i + 1 - count : i + 1])
            if (earlier := seen.get(key)) is not None:
                place[i], length[i] = earlier, number
            seen[key] = i
    return place, length
