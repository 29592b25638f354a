"""A take's line as it will be read: the pairs that are looked for in the sources.

What is drawn is not always what is written. A note waits for a key that the seed still
holds, and a note of the take ends where its key is struck again; either changes durations or
the order of notes, and so the pairs (`melodyrnn.originality.pairs`) of notes drawn before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from melodyrnn.encoding.events import encode
from melodyrnn.encoding.timing import CLASS_LOWS, TICKS_PER_STEP
from melodyrnn.generation.seed import Seed
from melodyrnn.music.notes import NoteSequence, without_collisions
from melodyrnn.originality.limit import CopyLimit

_Note = tuple[int, int, int]
"""Onset in steps, pitch in the frame, duration in steps."""

_Pair = tuple[int, int]


class Line:
    """The notes of one take as they are written, and what the limit says of the next one.

    held: tick of release of each pitch that sounds into the take. before: pitch of the last
    note before the take, None for none; then the first note has no pair. Steps and pitches
    are those that are drawn.
    """

    def __init__(self, limit: CopyLimit, held: Mapping[int, int], before: int | None) -> None:
        self._limit, self._held, self._before = limit, held, before
        self._notes: list[_Note] = []
        self._pairs: list[_Pair] = []
        self._sounding: dict[int, int] = {}

    @classmethod
    def opening(cls, limit: CopyLimit, seed: Seed, prefix: NoteSequence) -> Line:
        """The line of takes of a seed that begin with `prefix`."""
        frame = seed.frame.semitones
        last = encode(seed.notes)[0]["pitch"][-1:].tolist()
        held: dict[int, int] = {}
        for note in seed.notes.merged(prefix):
            if note.end > seed.start:
                held[note.pitch + frame] = max(held.get(note.pitch + frame, 0), note.end)
        line = cls(limit, held, last[0] + frame if last else None)
        onset = 0
        for shift, pitch, duration, _ in encode(without_collisions(prefix))[0].tolist():
            onset += shift
            line._append((onset, pitch + frame, duration))
        return line

    @property
    def pairs(self) -> list[_Pair]:
        """The pairs of all notes that have one."""
        return self._pairs[self._first :]

    @property
    def last_pitch(self) -> int | None:
        """Pitch of the note that the next one's interval is taken from."""
        return self._notes[-1][1] if self._notes else self._before

    def forbidden(self) -> frozenset[_Pair]:
        """Pairs that would make a run too long if they came next."""
        return self._limit.next_forbidden(self._before_pair(self._pairs, len(self._pairs)))

    def follows(self, onset: int, pitch: int) -> bool:
        """Whether a note would stand last, as drawn: then `forbidden` says all of its pair."""
        waits = self._held.get(pitch, 0) > onset * TICKS_PER_STEP
        return not waits and self._comes_last((onset, pitch, 1))

    def accepts(self, onset: int, pitch: int, duration: int) -> bool:
        """Whether no run becomes too long by this note, and it does not come to nothing."""
        note = self._written(onset, pitch, duration)
        if note is None:
            return False
        if self._comes_last(note):
            return self._pair(self._notes, note, len(self._notes)) not in self.forbidden()
        struck = self._struck(note)
        return struck is not None and not self._is_too_long(*struck)

    def add(self, onset: int, pitch: int, duration: int) -> None:
        """One note more; one that was accepted."""
        note = self._written(onset, pitch, duration)
        if note is None:
            return
        if self._comes_last(note):
            self._append(note)
        elif (struck := self._struck(note)) is not None:
            self._notes, self._pairs, _ = struck
            self._sounding[pitch] = note[0] + note[2]

    def branched(self) -> Line:
        """The same line, to go on in another way."""
        line = Line(self._limit, self._held, self._before)
        line._notes, line._pairs = [*self._notes], [*self._pairs]
        line._sounding = {**self._sounding}
        return line

    @property
    def _first(self) -> int:
        """The first note that has a pair."""
        return int(self._before is None)

    def _written(self, onset: int, pitch: int, duration: int) -> _Note | None:
        """The note after it has waited for its key (`melodyrnn.generation.takes.clear_of`).

        None: it would have waited for all of its length.
        """
        tick, held = onset * TICKS_PER_STEP, self._held.get(pitch, 0)
        if held <= tick:
            return onset, pitch, duration
        release = tick + duration * TICKS_PER_STEP
        if release <= held:
            return None
        return _steps(held), pitch, max(_steps(release) - _steps(held), 1)

    def _comes_last(self, note: _Note) -> bool:
        """Whether it changes nothing before it."""
        if self._sounding.get(note[1], 0) > note[0]:
            return False
        return not self._notes or self._notes[-1][:2] < note[:2]

    def _append(self, note: _Note) -> None:
        self._pairs.append(self._pair(self._notes, note, len(self._notes)))
        self._notes.append(note)
        self._sounding[note[1]] = note[0] + note[2]

    def _struck(self, note: _Note) -> tuple[list[_Note], list[_Pair], set[int]] | None:
        """Notes and pairs with a note that does not just come last, and the pairs it changes.

        None: the key is struck at that very step, and two notes would become one.
        """
        notes, pairs, changed = [*self._notes], [*self._pairs], set()
        onset, pitch, _ = note
        for i in range(len(notes) - 1, -1, -1):
            start, key, lasts = notes[i]
            if key == pitch and start < onset < start + lasts:
                notes[i] = (start, key, onset - start)
                changed.add(i)
                break
        place = bisect_left(notes, note[:2])
        if place < len(notes) and notes[place][:2] == note[:2]:
            return None
        notes.insert(place, note)
        pairs.insert(place, (0, 0))
        changed |= {place, place + 1} & set(range(len(notes)))
        for i in changed:
            pairs[i] = self._pair(notes, notes[i], i)
        return notes, pairs, changed

    def _is_too_long(self, notes: list[_Note], pairs: list[_Pair], changed: set[int]) -> bool:
        """Whether any run that reaches one of the changed pairs is too long."""
        ends = {end for i in changed for end in range(i, i + self._limit.most + 1)}
        return any(
            pairs[end] in self._limit.next_forbidden(self._before_pair(pairs, end))
            for end in ends
            if end < len(notes)
        )

    def _before_pair(self, pairs: list[_Pair], end: int) -> list[_Pair]:
        """As many pairs before one as the limit looks at."""
        return pairs[max(end - self._limit.most, self._first) : end]

    def _pair(self, notes: list[_Note], note: _Note, place: int) -> _Pair:
        before = notes[place - 1][1] if place else self._before
        interval = 0 if before is None else note[1] - before
        return interval, bisect_right(CLASS_LOWS, note[2]) - 1


def _steps(tick: int) -> int:
    """As `melodyrnn.encoding.timing.to_steps`."""
    return (tick + TICKS_PER_STEP // 2) // TICKS_PER_STEP
