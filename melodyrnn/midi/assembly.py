"""From what a reader found to a `Piece`: every decision about odd files is taken here.

- Ticks become ours, 480 a quarter, onset and end each to the nearest, halves upwards.
- A note of no length gets the shortest one, a tick: it was struck.
- A key struck while it sounds ends there; of notes struck together one stays.
- What cannot be (a tempo of 0, a meter of 0/1, a key of sixteen sharps) is ignored.
- Tracks without notes are no parts, markers without text no markers.
- Tempo events mean nothing in film time.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from melodyrnn.midi.container import Division
from melodyrnn.midi.raw import RawPart, RawScore
from melodyrnn.midi.sustain import held_durations
from melodyrnn.midi.text import clean_text
from melodyrnn.music.key import MAX_FIFTHS, Key, KeyChange, KeyMap
from melodyrnn.music.meter import DENOMINATORS, MAX_NUMERATOR, Meter, MeterChange, MeterMap
from melodyrnn.music.notes import NOTE_DTYPE, NoteSequence, without_collisions
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import MAX_TEMPO, TempoChange, TempoMap


def assemble(score: RawScore, division: Division, title: str) -> Piece:
    """Makes the piece; where pedals were read, notes last as long as they hold them."""
    tempos = () if division.is_film else _tempos(score, division)
    return Piece(
        parts=tuple(_part(part, division) for part in score.parts),
        tempos=TempoMap(tempos),
        meters=MeterMap(_meters(score, division)),
        keys=KeyMap(_keys(score, division)),
        markers=tuple(
            Marker(division.tick(tick), text)
            for tick, raw_text in score.markers
            if tick >= 0 and (text := clean_text(raw_text))
        ),
        title=title,
    )


def _part(raw: RawPart, division: Division) -> Part:
    onset = raw.onset.astype(np.int64)
    end = onset + raw.duration
    if raw.pedal is not None:
        end = onset + held_durations(onset, end - onset, raw.pedal)
    onset, end = division.ticks(onset), division.ticks(end)
    # Readers keep the ranges of pitch and velocity; times are made to here.
    table = np.empty(len(onset), dtype=NOTE_DTYPE)
    table["onset"] = onset
    table["duration"] = np.maximum(end - onset, 1)
    table["pitch"] = raw.pitch
    table["velocity"] = raw.velocity
    notes = without_collisions(NoteSequence.from_valid(table))
    return Part(notes, clean_text(raw.name), raw.program, raw.is_drum)


def _tempos(score: RawScore, division: Division) -> Iterator[TempoChange]:
    for tick, tempo in score.tempos:
        if 1 <= tempo <= MAX_TEMPO:
            yield TempoChange(division.tick(tick), tempo)


def _meters(score: RawScore, division: Division) -> Iterator[MeterChange]:
    for tick, numerator, denominator in score.meters:
        if 1 <= numerator <= MAX_NUMERATOR and denominator in DENOMINATORS:
            yield MeterChange(division.tick(tick), Meter(numerator, denominator))


def _keys(score: RawScore, division: Division) -> Iterator[KeyChange]:
    for tick, fifths, mode in score.keys:
        if abs(fifths) <= MAX_FIFTHS and mode in (0, 1):
            yield KeyChange(division.tick(tick), Key(fifths, mode == 1))
