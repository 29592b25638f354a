"""A document with a tune, the commands of the menus, and what they said."""

from __future__ import annotations

from gui.document.document import Document
from gui.document.project import Project
from gui.document.selection import NoteId, Selection
from gui.piano_roll.commands import Commands
from gui.piano_roll.scene import Scene
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece

TUNE = (Note(0, 60, 480, 80), Note(480, 62, 480, 90), Note(960, 64, 960, 100))


class Desk:
    """A document with a tune, the commands, and what they said."""

    def __init__(self, *notes: Note) -> None:
        self.document = Document()
        self.document.reset(Project.of_piece(simple_piece(NoteSequence(notes), key=Key())))
        self.selection = Selection(self.document)
        self.scene = Scene()
        self.commands = Commands(self.document, self.selection, self.scene)
        self.hints: list[str] = []
        self.heard: list[tuple[int, int]] = []
        self.described: list[str] = []
        self.commands.hinted.connect(self.hints.append)
        self.commands.preview_asked.connect(lambda *sound: self.heard.append(sound))
        self.commands.note_described.connect(self.described.append)

    def do(self, *names: str) -> None:
        for name in names:
            self.commands.handlers()[name]()

    def select(self, *indexes: int) -> None:
        notes = self.document.notes
        self.selection.select(NoteId(notes[i].onset, notes[i].pitch) for i in indexes)

    @property
    def notes(self) -> list[tuple[int, int, int]]:
        return [(n.onset, n.pitch, n.duration) for n in self.document.notes]

    def drafted(self) -> list[tuple[int, int, int]] | None:
        draft = self.scene.draft
        return None if draft is None else [(n.onset, n.pitch, n.duration) for n in draft.notes]

    @property
    def selected(self) -> list[tuple[int, int]]:
        return sorted((i.onset, i.pitch) for i in self.selection.ids)

    @property
    def steps(self) -> list[str]:
        history = self.document.history
        return [history.text(i) for i in range(history.count())]
