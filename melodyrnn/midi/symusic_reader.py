"""The fast way into a MIDI file: symusic's parser, hundreds of times as fast as mido."""

from __future__ import annotations

import numpy as np
from symusic.core import ScoreTick, TrackTick

from melodyrnn.midi.raw import RawKey, RawMeter, RawPart, RawPedal, RawScore, RawTempo, RawText
from melodyrnn.midi.text import REPLACEMENT

SUSTAIN_PEDAL = 64
"""The controller of the pedal that holds notes."""


def read_with_symusic(data: bytes, *, pedals: bool = False) -> RawScore | None:
    """Reads a sound container; None where symusic refuses it or cannot count so far.

    pedals: deliver the sustain pedal, too.
    """
    try:
        # Without sanitize_data a pitch over 127 is written outside its table of held notes.
        score = ScoreTick.from_midi(data, sanitize_data=True)
    except (RuntimeError, ValueError):
        return None
    # It counts in 32 bits: what runs over shows as a time before the start.
    if score.start() < 0:
        return None
    return RawScore(
        tuple(_part(track, pedals) for track in score.tracks if len(track.notes)),
        tuple(RawTempo(t.time, t.mspq) for t in score.tempos),
        tuple(RawMeter(m.time, m.numerator, m.denominator) for m in score.time_signatures),
        tuple(RawKey(k.time, k.key, k.tonality) for k in score.key_signatures),
        tuple(RawText(m.time, m.text) for m in score.markers),
    )


def has_lost_text(score: RawScore) -> bool:
    """Whether a name or marker is not UTF-8: symusic hands on none of its bytes then."""
    return any(REPLACEMENT in part.name for part in score.parts) or any(
        REPLACEMENT in marker.text for marker in score.markers
    )


def has_split_message(data: bytes) -> bool:
    """Whether a system message seems to come in packets, which symusic takes for notes' times.

    The last packet is F7, its length, and bytes of which the last is F7 again.
    """
    position = data.find(b"\xf7")
    while position >= 0:
        length = data[position + 1]
        if 0 < length < 0x80 and data.startswith(b"\xf7", position + 1 + length):
            return True
        position = data.find(b"\xf7", position + 1)
    return False


def _part(track: TrackTick, pedals: bool) -> RawPart:
    notes = track.notes.numpy()
    return RawPart(
        track.name,
        track.program,
        track.is_drum,
        onset=notes["time"],
        duration=notes["duration"],
        pitch=notes["pitch"],
        velocity=notes["velocity"],
        pedal=_pedal(track) if pedals else None,
    )


def _pedal(track: TrackTick) -> RawPedal:
    controls = track.controls.numpy()
    is_pedal = controls["number"] == SUSTAIN_PEDAL
    tick = controls["time"][is_pedal].astype(np.int64)
    return RawPedal(tick, controls["value"][is_pedal].astype(np.int64))
