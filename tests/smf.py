"""Standard MIDI Files made byte by byte, for what no library would write."""

from __future__ import annotations

import struct

END_OF_TRACK = b"\x00\xff\x2f\x00"


def smf(*tracks: bytes, kind: int = 1, division: int = 480) -> bytes:
    """A file of these tracks; `kind` is its format, 0, 1 or 2."""
    header = b"MThd" + struct.pack(">IHHH", 6, kind, len(tracks), division)
    return header + b"".join(track_chunk(track + END_OF_TRACK) for track in tracks)


def track_chunk(events: bytes, *, length: int | None = None) -> bytes:
    """Events as a chunk, with a wrong `length` if one is given."""
    return b"MTrk" + struct.pack(">I", len(events) if length is None else length) + events


def delta(ticks: int) -> bytes:
    """A step in time, seven bits a byte."""
    groups = [ticks & 0x7F]
    while ticks := ticks >> 7:
        groups.insert(0, ticks & 0x7F | 0x80)
    return bytes(groups)


def on(ticks: int, pitch: int, velocity: int = 80, channel: int = 0) -> bytes:
    """Strikes a key, `ticks` after the event before."""
    return delta(ticks) + bytes([0x90 | channel, pitch, velocity])


def off(ticks: int, pitch: int, channel: int = 0) -> bytes:
    """Releases a key."""
    return delta(ticks) + bytes([0x80 | channel, pitch, 64])


def note(ticks: int, pitch: int, duration: int = 480, channel: int = 0) -> bytes:
    """A note `ticks` after the event before."""
    return on(ticks, pitch, channel=channel) + off(duration, pitch, channel)


def program(ticks: int, number: int, channel: int = 0) -> bytes:
    """Chooses a sound."""
    return delta(ticks) + bytes([0xC0 | channel, number])


def pedal(ticks: int, value: int, channel: int = 0) -> bytes:
    """Moves the sustain pedal."""
    return delta(ticks) + bytes([0xB0 | channel, 64, value])


def meta(ticks: int, kind: int, payload: bytes) -> bytes:
    """A meta event: 0x03 a name, 0x06 a marker, 0x51 a tempo, 0x58 a meter, 0x59 a key."""
    return delta(ticks) + bytes([0xFF, kind]) + delta(len(payload)) + payload
