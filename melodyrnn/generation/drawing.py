"""Drawing the next note of each take: shift, pitch and duration, each row by its own chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.spec import END_CLASS
from melodyrnn.encoding.timing import class_low
from melodyrnn.engine.scoring import nats_of
from melodyrnn.engine.shaping import shaped, shaped_shift
from melodyrnn.engine.state import State
from melodyrnn.generation.redrawing import Redrawing
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.row import Row
from melodyrnn.generation.ruled import Ruled, at_heads, steps_of
from melodyrnn.generation.sampling import drawn
from melodyrnn.music.notes import IntArray


@dataclass(frozen=True, slots=True)
class Drawn:
    """A note for each row that goes on; of the others only that they do not.

    shift, duration: classes. nats: what the notes cost the model. All (B,).
    """

    goes_on: NDArray[np.bool_]
    shift: IntArray
    pitch: IntArray
    duration: IntArray
    nats: NDArray[np.float64]

    def select(self, index: IntArray) -> Drawn:
        """The rows named by `index`."""
        return Drawn(
            self.goes_on[index],
            self.shift[index],
            self.pitch[index],
            self.duration[index],
            self.nats[index],
        )


class NoteDrawer:
    """Draws the notes of one request; without a limit to copying `redrawing` is None."""

    def __init__(self, ruled: Ruled, request: TakeRequest, redrawing: Redrawing | None) -> None:
        self._ruled, self._request, self._redrawing = ruled, request, redrawing

    def draw(self, state: State, rows: Sequence[Row], stop: int) -> Drawn:
        """The next note of each row that neither finishes nor reaches `stop` with it."""
        logits, ruled = self._ruled.shift(state, rows)
        heat, top_p = self._request.rhythm_temperature, self._request.top_p
        shift = drawn(shaped_shift(ruled, heat, top_p), [row.stream for row in rows])
        goes_on = (shift != END_CLASS) & (state.onset + steps_of(shift) < stop)
        pitch, duration = np.zeros((2, len(rows)), dtype=np.int64)
        found = Drawn(goes_on, shift, pitch, duration, nats_of(logits, shift))
        index = np.flatnonzero(goes_on)
        if len(index):
            heads = state if goes_on.all() else at_heads(state, index)
            self._draw_notes(found, index, heads, [rows[i] for i in index.tolist()])
        if self._redrawing:
            for place in index.tolist():
                self._redraw(found, place, state, rows[place], stop)
        return found

    def _draw_notes(self, found: Drawn, index: IntArray, heads: State, rows: list[Row]) -> None:
        """Fills in pitch and duration of the rows that go on."""
        request, shift = self._request, found.shift[index]
        logits, ruled = self._ruled.pitch(heads, rows, shift)
        pitch = self._drawn(ruled, request.pitch_temperature, rows)
        found.nats[index] += nats_of(logits, pitch)
        logits, ruled = self._ruled.duration(heads, shift, pitch)
        duration = self._drawn(ruled, request.rhythm_temperature, rows)
        found.nats[index] += nats_of(logits, duration)
        found.pitch[index], found.duration[index] = pitch, duration

    def _redraw(self, found: Drawn, place: int, state: State, row: Row, stop: int) -> None:
        """Draws anew what would make a copied run too long.

        Drawn first from all notes and, should that one be forbidden, from all but the
        forbidden: so each allowed note comes as often as if only they had been drawn from.
        """
        line, redrawing = row.line, self._redrawing
        shift = found.shift[place : place + 1]
        onset = int(state.onset[place] + steps_of(shift)[0])
        pitch, duration = int(found.pitch[place]), int(found.duration[place])
        if line is None or redrawing is None:
            return
        if line.accepts(onset, pitch, int(class_low(duration))):
            return
        heads = at_heads(state, np.array([place]))
        note = redrawing.redrawn(heads, row, stop)
        if note is None:
            found.goes_on[place], found.shift[place] = False, END_CLASS
            return
        found.shift[place], found.pitch[place], found.duration[place] = note
        found.nats[place] = self._ruled.cost(heads, *note)

    def _drawn(
        self, logits: NDArray[np.floating], temperature: float, rows: Sequence[Row]
    ) -> IntArray:
        chances = shaped(logits, temperature, self._request.top_p)
        return drawn(chances, [row.stream for row in rows])
