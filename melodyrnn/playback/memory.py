"""Memory that the player shares with whatever feeds the sound device, itself or a process.

The device's callback must never wait for Python, and in a process of its own it does not: the
window may keep its interpreter busy as long as the mix is ahead. Only numbers and samples lie
here, each written by one side alone.
"""

from __future__ import annotations

import mmap
import os
import sys
import tempfile
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from melodyrnn.export.voice import Samples

CAPACITY: Final = 1 << 15
"""Frames kept: 0.74 s."""


class Slot(IntEnum):
    """Where each number lies; all are float64. Those before `END` are the device's to write."""

    TAKEN = 0
    UNDERRUNS = 1
    LATE = 2
    VERSION = 3
    BEST_TIME = 4
    BEST_FRAME = 5
    LAST_TIME = 6
    GIVEN = 7
    END = 8
    IS_EXPECTED = 9
    LATENCY = 10
    FIRST = 11


NUMBERS: Final = 16
SIZE: Final = NUMBERS * 8 + CAPACITY * 8


class Memory:
    """numbers: (NUMBERS,) by `Slot`. sound: (CAPACITY, 2), frame n of the stream at n % CAPACITY.

    path: that of memory made by `shared`; without one it is this process's own. descriptors:
    what a child process must inherit to open the path.
    """

    def __init__(self, path: Path | None = None, descriptors: tuple[int, ...] = ()) -> None:
        self.path = path
        self.descriptors = descriptors
        buffer: mmap.mmap | bytearray = bytearray(SIZE)
        if path is not None:
            with path.open("r+b") as file:
                buffer = mmap.mmap(file.fileno(), SIZE)
        self.numbers: NDArray[np.float64] = np.frombuffer(buffer, np.float64, NUMBERS)
        flat: NDArray[np.float32] = np.frombuffer(buffer, np.float32, offset=NUMBERS * 8)
        self.sound: Samples = flat.reshape(CAPACITY, 2)

    @classmethod
    def shared(cls) -> Memory:
        """New memory that a child process can open by its path."""
        # In /dev/shm nothing is ever written to a disk, which would hold us up.
        folder = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        descriptor, name = tempfile.mkstemp(prefix="melodyrnn-", dir=folder)
        os.truncate(name, SIZE)
        if sys.platform == "win32":
            os.close(descriptor)
            return cls(Path(name))
        Path(name).unlink()  # so that nothing stays behind, however we end
        return cls(Path(f"/dev/fd/{descriptor}"), (descriptor,))

    def remove(self) -> None:
        """Gives the memory of `shared` back once all have let go of it."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        if self.path is not None and not self.descriptors:
            with suppress(OSError):
                self.path.unlink()
        self.path, self.descriptors = None, ()
