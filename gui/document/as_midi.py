"""Music as the bytes of a MIDI file, and back.

What knows MIDI is loaded by the first call: the window is there sooner, and few edits need it.
"""

from __future__ import annotations

from melodyrnn.music.piece import Piece


def midi_bytes(piece: Piece, *, length: int | None = None) -> bytes:
    """The piece as a MIDI file. length: tick at which all tracks end; None: a bar line.

    Raises:
        ExportError: the piece is too long.
    """
    from melodyrnn.midi.writing import midi_bytes

    return midi_bytes(piece, length=length)


def parse_midi(data: bytes, *, name: str = "") -> Piece:
    """Reads the bytes of a MIDI file; `name` is what messages call it.

    Raises:
        MidiFileError: they hold no MIDI that can be read.
    """
    from melodyrnn.midi.reading import parse_midi

    return parse_midi(data, name=name)
