"""The example: a real tune, whole, that an installed program has with it."""

from __future__ import annotations

from pathlib import Path

from gui.document.example import example_project
from melodyrnn.collection.melody import melody_part
from melodyrnn.midi.reading import read_midi

SEED = Path(__file__).parents[3] / "midi_data" / "seeds" / "greensleeves.mid"
END = 5 * 1440


def test_its_melody_is_that_of_the_starter_collection() -> None:
    tune = read_midi(SEED)
    piece = example_project().piece
    assert example_project().notes == tune.parts[0].notes.between(0, END)
    assert (piece.tempos, piece.meters, piece.keys) == (tune.tempos, tune.meters, tune.keys)
    assert piece.title == tune.title


def test_it_ends_on_a_bar_line_with_every_part() -> None:
    assert [part.notes.end for part in example_project().piece.parts] == [END, END]


def test_the_guitar_stays_below_the_melody_and_in_its_bars_chord() -> None:
    project = example_project()
    guitar = project.piece.parts[1].notes
    assert project.part.name == "Melody"
    assert melody_part(project.piece, "example") == project.melody
    assert guitar.velocity.max() < project.notes.velocity.min()
    assert sorted(set(project.piece.meters.locate(guitar.onset).bar.tolist())) == [0, 1, 2, 3, 4]
