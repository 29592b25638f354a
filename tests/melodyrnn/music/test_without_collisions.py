"""Notes that one key cannot play, against the rule spelled out note by note."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.music.notes import Note, NoteSequence, without_collisions


def crowded() -> st.SearchStrategy[list[Note]]:
    """Few keys and little time, so that notes collide."""
    note = st.builds(
        Note, st.integers(0, 8), st.integers(60, 62), st.integers(1, 6), st.integers(1, 127)
    )
    return st.lists(note, max_size=20)


def one_by_one(notes: list[Note]) -> list[Note]:
    kept = []
    for onset, pitch in sorted({(n.onset, n.pitch) for n in notes}):
        twins = [n for n in notes if (n.onset, n.pitch) == (onset, pitch)]
        later = [n.onset for n in notes if n.pitch == pitch and n.onset > onset]
        end = min([max(n.end for n in twins), *later])
        kept.append(Note(onset, pitch, end - onset, max(n.velocity for n in twins)))
    return kept


@given(crowded())
def test_a_key_is_never_struck_while_it_sounds(notes: list[Note]) -> None:
    assert list(without_collisions(NoteSequence(notes))) == one_by_one(notes)


@given(crowded())
def test_what_has_no_collisions_stays_the_same_object(notes: list[Note]) -> None:
    once = without_collisions(NoteSequence(notes))

    assert without_collisions(once) is once
