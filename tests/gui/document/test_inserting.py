"""How an idea becomes part of the melody."""

from __future__ import annotations

from dataclasses import replace

from gui.document.inserting import inserted
from gui.document.project import Span
from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.panels.samples import BAR, MELODY, idea


def test_a_seed_that_reaches_over_into_the_take_stays_byte_for_byte() -> None:
    seed = NoteSequence([Note(0, 60, 480), Note(1440, 65, 540, 33), Note(1500, 67, 500, 90)])
    new = NoteSequence([Note(1920, 65, 480, 70), Note(1920, 69, 480, 70)])
    taken = replace(idea(1), notes=new, seed=seed, span=Span(BAR, 2 * BAR))
    notes = inserted(seed, taken)
    assert notes.where(notes.onset < BAR).array.tobytes() == seed.array.tobytes()
    assert notes.where(notes.onset >= BAR) == NoteSequence(
        [Note(1920, 69, 480, 70), Note(1980, 65, 420, 70)]
    )


def test_what_stands_in_the_place_of_the_take_goes_and_what_follows_stays() -> None:
    later = Note(4 * BAR, 64, 480)
    notes = MELODY.merged(NoteSequence([Note(3 * BAR, 50, 480), later]))
    result = inserted(notes, idea(1))
    assert 50 not in result.pitch
    assert result[len(result) - 1] == later
