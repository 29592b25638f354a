"""A part as one track of a MIDI file, written in bulk.

mido makes an object of every message, which takes seconds for a long piece; a file that is
saved while somebody plays has milliseconds. The bytes are those that mido would write: one
status byte for messages in a row that share it, release velocity 64.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from melodyrnn.midi.mido_reader import MAX_DELTA
from melodyrnn.midi.text import clean_text
from melodyrnn.music.notes import IntArray, NoteSequence, without_collisions
from melodyrnn.music.piece import Part

_NOTE_OFF, _NOTE_ON, _PROGRAM_CHANGE = 0x80, 0x90, 0xC0
_RELEASE_VELOCITY = 64
_TRACK_NAME = b"\xff\x03"
_EMPTY_TEXT = b"\xff\x01\x00"
_END_OF_TRACK = b"\xff\x2f\x00"


def part_track(part: Part, channel: int, end: int) -> bytes:
    """The whole chunk, `MTrk` and length included.

    Name and program come first, then the notes, releases before strikes of the same tick.
    channel: 0-15. end: tick at which the track ends, not before its last note.
    """
    notes = without_collisions(part.notes)
    body = [_opening(part, channel), *_notes(notes, channel)]
    body += _after(end - notes.end, _END_OF_TRACK)
    data = b"".join(body)
    return b"MTrk" + struct.pack(">I", len(data)) + data


def _opening(part: Part, channel: int) -> bytes:
    data = b""
    if name := clean_text(part.name).encode():
        data += b"\x00" + _TRACK_NAME + _length(len(name)) + name
    if part.program or not part.is_drum:
        data += bytes([0, _PROGRAM_CHANGE | channel, part.program])
    return data


def _notes(notes: NoteSequence, channel: int) -> Iterator[bytes]:
    """All strikes and releases; in several pieces where longer silences part them."""
    count = len(notes)
    tick = np.concatenate([notes.release, notes.onset])
    order = np.argsort(tick, kind="stable")  # releases stay before strikes
    delta = np.diff(tick[order], prepend=0)
    status = np.repeat([_NOTE_OFF | channel, _NOTE_ON | channel], count)[order]
    key = np.tile(notes.pitch, 2)[order]
    force = np.concatenate([np.full(count, _RELEASE_VELOCITY), notes.velocity])[order]

    fillers = np.maximum(delta - 1, 0) // MAX_DELTA
    is_far = fillers > 0
    is_told = np.diff(status, prepend=0) != 0
    is_told[:1] = True
    data, ends = _messages(delta - fillers * MAX_DELTA, status, is_told | is_far, key, force)
    start = 0
    for row in np.flatnonzero(is_far).tolist():
        before = int(ends[row - 1]) if row else 0
        yield data[start:before]
        yield (_length(MAX_DELTA) + _EMPTY_TEXT) * int(fillers[row])
        start = before
    yield data[start:]


def _messages(
    delta: IntArray, status: IntArray, is_told: NDArray[np.bool_], key: IntArray, force: IntArray
) -> tuple[bytes, IntArray]:
    """Rows of up to seven bytes, and where each row ends.

    A step in time takes one byte for seven bits, all but the last with the top bit set.
    """
    table = np.empty((len(delta), 7), dtype=np.uint8)
    used = np.ones(table.shape, dtype=np.bool_)
    for column, bits in enumerate((21, 14, 7)):
        table[:, column] = delta >> bits & 0x7F | 0x80
        used[:, column] = delta >> bits > 0
    table[:, 3] = delta & 0x7F
    table[:, 4] = status
    used[:, 4] = is_told
    table[:, 5] = key
    table[:, 6] = force
    return table[used].tobytes(), np.cumsum(used.sum(axis=1))


def _after(ticks: int, message: bytes) -> list[bytes]:
    """A message so long after the one before; silence beyond the longest step is filled."""
    fillers = max(ticks - 1, 0) // MAX_DELTA
    filling = (_length(MAX_DELTA) + _EMPTY_TEXT) * fillers
    return [filling, _length(ticks - fillers * MAX_DELTA), message]


def _length(value: int) -> bytes:
    """A number in seven bits a byte, all but the last with the top bit set."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.insert(0, value & 0x7F | 0x80)
    return bytes(groups)
