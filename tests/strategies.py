"""Hypothesis strategies for notes and pieces.

What they give is what the library itself would make: no key is struck while it sounds,
texts are clean, and every part has a note.
"""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from melodyrnn.midi.text import MAX_TEXT, clean_text
from melodyrnn.music.key import MAX_FIFTHS, Key, KeyChange, KeyMap
from melodyrnn.music.meter import DENOMINATORS, MAX_NUMERATOR, Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence, without_collisions
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import MAX_TEMPO, TempoChange, TempoMap

MAX_ONSET = 16 * 1920
MAX_DURATION = 4 * 1920


def notes(*, max_onset: int = MAX_ONSET, grid: int = 1) -> st.SearchStrategy[Note]:
    """One note; onset and duration are multiples of `grid` ticks."""
    return st.builds(
        Note,
        onset=st.integers(0, max_onset // grid).map(lambda steps: steps * grid),
        pitch=st.integers(0, 127),
        duration=st.integers(1, MAX_DURATION // grid).map(lambda steps: steps * grid),
        velocity=st.integers(1, 127),
    )


def note_sequences(
    *, min_size: int = 0, max_size: int = 30, max_onset: int = MAX_ONSET, grid: int = 1
) -> st.SearchStrategy[NoteSequence]:
    """Notes of one part, polyphonic; `min_size` may be 0 or 1."""
    return (
        st.lists(notes(max_onset=max_onset, grid=grid), min_size=min_size, max_size=max_size)
        .map(NoteSequence)
        .map(without_collisions)
    )


def crowded_notes(*, max_size: int = 24, max_onset: int = 40) -> st.SearchStrategy[NoteSequence]:
    """Few keys and little time, so that edited notes come in each other's way."""
    note = st.builds(
        Note,
        onset=st.integers(0, max_onset),
        pitch=st.integers(60, 62),
        duration=st.integers(1, 12),
        velocity=st.integers(1, 127),
    )
    return st.lists(note, max_size=max_size).map(NoteSequence).map(without_collisions)


@st.composite
def selected_notes(
    draw: st.DrawFn, notes: st.SearchStrategy[NoteSequence] | None = None
) -> tuple[NoteSequence, NDArray[np.bool_]]:
    """Notes, crowded unless told otherwise, and which of them are selected, (n,)."""
    sequence = draw(crowded_notes() if notes is None else notes)
    size = len(sequence)
    mask = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    return sequence, np.array(mask, dtype=np.bool_)


def melodies(*, min_size: int = 0, max_size: int = 30) -> st.SearchStrategy[NoteSequence]:
    """Notes of one part, one after another, with rests between some of them."""

    def chain(rows: list[tuple[int, int, int, int]]) -> NoteSequence:
        sequence, now = [], 0
        for rest, duration, pitch, velocity in rows:
            sequence.append(Note(now + rest, pitch, duration, velocity))
            now += rest + duration
        return NoteSequence(sequence)

    row = st.tuples(
        st.just(0) | st.integers(0, 1920),
        st.integers(1, MAX_DURATION),
        st.integers(0, 127),
        st.integers(1, 127),
    )
    return st.lists(row, min_size=min_size, max_size=max_size).map(chain)


def texts() -> st.SearchStrategy[str]:
    """Names in any script, as `clean_text` leaves them."""
    return st.text(max_size=MAX_TEXT).map(clean_text)


def meters() -> st.SearchStrategy[Meter]:
    """Any meter that can be written."""
    return st.builds(Meter, st.integers(1, MAX_NUMERATOR), st.sampled_from(DENOMINATORS))


def keys() -> st.SearchStrategy[Key]:
    """Any key that can be signed."""
    return st.builds(Key, st.integers(-MAX_FIFTHS, MAX_FIFTHS), st.booleans())


def meter_maps(*, max_onset: int = MAX_ONSET) -> st.SearchStrategy[MeterMap]:
    """Meters that change now and then, bar lines and grid disregarded."""
    changes = st.builds(MeterChange, st.integers(0, max_onset), meters())
    return st.lists(changes, max_size=3).map(MeterMap)


def key_maps(*, max_onset: int = MAX_ONSET) -> st.SearchStrategy[KeyMap]:
    """Key signatures that change now and then, or none at all."""
    changes = st.builds(KeyChange, st.integers(0, max_onset), keys())
    return st.lists(changes, max_size=3).map(KeyMap)


def parts() -> st.SearchStrategy[Part]:
    """One part with at least one note."""
    return st.builds(
        Part,
        notes=note_sequences(min_size=1, max_size=12),
        name=texts(),
        program=st.integers(0, 127),
        is_drum=st.booleans(),
    )


def pieces(*, min_parts: int = 0, max_parts: int = 3) -> st.SearchStrategy[Piece]:
    """A piece with maps of its own."""
    ticks = st.integers(0, MAX_ONSET)
    markers = st.builds(Marker, ticks, texts().filter(bool))
    tempos = st.builds(TempoChange, ticks, st.integers(1, MAX_TEMPO))
    return st.builds(
        Piece,
        parts=st.lists(parts(), min_size=min_parts, max_size=max_parts).map(tuple),
        tempos=st.lists(tempos, max_size=3).map(TempoMap),
        meters=meter_maps(),
        keys=key_maps(),
        markers=st.lists(markers, max_size=3).map(
            lambda found: tuple(sorted(found, key=lambda marker: marker.tick))
        ),
        title=texts(),
    )
