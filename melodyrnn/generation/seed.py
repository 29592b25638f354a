"""The seed: the user's notes, and where a continuation of them begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from melodyrnn.card import Card
from melodyrnn.encoding.events import EventArray, Rounding, encode
from melodyrnn.encoding.frame import Frame, frame_for
from melodyrnn.encoding.timing import TICKS_PER_STEP
from melodyrnn.generation.by_hand import as_meant
from melodyrnn.music.key import Key, KeyChange, KeyMap, detect_key
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.top_line import top_line

LEGATO_TICKS = 60
"""A last note that reaches this far over a bar line still counts as ending on it."""

STACCATO_TICKS = 90
"""A last note that is released so shortly before a bar line leaves nothing to fill."""

MIN_NOTES_TO_HEAR_KEY = 5

BELIEVED_SHARE = 0.8
"""A key signature is believed if at least this share of the sounding time lies in its key.

Many programs write C major into every file.
"""


@dataclass(frozen=True, slots=True)
class Seed:
    """Notes to continue, read for a model.

    notes: the user's, untouched. events: those in the frame, on the grid, as they
    were meant where a hand played them. key: in force at the end; stated, or heard when
    none is stated or it cannot be right; None without notes.
    start: tick from which new notes may begin. end: the bar line at which takes end.
    is_monophonic: new notes come one at a time. rounding: what the grid changed.
    """

    notes: NoteSequence
    events: EventArray
    meters: MeterMap
    keys: KeyMap
    frame: Frame
    key: Key | None
    start: int
    end: int
    is_monophonic: bool
    rounding: Rounding

    @property
    def first(self) -> int:
        """The first step on which a new note may begin."""
        return -(-self.start // TICKS_PER_STEP)


def prepare_seed(
    notes: NoteSequence,
    meters: MeterMap,
    keys: KeyMap,
    *,
    bars: int,
    card: Card,
    key: Key | None = None,
) -> Seed:
    """Reads notes as a seed for the model of `card`.

    An unfinished last bar is filled first; then come `bars` whole bars. key: what the user
    says, over everything else. Without notes the takes begin at the first bar.
    """
    start = _start(notes, meters)
    believed = key or believed_key(notes, keys)
    if key or not keys.changes or keys.changes[0].key != believed:
        keys = KeyMap([KeyChange(0, believed)] if believed else [])
    line = meters.bar_line_at_or_after(start)
    meant = as_meant(notes, before=start)
    melody = meant if card.has_chords else top_line(meant).notes
    events, _ = encode(melody)
    frame = _frame(melody, keys, card)
    events["pitch"] += frame.semitones
    return Seed(
        notes=notes,
        events=events,
        meters=meters,
        keys=keys,
        frame=frame,
        key=keys.at(start) or detect_key(notes),
        start=start,
        end=meters.bars_after(line, bars),
        is_monophonic=not card.has_chords or (len(notes) > 1 and notes.is_monophonic),
        rounding=encode(notes)[1],
    )


def believed_key(notes: NoteSequence, keys: KeyMap) -> Key | None:
    """The key to continue in: as stated, unless the notes contradict it; else as heard."""
    stated = keys.changes[0].key if keys.changes else None
    if len(notes) < MIN_NOTES_TO_HEAR_KEY:
        return stated
    if stated is not None and _share_in(stated, notes) >= BELIEVED_SHARE:
        return stated
    return detect_key(notes)


def _share_in(key: Key, notes: NoteSequence) -> float:
    belongs = np.isin(notes.pitch % 12, list(key.pitch_classes))
    return float(notes.duration[belongs].sum() / notes.duration.sum())


def _start(notes: NoteSequence, meters: MeterMap) -> int:
    """The seed's end on the grid; the bar line, where it barely reaches over or misses it."""
    if not len(notes):
        return 0
    earliest = int(notes.onset[-1]) + TICKS_PER_STEP
    bar_start = int(meters.locate(notes.end).bar_start)
    if 0 < notes.end - bar_start <= LEGATO_TICKS and bar_start >= earliest:
        return bar_start
    line = meters.bar_line_at_or_after(notes.end)
    if line - notes.end <= STACCATO_TICKS and line >= earliest:
        return line
    nearest = (notes.end + TICKS_PER_STEP // 2) // TICKS_PER_STEP * TICKS_PER_STEP
    return max(nearest, earliest)


def _frame(notes: NoteSequence, keys: KeyMap, card: Card) -> Frame:
    """The frame by key; moved by octaves where a seed lies outside the model's usual range."""
    low, high = int(notes.pitch.min(initial=127)), int(notes.pitch.max(initial=0))
    frame = frame_for(keys, low, high)
    if not len(notes):
        return frame
    middle = int(np.median(notes.pitch)) + frame.semitones
    below, above = max(card.lowest - middle, 0), max(middle - card.highest, 0)
    semitones = frame.semitones + 12 * (-(-below // 12) - -(-above // 12))
    if low + semitones < 0 or high + semitones > 127:
        return frame
    return replace(frame, semitones=semitones)
