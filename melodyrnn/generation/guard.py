"""The guard against getting stuck: one note for ever, or a small loop without end."""

from __future__ import annotations

from collections.abc import Sequence

MAX_SAME_PITCH = 7
"""A pitch may be struck so often in a row; after that another one is due."""

MAX_LOOP_NOTES = 8
MAX_LOOPS = 3
"""A figure of 2 to 8 notes may come so often in a row; after that it must move on."""


def stale_pitches(history: Sequence[tuple[int, int]]) -> set[int]:
    """Pitches that would keep a piece stuck.

    history: (pitch, duration) of the notes so far, the latest last.
    """
    if not history:
        return set()
    stale = set()
    recent = [pitch for pitch, _ in history[-MAX_SAME_PITCH:]]
    if len(recent) == MAX_SAME_PITCH and len(set(recent)) == 1:
        stale.add(recent[0])
    for period in range(2, MAX_LOOP_NOTES + 1):
        span = period * MAX_LOOPS
        tail = history[-span:]
        if len(tail) == span and all(tail[i] == tail[i + period] for i in range(span - period)):
            stale.add(tail[0][0])  # the loop's next note is its first one
    return stale
