"""The guard against getting stuck: one note for ever, or a small loop without end."""

from __future__ import annotations

from collections.abc import Sequence

MAX_SAME_PITCH = 8
"""A pitch may be struck so often in a row; after that another one is due."""

MAX_LOOP_NOTES = 8
MAX_LOOPS = 4
"""A figure of 2 to 8 notes may come so often in a row; after that it must move on."""

LOOP_SHARE = 0.8
"""So many notes must be as one figure before for a loop: one note changed leaves it stuck.

In 167 folk tunes and songs this forbids 7 of 10,000 notes that their composers wrote.
"""

REMEMBERED = MAX_LOOP_NOTES * MAX_LOOPS
"""Notes that the guard looks back on."""


def stale_pitches(history: Sequence[tuple[int, int]]) -> set[int]:
    """Pitches that would keep a piece stuck.

    history: (pitch, duration) of the notes so far, the latest last; the `REMEMBERED` last do.
    """
    stale = set()
    recent = [pitch for pitch, _ in history[-MAX_SAME_PITCH:]]
    if len(recent) == MAX_SAME_PITCH and len(set(recent)) == 1:
        stale.add(recent[0])
    for period in range(2, MAX_LOOP_NOTES + 1):
        tail = history[-period * MAX_LOOPS :]
        if len(tail) < period * MAX_LOOPS:
            break
        pairs = list(zip(tail, tail[period:], strict=False))  # each note, and one figure later
        if sum(note == later for note, later in pairs) >= LOOP_SHARE * len(pairs):
            stale.add(tail[-period][0])  # what the loop would strike next
    return stale
