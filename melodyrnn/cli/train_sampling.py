"""What a model in the making would play: the same seed, continued with the same random numbers."""

from __future__ import annotations

from melodyrnn.checkpoint import Model
from melodyrnn.collection.lines import Line
from melodyrnn.course.events import Sampled
from melodyrnn.errors import MelodyRnnError
from melodyrnn.generation.continuing import continue_piece
from melodyrnn.generation.request import TakeRequest
from melodyrnn.music.piece import Part, Piece

SEED_BARS, NEW_BARS = 4, 8

_MICROSECONDS = 60_000_000
"""In a minute."""

_REQUEST = TakeRequest(bars=NEW_BARS, takes=1, ending="open", random_seed=1)


class SeedSampler:
    """Continues the first bars of one line; see `melodyrnn.training.session.Sampler`."""

    def __init__(self, line: Line) -> None:
        self._seed = _opening(line)
        self._tempo = _MICROSECONDS / line.tempos.changes[0].tempo

    def __call__(self, model: Model, check: int, seconds: float) -> Sampled | None:
        """The seed and what follows it; None where this model cannot continue it."""
        try:
            continuation = continue_piece(model, self._seed, 0, _REQUEST)
        except MelodyRnnError:
            return None
        whole = continuation.whole(continuation.takes[0])
        notes = tuple((n.onset, n.duration, n.pitch, n.velocity) for n in whole.parts[0].notes)
        return Sampled(
            check=check,
            seconds=seconds,
            notes=notes,
            begins=continuation.seed.start,
            meter=str(self._seed.meters.at(0)),
            tempo=round(self._tempo, 2),
        )


def _opening(line: Line) -> Piece:
    """Its first bars; half of it where it is short."""
    whole = line.meters.bar_line_at_or_after(line.notes.end)
    half = line.meters.bar_line_at_or_after(whole // 2)
    end = min(line.meters.bars_after(0, SEED_BARS), half)
    part = Part(line.notes.between(0, end), name=line.part_name)
    return line.as_piece().with_parts(part)
