"""Continue a piece: the door to generation for command line and window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from melodyrnn.checkpoint import Model
from melodyrnn.errors import RequestError
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.seed import Seed, prepare_seed
from melodyrnn.generation.takes import NOTHING, Take, TakeWriter
from melodyrnn.music.excerpt import bars_of
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap


@dataclass(frozen=True, slots=True)
class Continuation:
    """Takes of one request, and all that is needed to write them down.

    key: what the user said it is, if anything. model and identity: name and hash of the
    model that wrote them. first: number of the first of the takes, from 1. prefix: notes
    that the takes were told to begin with.
    """

    piece: Piece
    part: int
    seed: Seed
    takes: tuple[Take, ...]
    request: TakeRequest
    key: Key | None
    model: str
    identity: str
    first: int = 1
    prefix: NoteSequence = NOTHING

    def whole(self, take: Take) -> Piece:
        """The piece with the take added to the part it continues; all else as it was."""
        parts = list(self.piece.parts)
        parts[self.part] = replace(parts[self.part], notes=self.seed.notes.merged(take.notes))
        return self.piece.with_parts(*parts)

    def new_part(self, take: Take) -> Piece:
        """The new notes alone, from the bar line before or at the end of the seed."""
        first = int(self.seed.meters.locate(self.seed.start).bar_start)
        part = replace(self.piece.parts[self.part], notes=take.notes.shifted(-first))
        return bars_of(self.piece, first, self.seed.end).with_parts(part)

    def length(self, *, new_only: bool) -> int:
        """Tick of the last bar line of `whole`, or of `new_part`."""
        if new_only:
            return self.seed.end - int(self.seed.meters.locate(self.seed.start).bar_start)
        piece = self.piece
        maps = (piece.tempos.changes, piece.meters.changes, piece.keys.changes, piece.markers)
        last = max([piece.end, *(change.tick for changes in maps for change in changes)])
        return max(self.seed.end, piece.meters.bar_line_at_or_after(last))


def continue_piece(
    model: Model | ReadyModel,
    piece: Piece,
    part: int,
    request: TakeRequest,
    *,
    key: Key | None = None,
    numbers: range | None = None,
) -> Continuation:
    """Continues one part of a piece. The part may be empty: then music is made from nothing.

    model: made ready with its file's path, takes are compared with what it learned from.
    key: what to take as its key; None believes the key signature, or listens.
    numbers: which takes of the request, from 0; None: all of them.

    Raises:
        RequestError: the request does not fit the model or the seed.
    """
    wanted = range(request.takes) if numbers is None else numbers
    with threadpool_limits(limits=1):  # one row at a time gains nothing from more
        ready = model if isinstance(model, ReadyModel) else ReadyModel.of(model)
        begun = begin(ready, piece, part, request, key=key)
        takes = begun.writer.write(wanted)
    return begun.with_takes(takes, first=wanted.start + 1)


@dataclass(frozen=True, slots=True)
class Begun:
    """A request whose seed has been read.

    nothing_yet: the continuation, still without takes.
    """

    nothing_yet: Continuation
    writer: TakeWriter

    def with_takes(
        self, takes: Sequence[Take], *, first: int, prefix: NoteSequence = NOTHING
    ) -> Continuation:
        """The continuation with takes that the writer wrote, numbered from `first`."""
        return replace(self.nothing_yet, takes=tuple(takes), first=first, prefix=prefix)


def begin(
    ready: ReadyModel, piece: Piece, part: int, request: TakeRequest, *, key: Key | None = None
) -> Begun:
    """Reads the seed; what `continue_piece` does before it writes.

    Raises:
        RequestError: the request does not fit the model or the seed.
    """
    model = ready.model
    style = style_class(model, request.style)
    notes = piece.parts[part].notes
    seed = prepare_seed(
        notes, piece.meters, piece.keys, bars=request.bars, card=model.card, key=key
    )
    if request.key_rule == "only" and seed.key is None:
        raise RequestError("There is no key to stay in: say which it is (--key-signature).")
    writer = TakeWriter(
        ready.engine,
        seed,
        request,
        style=style,
        has_velocity=model.card.has_velocity,
        comparing=ready.comparing(request.most_copied),
    )
    nothing_yet = Continuation(
        piece=piece,
        part=part,
        seed=seed,
        takes=(),
        request=request,
        key=key,
        model=model.card.name,
        identity=model.identity,
    )
    return Begun(nothing_yet, writer)


def style_class(model: Model, name: str) -> int:
    """The class by which a model knows a style; 0, unknown, for an empty name.

    Raises:
        RequestError: the model has no such style.
    """
    styles = model.config.styles
    if name and name not in styles:
        known = f"knows {', '.join(styles)}" if styles else "was trained on one only"
        raise RequestError(f"The model has no style {name}: it {known}.")
    return styles.index(name) + 1 if name else 0


def empty_piece(meters: MeterMap, tempos: TempoMap, key: Key | None) -> Piece:
    """A piece of one empty part, to make music from nothing."""
    keys = KeyMap([KeyChange(0, key)] if key else [])
    return Piece((Part(NoteSequence(), name="melody"),), tempos=tempos, meters=meters, keys=keys)
