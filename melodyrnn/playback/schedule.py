"""When what sounds: ticks and frames, and how a loop unrolls. Pure, without sound or clocks.

A frame is one sample of each side. The song has its own frames, counted from tick 0 at the
score's tempos; the stream counts the frames the device was given since the player was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import IntArray
from melodyrnn.music.tempo import TempoMap
from melodyrnn.playback.score import Score

SHORTEST_LOOP_S = 0.05
"""A loop shorter than this would be a buzz."""


class Timeline:
    """Ticks to frames of the song and back."""

    def __init__(self, tempos: TempoMap, rate: int) -> None:
        self.tempos = tempos
        self.rate = rate
        self._ticks = np.array([change.tick for change in tempos.changes], dtype=np.float64)
        self._seconds = tempos.seconds_at(self._ticks.astype(np.int64))
        self._per_tick = np.array([c.tempo for c in tempos.changes]) / (480 * 1e6)

    def frames_at(self, ticks: IntArray) -> IntArray:
        """The nearest frame to each tick."""
        return np.rint(self.tempos.seconds_at(ticks) * self.rate).astype(np.int64)

    def frame_at(self, tick: float) -> int:
        """The nearest frame to one tick, which may be a fraction."""
        row = max(0, int(np.searchsorted(self._ticks, tick, side="right")) - 1)
        seconds = self._seconds[row] + (tick - self._ticks[row]) * self._per_tick[row]
        return round(float(seconds) * self.rate)

    def tick_at(self, frame: float) -> float:
        """The tick, with its fraction, at a frame; before the song begins it is below 0."""
        seconds = frame / self.rate
        row = max(0, int(np.searchsorted(self._seconds, seconds, side="right")) - 1)
        return float(self._ticks[row] + (seconds - self._seconds[row]) / self._per_tick[row])


class SoundKey(NamedTuple):
    """What a sound depends on. program: General MIDI, 0-127; for drums 0."""

    program: int
    is_drum: bool
    pitch: int


class Strike(NamedTuple):
    """One note of the score. onset and release in frames of the song; tick of its onset."""

    part: int
    key: SoundKey
    velocity: int
    gain: float
    tick: int
    onset: int
    release: int


class Plan:
    """A score in frames of the song: which notes begin, and which sound, when."""

    def __init__(self, score: Score, rate: int) -> None:
        self.score = score
        self.timeline = Timeline(score.piece.tempos, rate)
        parts = [i for i, gain in enumerate(score.gains) if gain > 0]
        notes = [score.piece.parts[i].notes for i in parts]
        tick = _joined([n.onset for n in notes])
        order = np.argsort(tick, kind="stable")
        self._tick = tick[order]
        self._part = _joined([np.full(len(n), i) for i, n in zip(parts, notes, strict=True)])[order]
        self._pitch = _joined([n.pitch for n in notes])[order]
        self._velocity = _joined([n.velocity for n in notes])[order]
        self._onset = self.timeline.frames_at(self._tick)
        self._release = self.timeline.frames_at(_joined([n.release for n in notes])[order])
        self._release = np.maximum(self._release, self._onset + 1)
        # Whether any note still sounds that far on: spares the search in most places.
        self._latest_release = np.maximum.accumulate(self._release)

    @property
    def meters(self) -> MeterMap:
        """Where the bars lie."""
        return self.score.piece.meters

    def end_frame(self, start: int) -> int:
        """Where playing from the frame `start` stops: the bar line after the last note.

        From behind that on, the next bar line.
        """
        last = self.meters.bar_line_at_or_after(self.score.piece.end)
        end = self.timeline.frame_at(last)
        if start < end:
            return end
        tick = max(0, int(self.timeline.tick_at(start)) + 1)
        return max(start + 1, self.timeline.frame_at(self.meters.bar_line_at_or_after(tick)))

    def starting(self, start: int, end: int) -> list[Strike]:
        """The notes that begin at or after the frame `start` and before `end`."""
        first, last = np.searchsorted(self._onset, [start, end])
        return [self._strike(row) for row in range(int(first), int(last))]

    def held_at(self, frame: int) -> list[Strike]:
        """The notes that began before the frame and are held beyond it; drums are not held."""
        count = int(np.searchsorted(self._onset, frame))
        if not count or self._latest_release[count - 1] <= frame:
            return []
        rows = np.flatnonzero(self._release[:count] > frame).tolist()
        strikes = [self._strike(row) for row in rows]
        return [strike for strike in strikes if not strike.key.is_drum]

    def longest(self) -> dict[SoundKey, tuple[int, int]]:
        """Of each sound the first frame that needs it, and for how many it is held at most."""
        needs: dict[SoundKey, tuple[int, int]] = {}
        if not len(self._onset):
            return needs
        codes = self._part * 128 + self._pitch
        by_code = np.argsort(codes, kind="stable")  # keeps the order of onsets within a code
        sorted_codes = codes[by_code]
        starts = np.flatnonzero(np.diff(sorted_codes, prepend=-1))
        longest = np.maximum.reduceat((self._release - self._onset)[by_code], starts)
        first = self._onset[by_code][starts]
        for code, onset, held in zip(sorted_codes[starts], first, longest, strict=True):
            key = self._key(int(code) // 128, int(code) % 128)
            before = needs.get(key, (int(onset), int(held)))
            needs[key] = min(int(onset), before[0]), max(int(held), before[1])
        return needs

    def _key(self, part: int, pitch: int) -> SoundKey:
        it = self.score.piece.parts[part]
        return SoundKey(0 if it.is_drum else it.program, it.is_drum, pitch)

    def _strike(self, row: int) -> Strike:
        part = int(self._part[row])
        return Strike(
            part,
            self._key(part, int(self._pitch[row])),
            int(self._velocity[row]),
            self.score.gains[part],
            int(self._tick[row]),
            int(self._onset[row]),
            int(self._release[row]),
        )


class Loop(NamedTuple):
    """What repeats: from tick `start` up to tick `end`."""

    start: int
    end: int

    def frames(self, timeline: Timeline) -> tuple[int, int]:
        """First frame, and the one after the last."""
        first = timeline.frame_at(self.start)
        shortest = round(SHORTEST_LOOP_S * timeline.rate)
        return first, max(timeline.frame_at(self.end), first + shortest)


def beats(meters: MeterMap, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """The beats at or after tick `start` and before `end`, and whether a bar begins there."""
    if start >= end:
        return
    bar = int(meters.locate(max(0, start)).bar_start)
    while bar < end:
        step = meters.at(bar).beat_ticks
        line = meters.bar_line_at_or_after(bar + 1)
        for tick in range(bar, min(line, end), step):
            if tick >= start:
                yield tick, tick == bar
        bar = line


def count_in_beats(meters: MeterMap, tick: int, bars: int) -> tuple[int, list[tuple[int, bool]]]:
    """How many ticks a count-in before `tick` lasts, and its beats as those of `beats`.

    The bars before `tick` are imagined in its own meter, so beats may lie below tick 0.
    """
    meter = meters.at(tick)
    length = bars * meter.bar_ticks
    bar_start = int(meters.locate(tick).bar_start)
    steps = range(0, meter.bar_ticks, meter.beat_ticks)
    lines = [bar_start - n * meter.bar_ticks for n in range(bars + 1, -1, -1)]
    found = [(line + step, step == 0) for line in lines for step in steps]
    return length, [beat for beat in found if tick - length <= beat[0] < tick]


def _joined(columns: list[IntArray]) -> IntArray:
    return np.concatenate([np.zeros(0, dtype=np.int64), *columns]).astype(np.int64)
