"""A SoundFont small enough to build in a test: one sine of exactly 440 Hz."""

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.export.soundfont_format import DRUM_BANK, Setting

SoundFontWriter = Callable[..., Path]

CYCLE, CYCLES, RATE = 100, 60, 44_000
SHORT_RELEASE = -3600  # an eighth of a second
WRONG_ROOT = 50  # in the sample's own header; the zone says 69


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _zone(settings: dict[int, int]) -> bytes:
    return b"".join(struct.pack("<Hh", kind, amount) for kind, amount in settings.items())


def soundfont_bytes(zone: dict[int, int], *, bank: int = 0, kind: int = 1) -> bytes:
    cycles = np.sin(2 * np.pi * np.arange(CYCLE * CYCLES) / CYCLE) * 20_000
    points = cycles.astype("<i2").tobytes() + b"\0" * 92
    settings = {
        Setting.RELEASE: SHORT_RELEASE,
        Setting.LOOP_MODE: 1,
        Setting.ROOT_KEY: 69,
        **zone,
        Setting.SAMPLE: 0,
    }
    last = CYCLE * CYCLES
    sample = struct.pack(
        "<20sIIIIIBbHH", b"sine", 0, last, CYCLE, last - CYCLE, RATE, WRONG_ROOT, 0, 0, kind
    )
    tables = {
        b"phdr": struct.pack("<20sHHHIII", b"Sine", 0, bank, 0, 0, 0, 0)
        + struct.pack("<20sHHHIII", b"EOP", 0, 0, 1, 0, 0, 0),
        b"pbag": struct.pack("<HHHH", 0, 0, 1, 0),
        b"pmod": b"\0" * 10,
        b"pgen": _zone({Setting.INSTRUMENT: 0}) + b"\0" * 4,
        b"inst": struct.pack("<20sH", b"Sine", 0) + struct.pack("<20sH", b"EOI", 1),
        b"ibag": struct.pack("<HHHH", 0, 0, len(settings), 0),
        b"imod": b"\0" * 10,
        b"igen": _zone(settings) + b"\0" * 4,
        b"shdr": sample + b"EOS".ljust(46, b"\0"),
    }
    hydra = b"".join(_chunk(name, data) for name, data in tables.items())
    body = _chunk(b"LIST", b"INFO" + _chunk(b"ifil", struct.pack("<HH", 2, 1)))
    body += _chunk(b"LIST", b"sdta" + _chunk(b"smpl", points))
    body += _chunk(b"LIST", b"pdta" + hydra)
    return _chunk(b"RIFF", b"sfbk" + body)


@pytest.fixture
def write_soundfont(tmp_path: Path) -> SoundFontWriter:
    """Writes a SoundFont with one zone of the given settings and returns its path."""

    def write(zone: dict[int, int] | None = None, *, drums: bool = False, kind: int = 1) -> Path:
        path = tmp_path / "sine.sf2"
        bank = DRUM_BANK if drums else 0
        path.write_bytes(soundfont_bytes(zone or {}, bank=bank, kind=kind))
        return path

    return write
