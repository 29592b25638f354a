"""Long random editing sessions: undo leads back to the very same bytes, and redo on again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from gui.document.document import Document
from gui.document.inserting import inserted
from gui.document.project import Idea, Project, Span, Track
from gui.document.selection import NoteId, Selection
from gui.piano_roll.commands import Commands
from gui.piano_roll.scene import Scene
from gui.piano_roll.step_entry import StepEntry
from gui.piano_roll.undoing import Undoing
from melodyrnn.music.editing import Edited, add, copied, moved
from melodyrnn.music.grid import Division, Grid
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence, without_collisions
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.quantize import Quantization
from melodyrnn.music.reshaping import resized, split_at, stretched

SCRIPTS, STEPS = 50, 200

State = tuple[object, ...]


class Session:
    """Someone who tries everything, by keys, menus and mouse; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.document = Document()
        self.document.reset(self.opened())
        self.selection = Selection(self.document)
        self.scene = Scene()
        self.commands = Commands(self.document, self.selection, self.scene)
        self.entry = StepEntry(self.document, self.selection, self.scene)
        self.undoing = Undoing(self.document, self.selection)
        self.states = {0: state_of(self.document)}
        """By the index of the history."""
        do = self.commands.handlers()
        self.actions: list[Callable[[], object]] = [*do.values()] * 2
        self.actions += [self.select, self.draw, self.drag, self.reshape, self.set_up] * 4
        self.actions += [
            self.play_in,
            self.step_back,
            self.insert,
            self.quantize,
            self.edit_else,
        ] * 2
        self.actions += [self.undoing.undo, self.undoing.redo] * 4

    def opened(self) -> Project:
        parts = (Part(self.phrase(), "Melody"), Part(self.phrase(), "Bass", 32))
        return Project(Piece(parts), melody=0, tracks=(Track(), Track()))

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.chance.choice(self.actions)()
            history = self.document.history
            for gone in [i for i in self.states if i > history.count()]:
                del self.states[gone]
            self.states[history.index()] = state_of(self.document)

    # What it does

    def phrase(self) -> NoteSequence:
        return without_collisions(NoteSequence(self.note() for _ in range(12)))

    def note(self) -> Note:
        pick = self.chance.randrange
        return Note(pick(40) * 60, 55 + pick(12), 1 + pick(600), 1 + pick(127))

    def select(self) -> None:
        notes = self.document.notes
        chosen = np.array([self.chance.random() < 0.4 for _ in range(len(notes))], dtype=np.bool_)
        self.selection.select_notes(notes.where(chosen))

    def draw(self) -> None:
        self.document.edit_notes("Draw Note", add(self.document.notes, self.note()).notes)

    def drag(self) -> None:
        edit = self.chance.choice([moved, copied])
        ticks, semitones = self.chance.randint(-900, 900), self.chance.randint(-9, 9)
        edited = edit(self.document.notes, self.selection.mask, ticks, semitones)
        self.document.edit_notes("Drag Notes", edited.notes)
        self.selection.select_notes(edited.held)

    def reshape(self) -> None:
        notes, mask, chance = self.document.notes, self.selection.mask, self.chance
        edits: list[Callable[[], Edited]] = [
            lambda: resized(notes, mask, right=chance.randint(-500, 500), shortest=60),
            lambda: resized(notes, mask, left=chance.randint(-500, 500)),
            lambda: stretched(notes, mask, chance.uniform(0.3, 2), chance.randrange(2000)),
            lambda: split_at(notes, chance.randrange(2400)),
        ]
        self.document.edit_notes("Reshape", chance.choice(edits)().notes)

    def set_up(self) -> None:
        self.selection.set_cursor(self.chance.randrange(5000))
        divisions: tuple[Division, ...] = ("straight", "triplet", "dotted")
        denominator, division = self.chance.choice([4, 8, 16]), self.chance.choice(divisions)
        grid = Grid(denominator, division, is_on=self.chance.random() < 0.8)
        self.scene.set_tools(grid=grid)

    def play_in(self) -> None:
        self.entry.set_on(True)
        for pitch in (60, 64)[: self.chance.randint(1, 2)]:
            self.entry.note_started(pitch, 70)
        self.entry.note_ended(60)
        self.entry.note_ended(64)
        self.entry.set_on(False)

    def step_back(self) -> None:
        self.entry.set_on(True)
        self.entry.step_back()
        self.entry.set_on(False)

    def insert(self) -> None:
        start = self.chance.randrange(3000)
        new = self.phrase().shifted(start)
        take = Idea(new, Span(start, new.end), seed=self.document.notes, name="Idea 1")
        self.document.edit_notes("Insert Take", inserted(self.document.notes, take))

    def quantize(self) -> None:
        strength, swing = self.chance.random(), self.chance.random()
        lengths = self.chance.random() < 0.5
        self.commands.quantize_with(Quantization(120, strength, swing, lengths=lengths))

    def edit_else(self) -> None:
        key = Key(self.chance.randint(-7, 7), self.chance.random() < 0.5)
        start = self.chance.randrange(4000)
        volume = self.chance.random()
        edits: list[Callable[[], object]] = [
            lambda: self.document.edit("Set Key", key=key),
            lambda: self.document.edit("Set Loop", loop=Span(start, start + 960)),
            lambda: self.document.edit("Choose Melody", melody=self.chance.randrange(2)),
            lambda: self.document.edit("Mix", merge="volume", tracks=(Track(volume), Track())),
        ]
        self.chance.choice(edits)()


def state_of(document: Document) -> State:
    """All that edits change, notes as bytes."""
    project = document.project
    notes = tuple(part.notes.array.tobytes() for part in project.piece.parts)
    return (notes, project.melody, project.tracks, project.loop, project.is_looping, project.key)


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QGuiApplication) -> Iterator[None]:
    qapp.clipboard().clear()
    yield
    qapp.clipboard().clear()


@pytest.mark.parametrize("seed", range(SCRIPTS))
def test_undo_and_redo_lead_through_the_very_same_states(seed: int) -> None:
    session = Session(seed)
    session.run(STEPS)
    history = session.document.history
    history.setIndex(history.count())
    states = dict(session.states)
    assert len(states) > STEPS // 8
    assert sorted(states) == list(range(history.count() + 1))

    for index in reversed(range(history.count())):
        history.undo()
        assert state_of(session.document) == states[index]
    assert not history.canUndo()
    for index in range(1, history.count() + 1):
        history.redo()
        assert state_of(session.document) == states[index]


@pytest.mark.parametrize("seed", range(0, SCRIPTS, 10))
def test_no_edit_leaves_a_key_struck_while_it_sounds(seed: int) -> None:
    session = Session(seed)
    for _ in range(STEPS):
        session.run(1)
        notes = session.document.notes
        assert without_collisions(notes) == notes
        assert session.selection.ids <= {NoteId(n.onset, n.pitch) for n in notes}
