"""The patient way into a MIDI file: mido, for what symusic refuses or cannot express.

Notes are paired as symusic does: a release ends the earliest strike of its key that
still sounds, and a note that is never released is left out.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, TypeAlias

import mido
import numpy as np
from mido.midifiles.meta import KeySignatureError

from melodyrnn.midi.container import MAX_FILE_TICKS
from melodyrnn.midi.raw import RawKey, RawMeter, RawPart, RawPedal, RawScore, RawTempo, RawText
from melodyrnn.midi.symusic_reader import SUSTAIN_PEDAL
from melodyrnn.midi.text import decode_text
from melodyrnn.music.key import Key

MAX_DELTA = 0x0FFFFFFF
"""The longest step in time that the format can state, in ticks."""

DRUM_CHANNEL = 9

_PARSER_FAILURES = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    KeySignatureError,
)
"""What mido raises on damage: it does not check, so whatever breaks first."""

_Message: TypeAlias = Any


class _TimeError(ValueError):
    """A step in time that no MIDI file can state, or a time that none reaches."""


@dataclass(slots=True)
class _Track:
    """Collects one track's notes by channel and program."""

    name: str = ""
    programs: list[int] = field(default_factory=lambda: [0] * 16)
    notes: defaultdict[tuple[int, int], list[tuple[int, int, int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    pedals: defaultdict[tuple[int, int], list[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    sounding: defaultdict[tuple[int, int], deque[tuple[int, int, int]]] = field(
        default_factory=lambda: defaultdict(deque)
    )


@dataclass(slots=True)
class _Maps:
    """Collects what holds for all tracks."""

    tempos: list[RawTempo] = field(default_factory=list)
    meters: list[RawMeter] = field(default_factory=list)
    keys: list[RawKey] = field(default_factory=list)
    markers: list[RawText] = field(default_factory=list)


def read_with_mido(data: bytes, *, is_patterns: bool, pedals: bool = False) -> RawScore | None:
    """Reads a sound container; None where mido refuses it.

    is_patterns: play the tracks one after another, as format 2 means them. pedals:
    deliver the sustain pedal, too.
    """
    try:
        # Latin-1 hands every byte of a text through; the encoding is guessed after.
        file = mido.MidiFile(file=BytesIO(data), clip=True, charset="latin1")
        maps = _Maps()
        parts: list[RawPart] = []
        start = 0
        for messages in file.tracks:
            track = _Track()
            end = start
            for tick, message in _timed(messages, start):
                end = tick
                _take(message, tick, track, maps)
            parts += _parts(track, pedals)
            start = end if is_patterns else 0
    except _PARSER_FAILURES:
        return None
    return RawScore(
        _joined(parts) if is_patterns else tuple(parts),
        tuple(sorted(maps.tempos, key=_at)),
        tuple(sorted(maps.meters, key=_at)),
        tuple(sorted(maps.keys, key=_at)),
        tuple(sorted(maps.markers, key=_at)),
    )


def _at(event: RawTempo | RawMeter | RawKey | RawText) -> int:
    return event.tick


def _timed(messages: Any, start: int) -> Iterator[tuple[int, _Message]]:
    """Every message of a track with its tick."""
    tick = start
    for message in messages:
        tick += message.time
        if message.time > MAX_DELTA or tick > MAX_FILE_TICKS:
            raise _TimeError
        yield tick, message


def _take(message: _Message, tick: int, track: _Track, maps: _Maps) -> None:
    """Notes down what one message says."""
    if message.is_meta:
        _take_meta(message, tick, track, maps)
    elif message.type in ("note_on", "note_off"):
        _take_note(message, tick, track)
    elif message.type == "program_change":
        track.programs[message.channel] = message.program
    elif message.type == "control_change" and message.control == SUSTAIN_PEDAL:
        key = (message.channel, track.programs[message.channel])
        track.pedals[key].append((tick, message.value))


def _take_note(message: _Message, tick: int, track: _Track) -> None:
    sounding = track.sounding[message.channel, message.note]
    if message.type == "note_on" and message.velocity:
        sounding.append((tick, message.velocity, track.programs[message.channel]))
    elif sounding:
        onset, velocity, program = sounding.popleft()
        note = (onset, tick - onset, message.note, velocity)
        track.notes[message.channel, program].append(note)


def _take_meta(message: _Message, tick: int, track: _Track, maps: _Maps) -> None:
    match message.type:
        case "track_name":
            track.name = decode_text(message.name.encode("latin1"))
        case "marker":
            maps.markers.append(RawText(tick, decode_text(message.text.encode("latin1"))))
        case "set_tempo":
            maps.tempos.append(RawTempo(tick, message.tempo))
        case "time_signature":
            maps.meters.append(RawMeter(tick, message.numerator, message.denominator))
        case "key_signature":
            key = Key.parse(message.key)
            maps.keys.append(RawKey(tick, key.fifths, int(key.is_minor)))


def _parts(track: _Track, pedals: bool) -> Iterator[RawPart]:
    for channel, program in sorted(track.notes):
        onset, duration, pitch, velocity = np.array(track.notes[channel, program]).T
        turns = np.array(track.pedals.get((channel, program), []), dtype=np.int64).reshape(-1, 2)
        pedal = RawPedal(turns[:, 0], turns[:, 1]) if pedals else None
        is_drum = channel == DRUM_CHANNEL
        yield RawPart(track.name, program, is_drum, onset, duration, pitch, velocity, pedal)


def _joined(parts: list[RawPart]) -> tuple[RawPart, ...]:
    """Patterns on the same instrument become one part."""
    groups: dict[tuple[bool, int], list[RawPart]] = {}
    for part in parts:
        groups.setdefault((part.is_drum, part.program), []).append(part)
    return tuple(_chained(group) for group in groups.values())


def _chained(parts: list[RawPart]) -> RawPart:
    pedals = [part.pedal for part in parts if part.pedal is not None]
    return replace(
        parts[0],
        onset=np.concatenate([part.onset for part in parts]),
        duration=np.concatenate([part.duration for part in parts]),
        pitch=np.concatenate([part.pitch for part in parts]),
        velocity=np.concatenate([part.velocity for part in parts]),
        pedal=RawPedal(*map(np.concatenate, zip(*pedals, strict=True))) if pedals else None,
    )
