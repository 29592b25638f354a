"""Messages between the window and its worker process.

A frame is eight bytes of length and a pickle. Both ends are ours and of one version, and
nothing else reaches the pipe, so pickles are safe here.

To the worker:   ("run", job, "module:function", request) · ("cancel", job)
From the worker: ("item", job, value) · ("done", job, "") · ("cancelled", job, "")
                 · ("failed", job, sentence) · ("broken", job, traceback)
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

LENGTH = struct.Struct(">Q")


def frame(message: tuple[Any, ...]) -> bytes:
    """One message as it travels."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(data)) + data


def read_frame(stream: BinaryIO) -> tuple[Any, ...] | None:
    """The next message, waiting for it; None at the end of the stream."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    message: tuple[Any, ...] = pickle.loads(stream.read(LENGTH.unpack(head)[0]))
    return message


def take_frames(received: bytearray) -> Iterator[tuple[Any, ...]]:
    """Takes all whole messages off the front of what was received."""
    while len(received) >= LENGTH.size:
        end = LENGTH.size + LENGTH.unpack(received[: LENGTH.size])[0]
        if len(received) < end:
            return
        data = bytes(received[LENGTH.size : end])
        del received[:end]
        yield pickle.loads(data)
