"""MIDI files out: type 1, 480 ticks a quarter, read alike by everything that reads MIDI.

The first track holds title, tempos, time and key signatures and markers; each part
follows in a track of its own. Releases come before strikes of the same tick, and every
track ends on the same bar line, so a sequencer shows whole bars. The same piece always
gives the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import mido

from melodyrnn.errors import ExportError
from melodyrnn.midi.mido_reader import DRUM_CHANNEL, MAX_DELTA
from melodyrnn.midi.part_track import part_track
from melodyrnn.midi.text import clean_text
from melodyrnn.music.notes import TICKS_PER_QUARTER
from melodyrnn.music.piece import Part, Piece
from melodyrnn.whole_file import whole_file

MAX_TICK = 2**31 - 1
"""The last tick that readers which count in 32 bits can reach: 51 days at 120."""

_CLOCKS_PER_QUARTER = 24
_TRACK_COUNT = 10
"""Where in a file the number of its tracks stands, in two bytes."""

_CHANNELS = tuple(c for c in range(16) if c != DRUM_CHANNEL)

_Message: TypeAlias = mido.MetaMessage
_Event: TypeAlias = tuple[int, _Message]


def write_midi(piece: Piece, path: Path, *, length: int | None = None) -> None:
    """Saves a piece as a MIDI file: the whole file or, if that fails, nothing.

    length: see `midi_bytes`.

    Raises:
        ExportError: the file cannot be saved there, or the piece is too long.
    """
    data = midi_bytes(piece, length=length)
    with whole_file(path) as draft:
        draft.write_bytes(data)


def midi_bytes(piece: Piece, *, length: int | None = None) -> bytes:
    """The piece as a MIDI file.

    A part with a key struck while it sounds is written as `without_collisions` has it,
    for no reader can tell such notes apart. Melodic parts have a channel each; from the
    sixteenth on, those with the same program share one, and beyond fifteen programs
    strangers do, each with its program in its own track.

    length: tick at which all tracks end; otherwise the first bar line that nothing
    lies behind. Never before the last event.

    Raises:
        ExportError: the piece lasts beyond `MAX_TICK`.
    """
    last = _last_tick(piece)
    end = max(last, piece.meters.bar_line_at_or_after(last) if length is None else length)
    if end > MAX_TICK:
        raise ExportError("The piece is too long for a MIDI file; shorten its silences or notes.")
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_QUARTER, charset="utf-8")
    file.tracks.append(_track(_conductor(piece), end))
    buffer = BytesIO()
    file.save(file=buffer)
    data = bytearray(buffer.getvalue())
    struct.pack_into(">H", data, _TRACK_COUNT, 1 + len(piece.parts))
    for part, channel in zip(piece.parts, part_channels(piece.parts), strict=True):
        data += part_track(part, channel, end)
    return bytes(data)


def part_channels(parts: Sequence[Part]) -> list[int]:
    """The MIDI channel (0-15) of each part: 9 for drums, as `midi_bytes` tells for others."""
    melodic = [part.program for part in parts if not part.is_drum]
    if len(melodic) <= len(_CHANNELS):
        keys: Iterable[int] = range(len(melodic))
    else:
        order = {program: n for n, program in enumerate(dict.fromkeys(melodic))}
        keys = (order[program] for program in melodic)
    channels = (_CHANNELS[key % len(_CHANNELS)] for key in keys)
    return [DRUM_CHANNEL if part.is_drum else next(channels) for part in parts]


def _last_tick(piece: Piece) -> int:
    changes = (piece.tempos.changes, piece.meters.changes, piece.keys.changes, piece.markers)
    return max([piece.end, *(change.tick for group in changes for change in group)])


def _conductor(piece: Piece) -> list[_Event]:
    events: list[_Event] = []
    for tick, tempo in piece.tempos.changes:
        events.append((tick, mido.MetaMessage("set_tempo", tempo=tempo)))
    for tick, meter in piece.meters.changes:
        clocks = meter.beat_ticks * _CLOCKS_PER_QUARTER // TICKS_PER_QUARTER
        message = mido.MetaMessage(
            "time_signature",
            numerator=meter.numerator,
            denominator=meter.denominator,
            clocks_per_click=max(clocks, 1),
        )
        events.append((tick, message))
    for tick, key in piece.keys.changes:
        events.append((tick, mido.MetaMessage("key_signature", key=str(key))))
    for tick, text in piece.markers:
        if marker := clean_text(text):
            events.append((tick, mido.MetaMessage("marker", text=marker)))
    return _name(piece.title) + sorted(events, key=_at)


def _name(text: str) -> list[_Event]:
    name = clean_text(text)
    return [(0, mido.MetaMessage("track_name", name=name))] if name else []


def _track(events: Iterable[_Event], end: int) -> mido.MidiTrack:
    closing = (end, mido.MetaMessage("end_of_track"))
    return mido.MidiTrack(_with_deltas([*events, closing]))


def _with_deltas(events: Iterable[_Event]) -> Iterator[_Message]:
    """Gives each message its distance to the one before."""
    now = 0
    for tick, message in events:
        while tick - now > MAX_DELTA:
            now += MAX_DELTA
            yield mido.MetaMessage("text", text="", time=MAX_DELTA)
        message.time = tick - now
        now = tick
        yield message


def _at(event: _Event) -> int:
    return event[0]
