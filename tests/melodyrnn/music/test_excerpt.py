"""Some bars of a piece."""

from __future__ import annotations

from melodyrnn.music.excerpt import bars_of
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.piece import Marker, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap

BAR = 1920


def test_some_bars_keep_what_held_and_what_changes_in_them() -> None:
    piece = Piece(
        tempos=TempoMap([TempoChange(0, 400_000), TempoChange(5 * BAR, 300_000)]),
        meters=MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(2 * BAR, Meter(3, 4))]),
        keys=KeyMap([KeyChange(0, Key(0)), KeyChange(2 * BAR, Key(2)), KeyChange(9 * BAR, Key(3))]),
        markers=(Marker(0, "A"), Marker(2 * BAR, "B"), Marker(8 * BAR, "C")),
    )
    bars = bars_of(piece, 2 * BAR, 8 * BAR)
    assert bars.tempos == TempoMap([TempoChange(0, 400_000), TempoChange(3 * BAR, 300_000)])
    assert bars.meters == MeterMap([MeterChange(0, Meter(3, 4))])
    assert bars.keys == KeyMap([KeyChange(0, Key(2))])
    assert bars.markers == (Marker(0, "B"),)
