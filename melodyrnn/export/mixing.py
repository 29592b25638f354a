"""Adding the notes of a piece up to one sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from melodyrnn.export.voice import Instrument, Samples, SoundBank, loudness, release_ramp
from melodyrnn.music.notes import IntArray, NoteArray, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap

MAX_HELD_S = 60.0
"""A note held longer than this fades away, as on most instruments; memory stays small."""


def mix(piece: Piece, bank: SoundBank, *, sample_rate: int, frames: int) -> Samples:
    """All notes, (frames, 2), as loud as they come: the sum may exceed 1."""
    sound = np.zeros((frames, 2), dtype=np.float32)
    for (program, is_drum), notes in _by_instrument(piece.parts).items():
        instrument = bank.instrument(program, is_drum=is_drum, sample_rate=sample_rate)
        _add_notes(sound, notes, piece.tempos, instrument, sample_rate)
    return sound


def _by_instrument(parts: tuple[Part, ...]) -> dict[tuple[int, bool], NoteSequence]:
    """Parts of one sound are played together: each key of it is made but once."""
    arrays: dict[tuple[int, bool], list[NoteArray]] = {}
    for part in parts:
        if len(part.notes):
            arrays.setdefault((part.program, part.is_drum), []).append(part.notes.array)
    return {k: NoteSequence.from_array(np.concatenate(a)) for k, a in arrays.items()}


def _add_notes(
    sound: Samples,
    notes: NoteSequence,
    tempos: TempoMap,
    instrument: Instrument,
    sample_rate: int,
) -> None:
    """Key by key: what a key sounds like is made once and serves all its notes."""
    onset = _frames(tempos.seconds_at(notes.onset), sample_rate)
    release = _frames(tempos.seconds_at(notes.release), sample_rate)
    held = np.clip(release - onset, 1, round(MAX_HELD_S * sample_rate))
    for key in np.unique(notes.pitch).tolist():
        rows = np.flatnonzero(notes.pitch == key)
        for voice in instrument.voices(key, int(held[rows].max())):
            low, high = voice.velocities
            ramp = release_ramp(voice, sample_rate)
            for row in rows.tolist():
                velocity = int(notes.velocity[row])
                if low <= velocity <= high:
                    shape = loudness(velocity), int(held[row])
                    _add_note(sound[int(onset[row]) :], voice.body, shape, ramp)


def _add_note(target: Samples, body: Samples, shape: tuple[float, int], ramp: Samples) -> None:
    """shape: loudness, and frames the key is held. ramp: (release frames, 1)."""
    gain, held = shape
    frames = min(len(body), held + len(ramp), len(target))
    held = min(held, frames)
    target[:held] += body[:held] * np.float32(gain)
    target[held:frames] += body[held:frames] * (ramp[: frames - held] * np.float32(gain))


def _frames(seconds: NDArray[np.float64], sample_rate: int) -> IntArray:
    return np.rint(seconds * sample_rate).astype(np.int64)
