"""Continue a piece: the door to generation for command line and window."""

from __future__ import annotations

from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from melodyrnn.checkpoint import Model
from melodyrnn.engine.engine import Engine
from melodyrnn.errors import RequestError
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.seed import Seed, prepare_seed
from melodyrnn.generation.takes import Take, TakeWriter
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import MeterChange, MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap


@dataclass(frozen=True, slots=True)
class Continuation:
    """Takes of one request, and all that is needed to write them down."""

    piece: Piece
    part: int
    seed: Seed
    takes: tuple[Take, ...]

    def whole(self, take: Take) -> Piece:
        """The piece with the take added to the part it continues; all else as it was."""
        parts = list(self.piece.parts)
        parts[self.part] = replace(parts[self.part], notes=self.seed.notes.merged(take.notes))
        return self.piece.with_parts(*parts)

    def new_part(self, take: Take) -> Piece:
        """The new notes alone, from the bar line before or at the end of the seed."""
        first = int(self.seed.meters.locate(self.seed.start).bar_start)
        part = replace(self.piece.parts[self.part], notes=take.notes.shifted(-first))
        return from_bar(self.piece, first).with_parts(part)

    def length(self, *, new_only: bool) -> int:
        """Tick of the last bar line of `whole`, or of `new_part`."""
        first = int(self.seed.meters.locate(self.seed.start).bar_start)
        return self.seed.end - first if new_only else max(self.seed.end, self.piece.end)


def continue_piece(
    model: Model, piece: Piece, part: int, request: TakeRequest, *, key: Key | None = None
) -> Continuation:
    """Continues one part of a piece. The part may be empty: then music is made from nothing.

    key: what to take as its key; None believes the key signature, or listens.

    Raises:
        RequestError: the request does not fit the model or the seed.
    """
    styles = model.config.styles
    if request.style and request.style not in styles:
        known = f"knows {', '.join(styles)}" if styles else "was trained on one only"
        raise RequestError(f"The model has no style {request.style}: it {known}.")
    notes = piece.parts[part].notes
    seed = prepare_seed(
        notes, piece.meters, piece.keys, bars=request.bars, card=model.card, key=key
    )
    if request.key_rule == "only" and seed.key is None:
        raise RequestError("There is no key to stay in: name one with --key-signature.")
    style = styles.index(request.style) + 1 if request.style else 0
    with threadpool_limits(limits=1):  # one row at a time gains nothing from more
        writer = TakeWriter(
            Engine(model), seed, request, style=style, has_velocity=model.card.has_velocity
        )
        takes = writer.write(range(request.takes))
    return Continuation(piece, part, seed, tuple(takes))


def empty_piece(meters: MeterMap, tempos: TempoMap, key: Key | None) -> Piece:
    """A piece of one empty part, to make music from nothing."""
    keys = KeyMap([KeyChange(0, key)] if key else [])
    return Piece((Part(NoteSequence(), name="melody"),), tempos=tempos, meters=meters, keys=keys)


def from_bar(piece: Piece, tick: int) -> Piece:
    """A piece without parts whose maps are those of `piece` from the bar line `tick` on."""
    tempos = [c for c in piece.tempos.changes if c.tick <= tick][-1:]
    key = piece.keys.at(tick)
    return Piece(
        tempos=TempoMap(
            [TempoChange(0, tempos[0].tempo)]
            + [TempoChange(c.tick - tick, c.tempo) for c in piece.tempos.changes if c.tick > tick]
        ),
        meters=MeterMap(
            [MeterChange(0, piece.meters.at(tick))]
            + [MeterChange(c.tick - tick, c.meter) for c in piece.meters.changes if c.tick > tick]
        ),
        keys=KeyMap(
            ([KeyChange(0, key)] if key else [])
            + [KeyChange(c.tick - tick, c.key) for c in piece.keys.changes if c.tick > tick]
        ),
        markers=tuple(Marker(m.tick - tick, m.text) for m in piece.markers if m.tick >= tick),
        title=piece.title,
    )
