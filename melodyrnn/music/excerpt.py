"""Some bars of a piece: its maps, cut out and moved to the beginning."""

from __future__ import annotations

from melodyrnn.music.key import KeyChange, KeyMap
from melodyrnn.music.meter import MeterChange, MeterMap
from melodyrnn.music.piece import Marker, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap


def bars_of(piece: Piece, start: int, end: int) -> Piece:
    """A piece without parts whose maps are those of `piece` from one bar line to another."""
    tempos = [c for c in piece.tempos.changes if c.tick <= start][-1:]
    key = piece.keys.at(start)

    def holds(tick: int) -> bool:
        return start < tick < end

    return Piece(
        tempos=TempoMap(
            [TempoChange(0, tempos[0].tempo)]
            + [TempoChange(c.tick - start, c.tempo) for c in piece.tempos.changes if holds(c.tick)]
        ),
        meters=MeterMap(
            [MeterChange(0, piece.meters.at(start))]
            + [MeterChange(c.tick - start, c.meter) for c in piece.meters.changes if holds(c.tick)]
        ),
        keys=KeyMap(
            ([KeyChange(0, key)] if key else [])
            + [KeyChange(c.tick - start, c.key) for c in piece.keys.changes if holds(c.tick)]
        ),
        markers=tuple(
            Marker(m.tick - start, m.text) for m in piece.markers if start <= m.tick < end
        ),
        title=piece.title,
    )
