"""How surprising the model finds each note of a part."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from melodyrnn.encoding.reading import read_notes
from melodyrnn.encoding.spec import FIELD_INDEX, PITCHES
from melodyrnn.encoding.timing import to_steps
from melodyrnn.engine.scoring import score
from melodyrnn.generation.by_hand import meant_times
from melodyrnn.generation.continuing import style_class
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.seed import prepare_seed
from melodyrnn.music.key import Key
from melodyrnn.music.notes import IntArray, NoteSequence
from melodyrnn.music.piece import Piece
from melodyrnn.music.top_line import in_top_line, top_line


def note_surprise(
    ready: ReadyModel, piece: Piece, part: int, *, key: Key | None = None, style: str = ""
) -> NDArray[np.float64]:
    """Nats of each note of a part in the order of its notes, (n,), velocity not counted.

    Every note is judged by those before it, read as a seed is read. NaN: the model, which
    knows only melodies, leaves that note out of the line it reads. key: what the user says
    it is; None believes the key signature, or listens.

    Raises:
        RequestError: the model has no such style.
    """
    model = ready.model
    notes = piece.parts[part].notes
    nats = np.full(len(notes), np.nan)
    if not len(notes):
        return nats
    number = style_class(model, style)
    seed = prepare_seed(notes, piece.meters, piece.keys, bars=1, card=model.card, key=key)
    meant, order = _as_meant(notes, seed.start)
    kept = np.ones(len(meant), dtype=bool) if model.card.has_chords else in_top_line(meant)
    line = meant if model.card.has_chords else top_line(meant).notes
    reading = read_notes(line, seed.meters, seed.keys, number, seed.frame)
    with threadpool_limits(limits=1):
        fields = score(ready.engine, reading)[:-1]
    cost = fields.sum(axis=1) - fields[:, FIELD_INDEX["velocity"]]
    nats[order[kept]] = cost[_event_of(line)]
    return nats


def _as_meant(notes: NoteSequence, before: int) -> tuple[NoteSequence, IntArray]:
    """The notes as the model reads them, and for each of those its place among `notes`."""
    times = meant_times(notes, before=before)
    if times is None:
        return notes, np.arange(len(notes))
    array = notes.array.copy()
    array["onset"], array["duration"] = times
    # Written down, notes may change places: a rolled chord becomes one that is struck.
    order = np.lexsort(tuple(array[c] for c in ("velocity", "duration", "pitch", "onset")))
    return NoteSequence.from_array(array), order


def _event_of(line: NoteSequence) -> IntArray:
    """Number of the event that each note is written as; notes the grid merges share one."""
    _, number = np.unique(to_steps(line.onset) * PITCHES + line.pitch, return_inverse=True)
    events: IntArray = number.reshape(-1).astype(np.int64)
    return events
