"""Places in time as musicians read them: bar, beat and tick, minutes and seconds."""

from __future__ import annotations

from melodyrnn.music.meter import MeterMap


def bar_beat_tick(meters: MeterMap, tick: int) -> str:
    """Bar and beat from 1, ticks within the beat from 0: "12.3.240"."""
    place = meters.locate(max(tick, 0))
    within = max(tick, 0) - int(place.bar_start)
    beat, rest = divmod(within, int(place.beat_ticks))
    return f"{int(place.bar) + 1}.{beat + 1}.{rest:03d}"


def clock(seconds: float) -> str:
    """Minutes, seconds and tenths: 1:04.5."""
    tenths = int(max(seconds, 0.0) * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
