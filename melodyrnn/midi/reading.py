"""MIDI files in: any file a musician may have becomes a `Piece`, or says why not.

symusic reads nearly all; what it refuses or gets wrong (format 2, times beyond 32 bits,
texts that are not UTF-8, system messages in packets), mido reads.
"""

from __future__ import annotations

import stat
from pathlib import Path

from melodyrnn.errors import MidiFileError
from melodyrnn.midi.assembly import assemble
from melodyrnn.midi.container import MAX_BYTES, Container, open_container
from melodyrnn.midi.mido_reader import read_with_mido
from melodyrnn.midi.raw import RawScore
from melodyrnn.midi.symusic_reader import has_lost_text, has_split_message, read_with_symusic
from melodyrnn.midi.text import first_track_name
from melodyrnn.music.piece import Piece

MAX_PATIENT_BYTES = 4_000_000
"""mido is given no more than this: some six seconds of its work."""


def read_midi(path: Path, *, sustain: bool = False) -> Piece:
    """Reads a MIDI file; a file without notes gives a piece without parts.

    sustain: notes last as long as the sustain pedal holds them.

    Raises:
        MidiFileError: the file cannot be opened, or holds no MIDI that can be read.
    """
    return parse_midi(read_bytes(path), name=path.name, sustain=sustain)


def parse_midi(data: bytes, *, name: str = "", sustain: bool = False) -> Piece:
    """Reads the bytes of a MIDI file; `name` is what messages call it.

    Raises:
        MidiFileError: they hold no MIDI that can be read.
    """
    name = name or "This file"
    container = open_container(data, name)
    score = _read_score(container, sustain)
    if score is None:
        raise MidiFileError(
            f"{name} is damaged or cut short: no notes can be made out; copy or export it again."
        )
    return assemble(score, container.division, first_track_name(container))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may hold MIDI.

    Raises:
        MidiFileError: it cannot be opened, or is far too large.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a folder; choose a MIDI file in it" if path.is_dir() else "no file to read from"
            raise MidiFileError(f"{path.name} is {what}.")
        if status.st_size > MAX_BYTES:
            raise MidiFileError(
                f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB, more than any music "
                f"needs as MIDI; choose another file."
            )
        with path.open("rb", buffering=0) as file:
            return file.readall()
    except FileNotFoundError as error:
        raise MidiFileError(
            f"There is no file {path.name} here; check its name and folder."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise MidiFileError(
            f"{path.name} cannot be opened ({reason}); check that you may read it."
        ) from error


def _read_score(container: Container, sustain: bool) -> RawScore | None:
    if container.is_patterns:
        return _read_patiently(container, sustain)
    score = read_with_symusic(container.data, pedals=sustain)
    if score is None:
        return _read_patiently(container, sustain)
    if has_lost_text(score) or has_split_message(container.data):
        return _read_patiently(container, sustain) or score
    return score


def _read_patiently(container: Container, sustain: bool) -> RawScore | None:
    if len(container.data) > MAX_PATIENT_BYTES:
        return None
    return read_with_mido(container.data, is_patterns=container.is_patterns, pedals=sustain)
