"""To and from pretty_midi's objects, the common currency of Python programs about music.

pretty_midi counts in seconds and imports much: nothing on the way from file to file
uses this module.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pretty_midi
from numpy.typing import ArrayLike, NDArray

from melodyrnn.errors import ExportError
from melodyrnn.midi.text import clean_text
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import DENOMINATORS, MAX_NUMERATOR, Meter, MeterChange, MeterMap
from melodyrnn.music.notes import TICKS_PER_QUARTER, IntArray, NoteSequence, without_collisions
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import MAX_TEMPO, TempoChange, TempoMap

MAX_PRETTY_TICK = 9_999_999
"""pretty_midi keeps a table with every tick of a piece and takes no more than these."""


def to_pretty_midi(piece: Piece) -> pretty_midi.PrettyMIDI:
    """The piece as a `PrettyMIDI` with our ticks; markers become text events.

    It has no place for the title, and names keys by their tonic alone.

    Raises:
        ExportError: the piece lasts beyond `MAX_PRETTY_TICK`.
    """
    changes = (piece.tempos.changes, piece.meters.changes, piece.keys.changes, piece.markers)
    last = max([piece.end, *(change.tick for group in changes for change in group)])
    if last > MAX_PRETTY_TICK:
        raise ExportError("The piece is too long for pretty_midi; shorten its silences or notes.")
    midi = pretty_midi.PrettyMIDI(resolution=TICKS_PER_QUARTER, charset="utf-8")
    # The way there is through a file, or through these two: tempos have no other door.
    midi._tick_scales = [(t, us / 1e6 / TICKS_PER_QUARTER) for t, us in piece.tempos.changes]
    midi._update_tick_to_time(last + 1)
    midi.instruments = [_instrument(part, piece.tempos) for part in piece.parts]
    midi.time_signature_changes = [
        pretty_midi.TimeSignature(m.numerator, m.denominator, _seconds(piece, tick))
        for tick, m in piece.meters.changes
    ]
    midi.key_signature_changes = [
        pretty_midi.KeySignature(key.tonic + 12 * key.is_minor, _seconds(piece, tick))
        for tick, key in piece.keys.changes
    ]
    midi.text_events = [pretty_midi.Text(text, _seconds(piece, t)) for t, text in piece.markers]
    return midi


def from_pretty_midi(midi: pretty_midi.PrettyMIDI) -> Piece:
    """The piece in a `PrettyMIDI`: times go to our nearest tick, text events become markers."""
    clock = _Clock(*midi.get_tempo_changes())
    meters = (
        MeterChange(clock.tick(change.time), Meter(change.numerator, change.denominator))
        for change in midi.time_signature_changes
        if change.numerator <= MAX_NUMERATOR and change.denominator in DENOMINATORS
    )
    keys = (
        KeyChange(clock.tick(change.time), Key.from_tonic(number % 12, number >= 12))
        for change in midi.key_signature_changes
        for number in [change.key_number]
    )
    return Piece(
        parts=tuple(_part(instrument, clock) for instrument in midi.instruments),
        tempos=clock.tempos,
        meters=MeterMap(meters),
        keys=KeyMap(keys),
        markers=tuple(
            Marker(clock.tick(event.time), text)
            for event in midi.text_events
            if (text := clean_text(event.text))
        ),
    )


class _Clock:
    """Seconds to ticks, by the tempos as pretty_midi states them: not whole microseconds.

    seconds: when each tempo begins. tempos: quarters a minute.
    """

    def __init__(self, seconds: Sequence[float], tempos: Sequence[float]) -> None:
        self._seconds = np.asarray(seconds, dtype=np.float64)
        self._tick_seconds = 60 / (np.asarray(tempos) * TICKS_PER_QUARTER)
        # Not rounded yet: the error would grow with every change of tempo.
        steps = np.diff(self._seconds) / self._tick_seconds[:-1]
        self._ticks = np.concatenate([[0.0], np.cumsum(steps)])

    @property
    def tempos(self) -> TempoMap:
        """The nearest tempos that a MIDI file can state."""
        exact = self._tick_seconds * TICKS_PER_QUARTER * 1e6
        stated = np.clip(np.rint(exact), 1, MAX_TEMPO).astype(np.int64)
        pairs = zip(_nearest(self._ticks).tolist(), stated.tolist(), strict=True)
        return TempoMap(TempoChange(tick, tempo) for tick, tempo in pairs)

    def ticks(self, seconds: ArrayLike) -> IntArray:
        """The nearest ticks, halves upwards, none before 0."""
        at = np.maximum(np.asarray(seconds, dtype=np.float64), 0)
        change = np.maximum(np.searchsorted(self._seconds, at, side="right") - 1, 0)
        steps = (at - self._seconds[change]) / self._tick_seconds[change]
        return _nearest(self._ticks[change] + steps)

    def tick(self, seconds: float) -> int:
        """As `ticks`, for one."""
        return int(self.ticks(seconds))


def _nearest(ticks: NDArray[np.float64]) -> IntArray:
    # Seconds of a half tick come out a hair below it as often as above.
    return np.floor(ticks + (0.5 + 1e-6)).astype(np.int64)


def _instrument(part: Part, tempos: TempoMap) -> pretty_midi.Instrument:
    instrument = pretty_midi.Instrument(part.program, is_drum=part.is_drum, name=part.name)
    starts = tempos.seconds_at(part.notes.onset).tolist()
    ends = tempos.seconds_at(part.notes.release).tolist()
    instrument.notes = [
        pretty_midi.Note(note.velocity, note.pitch, start, end)
        for note, start, end in zip(part.notes, starts, ends, strict=True)
    ]
    return instrument


def _part(instrument: pretty_midi.Instrument, clock: _Clock) -> Part:
    rows = [(n.start, n.end, n.pitch, n.velocity) for n in instrument.notes if n.velocity > 0]
    start, end, pitch, velocity = np.array(rows, dtype=np.float64).reshape(-1, 4).T
    onset = clock.ticks(start)
    duration = np.maximum(clock.ticks(end) - onset, 1)
    notes = NoteSequence.from_columns(onset, duration, np.rint(pitch), np.rint(velocity))
    name = clean_text(instrument.name)
    return Part(without_collisions(notes), name, int(instrument.program), bool(instrument.is_drum))


def _seconds(piece: Piece, tick: int) -> float:
    return float(piece.tempos.seconds_at(tick))
