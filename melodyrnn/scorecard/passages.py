"""Passages: bars that follow the opening of a piece, as a model wrote them and as they stand."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.generation.boldness import Temperatures
from melodyrnn.generation.continuing import begin
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import MAX_TAKES, TakeRequest
from melodyrnn.generation.takes import TakeWriter
from melodyrnn.music.key import Key, stated_or_heard
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.scorecard.pieces import JudgedPiece
from melodyrnn.scorecard.relay import relayed

SEED_BARS = 8
"""Bars of a piece that a take is written after; half of those it has, where it is shorter."""

TAKE_BARS = 8
"""Bars of a take, or as many as the piece has left."""

FEWEST_BARS = 4
"""Of a piece that is continued."""

BALANCED = 1.0
"""Boldness (`generation.boldness`) at which takes are written."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """Notes that begin at tick `start` or later and before `end`, and what stood before them.

    key: of the whole piece, stated or heard. twins: sources that the piece is a near
    duplicate of.
    """

    title: str
    before: NoteSequence
    notes: NoteSequence
    start: int
    end: int
    meters: MeterMap
    key: Key | None
    twins: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Opening:
    piece: JudgedPiece
    end: int
    bars: int


def write_passages(
    ready: ReadyModel, pieces: Sequence[JudgedPiece], takes: int, *, random_seed: int = 0
) -> Generator[int, None, tuple[list[Passage], list[Passage]]]:
    """Continues the openings of pieces; yields the number of takes written so far.

    Returns the takes, and what really followed, once for each piece that was continued.
    It takes a breath after every note, so that it may be ended at any time. Pitches and rhythm
    are as bold as "Balanced", no key is enforced and no ending chosen: what is measured is the
    model, in the midst of a piece.
    """
    openings = [o for o in map(_opening, pieces) if o][:takes]
    written: list[Passage] = []
    music: list[Passage] = []
    for number, opening in enumerate(openings):
        # Takes still to be written, over the openings still to come: as even as can be.
        wanted = -(-(takes - len(written)) // (len(openings) - number))
        request = _request(ready, opening, min(wanted, MAX_TAKES), random_seed + number)
        real, writer = _begun(ready, opening, request)
        music.append(real)
        for first in range(0, wanted, MAX_TAKES):  # no more than that are written at once
            some = range(first, min(first + MAX_TAKES, wanted))
            made = yield from relayed(writer.writing(some), _still(len(written)))
            written += [replace(real, notes=take.notes) for take in made]
            yield len(written)
    return written, music


def _still(done: int) -> Callable[[None], int]:
    """What is told after every note of a take: so many takes were done before it."""
    return lambda _: done


def _begun(
    ready: ReadyModel, opening: _Opening, request: TakeRequest
) -> tuple[Passage, TakeWriter]:
    """What really follows an opening, and who writes what might."""
    line = opening.piece.line
    before = _before(line.notes, opening.end)
    piece = line.as_piece()
    begun = begin(ready, piece.with_parts(replace(piece.parts[0], notes=before)), 0, request)
    seed = begun.nothing_yet.seed
    real = Passage(
        title=opening.piece.title,
        before=before,
        notes=line.notes.between(seed.start, seed.end),
        start=seed.start,
        end=seed.end,
        meters=line.meters,
        key=piece_key(opening.piece),
        twins=opening.piece.twins,
    )
    return real, begun.writer


def piece_key(piece: JudgedPiece) -> Key | None:
    """As stated at its beginning, else as heard."""
    changes = stated_or_heard(piece.line.keys, piece.line.notes).changes
    return changes[0].key if changes else None


def _opening(piece: JudgedPiece) -> _Opening | None:
    notes, meters = piece.line.notes, piece.line.meters
    bars = int(meters.locate(notes.end - 1).bar) + 1
    if bars < FEWEST_BARS:
        return None
    before = min(SEED_BARS, bars // 2)
    end = meters.bars_after(0, before)
    if not len(notes.between(0, end)):
        return None
    return _Opening(piece, end, min(TAKE_BARS, bars - before))


def _request(ready: ReadyModel, opening: _Opening, count: int, random_seed: int) -> TakeRequest:
    heat = Temperatures.of(ready.model.card)
    style = int(opening.piece.reading.features[0, FEATURE_INDEX["style"]])
    return TakeRequest(
        bars=opening.bars,
        takes=count,
        pitch_temperature=heat.pitch.at(BALANCED),
        rhythm_temperature=heat.rhythm.at(BALANCED),
        ending="open",
        style=ready.model.config.styles[style - 1] if style else "",
        random_seed=random_seed,
    )


def _before(notes: NoteSequence, end: int) -> NoteSequence:
    """The notes that begin before a tick, none of them sounding on behind it."""
    kept = notes.between(0, end).array.copy()
    kept["duration"] = np.minimum(kept["duration"], end - kept["onset"])
    return NoteSequence.from_valid(kept)
