"""The example of the first start: a tune everybody knows, its first phrase, with a guitar.

The melody is that of `midi_data/seeds/greensleeves.mid` (traditional, England, 16th century)
to the note; it stands here because an installed program has no such folder.
"""

from __future__ import annotations

from gui.document.project import Project, Track
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import TICKS_PER_QUARTER, NoteSequence, without_collisions
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap

_EIGHTH = TICKS_PER_QUARTER // 2
_BAR = 6 * _EIGHTH
_BPM = 84
_CLARINET, _GUITAR = 71, 24

# (sixteenths, pitch, velocity), one after another from the upbeat on.
_MELODY = (
    (2, 64, 66),
    (4, 67, 74), (2, 69, 67), (3, 71, 72), (1, 73, 67), (2, 71, 67),
    (4, 69, 75), (2, 66, 68), (3, 62, 73), (1, 64, 68), (2, 66, 68),
    (4, 67, 76), (2, 64, 69), (3, 64, 74), (1, 63, 69), (2, 64, 69),
    (4, 66, 77), (2, 63, 70), (4, 59, 75), (2, 64, 70),
)  # fmt: skip

# A bar each, an eighth a note: E minor to begin with; then its bass descends, over D and C to B.
_CHORDS = (
    (40, 47, 52, 55, 59, 55),
    (52, 55, 59, 64, 59, 55),
    (50, 54, 57, 62, 57, 54),
    (48, 52, 55, 60, 55, 52),
    (47, 51, 54, 59, 54, 51),
)


def example_project() -> Project:
    """A bar for the guitar alone with the melody's upbeat, then four bars; ends on a bar line."""
    parts = (
        Part(_melody(), name="Melody", program=_CLARINET),
        Part(_accompaniment(), name="Guitar", program=_GUITAR),
    )
    piece = Piece(
        parts=parts,
        tempos=TempoMap.from_bpm(_BPM),
        meters=MeterMap([MeterChange(0, Meter(6, 8))]),
        keys=KeyMap([KeyChange(0, Key.parse("Em"))]),
        title="Greensleeves",
    )
    return Project(piece=piece, melody=0, tracks=(Track(), Track(volume=0.6)))


def _melody() -> NoteSequence:
    sixteenths, pitch, velocity = zip(*_MELODY, strict=True)
    duration = [count * _EIGHTH // 2 for count in sixteenths]
    first = _BAR - duration[0]
    onset = [first + sum(duration[:number]) for number in range(len(duration))]
    return NoteSequence.from_columns(onset, duration, pitch, velocity)


def _accompaniment() -> NoteSequence:
    """Broken chords: a string rings until it is struck again or the bar ends."""
    rows = [
        (bar * _BAR + step * _EIGHTH, (6 - step) * _EIGHTH, pitch, 46 if step else 58)
        for bar, chord in enumerate(_CHORDS)
        for step, pitch in enumerate(chord)
    ]
    onset, duration, pitch, velocity = zip(*rows, strict=True)
    return without_collisions(NoteSequence.from_columns(onset, duration, pitch, velocity))
