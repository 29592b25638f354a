"""The outside of a MIDI file: its header, and where its tracks lie.

A Standard MIDI File is `MThd`, a length, the format (0, 1 or 2), the number of
tracks and the division of time, followed by one `MTrk` chunk a track. What is
wrong there is mended here, once, so that every reader is given a sound container:
symusic reads beyond the end of its buffer where a chunk's length is wrong.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from melodyrnn.errors import MidiFileError
from melodyrnn.music.notes import TICKS_PER_QUARTER, IntArray

MAX_BYTES = 32_000_000
"""Larger files are not opened: an opera needs a few per cent of this."""

MAX_JUNK = 4096
"""Bytes before `MThd` that are skipped, such as the header of a mail."""

MAX_TRACKS = 0xFFFF
"""What the two bytes of the header can count."""

MAX_FILE_TICKS = 2**40
"""Latest tick of a file that is believed: at 480 a quarter, some thirty years."""

_HEADER = struct.Struct(">4sIHHH")
_CHUNK = struct.Struct(">4sI")
_END_OF_TRACK = b"\xff\x2f\x00"
_PADDING = bytes(64)

_FILM_SPEEDS = {24: (24, 1), 25: (25, 1), 29: (30_000, 1001), 30: (30, 1)}
"""Frames a second as a fraction, by the number SMPTE calls them."""

_LOOKALIKES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"ID3", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"RIFF", "a sound recording"),
    (b"<?xml", "an XML document"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
)
"""How files begin that are passed about under the name of MIDI (in lower case)."""


@dataclass(frozen=True, slots=True)
class Division:
    """How long a tick of a file is: `numerator / denominator` of ours.

    is_film: the file counts fractions of film frames (SMPTE), not of quarters. It is
    read at 120 quarters a minute, which keeps the real time of its notes.
    """

    numerator: int
    denominator: int
    is_film: bool = False

    def ticks(self, file_ticks: IntArray) -> IntArray:
        """Our ticks nearest to those of the file (0 to `MAX_FILE_TICKS`), halves upwards."""
        if self.numerator == self.denominator:
            return file_ticks
        scaled = file_ticks * (2 * self.numerator) + self.denominator
        result: IntArray = scaled // (2 * self.denominator)
        return result

    def tick(self, file_tick: int) -> int:
        """As `ticks`, for one."""
        return (file_tick * 2 * self.numerator + self.denominator) // (2 * self.denominator)


@dataclass(frozen=True, slots=True)
class Container:
    """A MIDI file, sound on the outside.

    data: header and tracks, nothing between them. is_patterns: format 2, whose tracks
    sound one after another.
    """

    data: bytes
    division: Division
    is_patterns: bool

    @property
    def first_track(self) -> int:
        """Where in `data` the events of the first track begin."""
        return _HEADER.size + _CHUNK.size


def open_container(data: bytes, name: str) -> Container:
    """Reads header and chunks; `name` is what messages call the file.

    Skips junk before the header, unwraps RIFF, leaves out alien chunks, counts the
    tracks itself, and mends the length of a chunk that ends nowhere.

    Raises:
        MidiFileError: no MIDI file, no track in it, or no usable division of time.
    """
    start = _find_header(data, name)
    _, header_length, kind, _, raw_division = _HEADER.unpack_from(data, start)
    division = _read_division(raw_division, name)
    tracks = _find_tracks(data, start + _CHUNK.size + header_length)
    if not tracks:
        raise MidiFileError(f"{name} ends before its first track; copy or export it again.")
    if len(tracks) > MAX_TRACKS:
        raise MidiFileError(f"{name} is damaged: no MIDI file has {len(tracks)} tracks.")
    # For film time any division will do: readers hand on the file's own ticks.
    written = TICKS_PER_QUARTER if division.is_film else raw_division
    known_kind = kind if kind <= 2 else 1
    pieces = [_HEADER.pack(b"MThd", 6, known_kind, len(tracks), written)]
    for first, end in tracks:
        pieces += (_CHUNK.pack(b"MTrk", end - first), data[first:end])
    return Container(b"".join((*pieces, _PADDING)), division, is_patterns=kind == 2)


def _find_header(data: bytes, name: str) -> int:
    """Where `MThd` stands, with a whole header behind it."""
    start = data.find(b"MThd\0\0\0", 0, MAX_JUNK + 7)
    if start >= 0 and len(data) - start >= _HEADER.size:
        return start
    if not data:
        raise MidiFileError(f"{name} is empty (0 bytes); copy or export it again.")
    if start >= 0 or data.startswith(b"MThd"):
        raise MidiFileError(f"{name} breaks off in its header; copy or download it again.")
    head = data.lstrip()[:16]
    for beginning, what in _LOOKALIKES:
        if head.startswith(beginning) or head.lower().startswith(beginning):
            raise MidiFileError(f"{name} is {what}, not a MIDI file; look for the file itself.")
    raise MidiFileError(f"{name} is not a MIDI file; export it as MIDI from where it was made.")


def _read_division(raw: int, name: str) -> Division:
    if raw & 0x8000:
        frames, per_frame = 256 - (raw >> 8), raw & 0xFF
        if frames in _FILM_SPEEDS and per_frame:
            speed, per = _FILM_SPEEDS[frames]
            # 120 quarters a minute: two quarters, 960 of our ticks, a second.
            return Division(2 * TICKS_PER_QUARTER * per, speed * per_frame, is_film=True)
    elif raw:
        return Division(TICKS_PER_QUARTER, raw)
    raise MidiFileError(
        f"{name} does not say how long a quarter note is, so its rhythm is lost; export it again."
    )


def _find_tracks(data: bytes, position: int) -> list[tuple[int, int]]:
    """First byte and end of the events of each track."""
    tracks: list[tuple[int, int]] = []
    while position + _CHUNK.size <= len(data):
        kind, length = _CHUNK.unpack_from(data, position)
        first = position + _CHUNK.size
        end = first + length
        if kind == b"MTrk":
            end = _mended_end(data, first, end)
            tracks.append((first, end))
        elif end > len(data):
            # Neither a track nor a chunk: damage or the end. A track may still follow.
            end = data.find(b"MTrk", position + 1)
            if end < 0:
                break
        position = end
    return tracks


def _mended_end(data: bytes, first: int, end: int) -> int:
    """The end of a track's events: as stated, if that can be true."""
    is_followed = end == len(data) or data.startswith(b"MTrk", end)
    if end <= len(data) and (is_followed or data.startswith(_END_OF_TRACK, max(end - 3, first))):
        return end
    if end <= len(data) and _is_chunk(data, end):
        return end
    following = data.find(b"MTrk", first)
    return following if following >= 0 else len(data)


def _is_chunk(data: bytes, position: int) -> bool:
    """Whether a chunk of some other kind seems to begin here."""
    if position + _CHUNK.size > len(data):
        return False
    kind, length = _CHUNK.unpack_from(data, position)
    return bool(kind.isalnum()) and position + _CHUNK.size + length <= len(data)
