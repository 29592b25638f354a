"""What a transformer keeps of the notes it has read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from melodyrnn.engine.past import Past, nothing_read

CONTEXT = 5


def with_note(past: Past, name: int) -> Past:
    """One note more, whose keys and values are its name."""
    room = past.with_room(CONTEXT)
    room.own[..., room.added, :] = name
    return Past(room.shared, room.own, room.added + 1, room.read + 1)


def names(past: Past) -> list[int]:
    """What the note added last looks at."""
    shared, own = (part[0, 0, 0, 0, :, 0] for part in past.in_sight(CONTEXT))
    return [int(name) for name in (*shared, *own)]


def test_a_note_sees_itself_and_the_four_before_it_however_many_there_were() -> None:
    past = nothing_read(layers=2, heads=2, width=4)
    for name in range(500):
        past = with_note(past, name)
        assert names(past) == list(range(max(0, name - 4), name + 1))
    assert past.read == 500
    assert past.own.shape[-2] < 100


def test_what_all_takes_share_is_let_go_when_nobody_sees_it_any_more() -> None:
    shared = np.arange(4, dtype=np.float32).reshape(1, 1, 1, 1, 4, 1)
    past = replace(nothing_read(1, 1, 1), shared=np.tile(shared, (1, 1, 2, 1, 1, 1)), read=4)
    for name in range(4, 200):
        past = with_note(past, name)
        assert names(past) == list(range(max(0, name - 4), name + 1))
        past = past.select(np.array([0]))

    assert past.shared.nbytes == 0
