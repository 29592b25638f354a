"""Reasons: why a part or a file is not learned from, in a musician's words.

A part's reason is said after its name: "Left Hand plays several notes at once".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from melodyrnn.collection.part_kind import PartKind
from melodyrnn.music.notes import TICKS_PER_QUARTER, NoteSequence

_LEFT_OUT: dict[PartKind, str] = {
    "empty": "holds no notes",
    "drums": "is drums or noises, without a melody",
    "bass": "is a bass line, not a melody",
    "chords": "plays several notes at once",
    "piano": "plays several notes at once, as two hands do",
}

_PATTERN_NOTES = 8
"""Notes of the longest pattern looked for, and compared at a time."""

_FEWEST_PATTERN_NOTES = 4 * _PATTERN_NOTES
"""A shorter line may repeat itself as it likes."""

_REPEATED_SHARE = 0.7
"""A line is a figure (or one note hammered) when more than this share of its notes is
the note some fixed 1 to 8 notes earlier. Of 4,000 folk tunes and songs none reaches it."""

_DIFFERENT_SHARE = 0.25
_DIFFERENT_COUNT = 40
"""It is also one when the different ones among its stretches of 8 notes are fewer than
this share and this number. Tunes with six written-out repeats stay above."""

_SHOWN_PARTS = 3
_SHOWN_LETTERS = 32


def why_left_out(kind: PartKind) -> str:
    """Why a part of this kind is no line to learn from; "" for a melody."""
    return _LEFT_OUT.get(kind, "")


def why_too_little(notes: NoteSequence, *, min_notes: int, min_distinct_pitches: int) -> str:
    """Why there is too little in a line to learn from; "" when there is enough.

    min_distinct_pitches: fewest different pitches, octaves counted once.
    """
    if len(notes) < min_notes:
        return f"has just {_counted(len(notes), 'note')}: too short to learn from"
    pitches = len(np.unique(notes.pitch % 12))
    if pitches < min_distinct_pitches:
        return f"stays on {_counted(pitches, 'pitch', 'pitches')}: no melody to learn from"
    return ""


def why_accompaniment(notes: NoteSequence) -> str:
    """Why a single line is the accompaniment of one; "" when it is not."""
    if len(notes) >= _FEWEST_PATTERN_NOTES and _repeats_after(notes, 1):
        return "strikes most notes several times over: an accompaniment, not a melody"
    if _is_one_pattern(notes):
        return "repeats one short pattern: an accompaniment, not a melody"
    return ""


def why_doubled(name: str) -> str:
    """Why a part is left out that plays what part `name` plays."""
    return f"plays nearly the same as {_shortened(name)}"


def file_reason(
    names: Sequence[str],
    kinds: Sequence[PartKind],
    reasons: Sequence[str],
    *,
    can_take_top_line: bool = False,
) -> str:
    """Why nothing is kept of a file whose parts have these names, kinds and reasons."""
    sounding = [i for i, kind in enumerate(kinds) if kind != "empty"]
    if not sounding:
        return "The file holds no notes."
    ending = ": take its top line instead." if can_take_top_line else "."
    if len(sounding) == 1:
        return f"The only part {reasons[sounding[0]]}{ending}"
    said = list(dict.fromkeys(f"{_shortened(names[i])} {reasons[i]}" for i in sounding))
    more = f"; and {_counted(len(said) - _SHOWN_PARTS, 'more part')}"
    ending = "; take a top line instead." if can_take_top_line else "."
    shown = "; ".join(said[:_SHOWN_PARTS]) + (more if len(said) > _SHOWN_PARTS else "")
    return f"No part is a melody: {shown}{ending}"


def why_no_top_line() -> str:
    """Why the top line of what was played without regard to the beat is not offered."""
    return "Its top line would not help: it was played freely, so its rhythm cannot be read."


def why_left_by_user() -> str:
    """Why a file is not learned from that the user does not want."""
    return "You left it out."


def why_too_slow(name: str, seconds: float) -> str:
    """Why a file was given up that takes too long."""
    return (
        f"{name} was not read to its end within {seconds:g} seconds: it is damaged, or lies where "
        f"it cannot be fetched; copy it or export it again."
    )


def why_too_big(name: str, megabytes: int) -> str:
    """Why a file was given up that needs too much memory."""
    return (
        f"{name} needs more than {megabytes:,} MB of memory, far more than music does: it is "
        f"damaged; export it again."
    )


def why_crashed(name: str) -> str:
    """Why a file was given up over which its reader broke down."""
    return f"{name} cannot be read: it is damaged in an unusual way; export it again."


def part_name(name: str, number: int) -> str:
    """A part's name on one line, or "part 3" where it has none; `number` counts from 1."""
    return " ".join(name.split()) or f"part {number}"


def _is_one_pattern(notes: NoteSequence) -> bool:
    if len(notes) < _FEWEST_PATTERN_NOTES:
        return False
    if any(_repeats_after(notes, period) for period in range(2, _PATTERN_NOTES + 1)):
        return True
    pitch = notes.pitch
    steps = np.rint(np.diff(notes.onset) * 8 / TICKS_PER_QUARTER).astype(np.int64)
    codes = np.diff(pitch) * 1024 + np.minimum(steps, 1023)
    stretches = sliding_window_view(codes, _PATTERN_NOTES - 1)
    # One number for a stretch, practically never the same for two; it may wrap around.
    weights = np.power(np.int64(1_000_003), np.arange(_PATTERN_NOTES - 1, dtype=np.int64))
    different = len(np.unique(stretches @ weights))
    return different < min(_DIFFERENT_COUNT, _DIFFERENT_SHARE * len(stretches))


def _repeats_after(notes: NoteSequence, period: int) -> bool:
    """Whether most notes are the note that came `period` notes earlier."""
    pitch = notes.pitch
    return bool(np.mean(pitch[period:] == pitch[:-period]) > _REPEATED_SHARE)


def _shortened(name: str) -> str:
    return name if len(name) <= _SHOWN_LETTERS else name[: _SHOWN_LETTERS - 1].rstrip() + "…"


def _counted(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"
