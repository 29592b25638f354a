"""Frames: messages between a survey and its workers, four bytes of length and then the bytes."""

from __future__ import annotations

import struct
from typing import IO

_LENGTH = struct.Struct("<I")


def write_frame(stream: IO[bytes], message: bytes) -> None:
    """Sends a message at once."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Waits for the next message; None at the end of the stream, or where it breaks off."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None
