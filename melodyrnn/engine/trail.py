"""The trail of each take: the notes it has read, and what they foretell (`encoding.echoes`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.around import SLOTS
from melodyrnn.encoding.echoes import BACK, MATCHED, Echoes, backs, codes_of
from melodyrnn.encoding.events import EventArray
from melodyrnn.encoding.features import Clock
from melodyrnn.encoding.spec import PITCHES
from melodyrnn.encoding.timing import class_of
from melodyrnn.music.notes import IntArray

_ROOM = 64
_ONSET, _PITCH, _DURATION, _SHIFT, _EXACT, _MOVED = range(6)


@dataclass(frozen=True, slots=True)
class Trail:
    """Of B takes the notes so far: those that all share, and what each has added since.

    clock: of the piece. shared: (6, S), of each note its onset, pitch, duration, shift and the
    two codes of `codes_of`. own: (6, B, room), the same, continued in place, of which `added`
    are in use. place, length: (B, 2), the latest match of the last notes, as they were and
    moved, as `latest_matches` gives them.
    """

    clock: Clock
    shared: IntArray
    own: IntArray
    added: int
    place: IntArray
    length: IntArray

    @classmethod
    def after(cls, clock: Clock, events: EventArray) -> Trail:
        """One take that has read some events."""
        exact, moved = codes_of(events)
        names = (events["pitch"], events["duration"], events["shift"], exact, moved)
        shared = np.stack([np.cumsum(events["shift"]), *names])
        own = np.zeros((len(shared), 1, _ROOM), dtype=np.int64)
        return cls(clock, shared, own, 0, *_matches([shared]))

    @property
    def count(self) -> int:
        """Notes of each take."""
        return int(self.shared.shape[1]) + self.added

    @property
    def nbytes(self) -> int:
        """Bytes held, room for notes to come included."""
        return sum(a.nbytes for a in (self.shared, self.own, self.place, self.length))

    def select(self, index: IntArray) -> Trail:
        """The takes named by `index`, in that order."""
        own = np.zeros((len(self.own), len(index), self.added + _ROOM), dtype=np.int64)
        own[..., : self.added] = self.own[:, index, : self.added]
        return replace(self, own=own, place=self.place[index], length=self.length[index])

    def with_notes(self, onset: IntArray, events: EventArray) -> Trail:
        """After one more event each, at `onset` (B,)."""
        own, added = self.own, self.added
        if added == own.shape[2]:
            own = np.concatenate([own, np.zeros_like(own)], axis=2)
        pairs = np.stack([events, events], axis=1)  # the note before, and this one
        if self.count:
            pairs["pitch"][:, 0] = [row[_PITCH, -1] for row in self._rows()]
        codes = np.array([[code[1] for code in codes_of(pair)] for pair in pairs]).T
        own[:, :, added] = (onset, events["pitch"], events["duration"], events["shift"], *codes)
        longer = replace(self, own=own, added=added + 1)
        place, length = _matches(longer._rows())
        return replace(longer, place=place, length=length)

    def shifts(self, onset: IntArray) -> NDArray[np.int16]:
        """Foretold classes of shift, (B, hints), from these onsets: the last notes', or later."""
        found = Echoes.untold(self.own.shape[1]).shift
        for row, notes in enumerate(self._rows()) if self.count else ():
            begun, last, now = notes[_ONSET], int(notes[_PITCH, -1]), int(onset[row])
            for k, steps in enumerate(self._backs(now)):
                first, end = begun.searchsorted((now - steps, now - steps + 1))
                if first < end and int(notes[_PITCH, end - 1]) > last:
                    found[row, k] = class_of(0)
                elif now >= steps and end < self.count:
                    found[row, k] = class_of(int(begun[end]) - (now - steps))
            self._follow(found, row, notes[_SHIFT])
        return found

    def durations(self, onset: IntArray, pitch: IntArray) -> NDArray[np.int16]:
        """Foretold classes of duration of notes of these pitches at these onsets, (B, hints)."""
        found = Echoes.untold(len(onset)).duration
        for row, notes in enumerate(self._rows()):
            for k, there in self._standing(notes, int(onset[row])):
                slot = int((there[_PITCH] == pitch[row]).argmax())
                found[row, k] = class_of(there[_DURATION, slot])
            self._follow(found, row, notes[_DURATION])
        return found

    def pitches(self, onset: IntArray) -> NDArray[np.int8]:
        """Foretold pitches of notes at these onsets: (B, echoes, SLOTS)."""
        found = Echoes.untold(len(onset)).pitches
        for row, notes in enumerate(self._rows()):
            for k, there in self._standing(notes, int(onset[row])):
                found[row, k, : there.shape[1]] = there[_PITCH]
            pitch = notes[_PITCH]
            for how in np.flatnonzero(self.place[row] >= 0).tolist():
                place = int(self.place[row, how])
                foretold = int(pitch[place + 1]) + how * int(pitch[-1] - pitch[place])
                if 0 <= foretold < PITCHES:
                    kind = len(BACK) + how * len(MATCHED) + int(self.length[row, how])
                    found[row, kind, 0] = foretold
        return found

    def _rows(self) -> Iterator[IntArray]:
        """The notes of each take, (6, count)."""
        for row in range(self.own.shape[1]):
            yield np.concatenate([self.shared, self.own[:, row, : self.added]], axis=1)

    def _backs(self, onset: int) -> list[int]:
        steps: list[int] = backs(self.clock.spans(np.array(onset))).tolist()
        return steps

    def _standing(self, notes: IntArray, onset: int) -> Iterator[tuple[int, IntArray]]:
        """Which of `BACK`, and the notes that stood there, highest first; where there are any."""
        for k, steps in enumerate(self._backs(onset)):
            time = onset - steps
            first, end = notes[_ONSET].searchsorted((time, time + 1)).tolist()
            if first < end:
                yield k, notes[:, first:end][:, ::-1][:, :SLOTS]

    def _follow(self, found: NDArray[np.int16], row: int, steps: IntArray) -> None:
        """Fills in the class of what followed the matches."""
        for how in np.flatnonzero(self.place[row] >= 0).tolist():
            found[row, len(BACK) + how] = class_of(steps[self.place[row, how] + 1])


def _matches(rows: Iterable[IntArray]) -> tuple[IntArray, IntArray]:
    """`place` and `length` of `Trail`."""
    found = np.array([[_match(notes[_EXACT]), _match(notes[_MOVED])] for notes in rows])
    return found[..., 0], found[..., 1]


def _match(codes: IntArray) -> tuple[int, int]:
    """Of the last note what `latest_matches` gives."""
    found = -1, -1
    alike = np.flatnonzero(codes[:-1] == codes[-1:])
    for back in range(1, MATCHED[-1]):
        alike = alike[alike >= back]
        if len(alike):
            alike = alike[codes[alike - back] == codes[len(codes) - 1 - back]]
        if not len(alike):
            break
        if back + 1 in MATCHED:
            found = int(alike[-1]), MATCHED.index(back + 1)
    return found
