"""A project: all that a `.melody` file holds, as immutable values."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from gui.document.copied import CopiedNotes
from gui.document.settings import TakeSettings
from melodyrnn.generation.recipe import Recipe
from melodyrnn.music.key import Key, detect_key
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece

Status = Literal["fresh", "kept", "discarded"]


class Span(NamedTuple):
    """A stretch of time, in ticks: from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Track:
    """How a part is heard.

    volume: 0-1, as on a fader. is_soloed: when any track is, only soloed ones sound.
    """

    volume: float = 0.8
    is_muted: bool = False
    is_soloed: bool = False


@dataclass(frozen=True, slots=True)
class Idea:
    """One continuation, with all that is known of it.

    notes: the new notes alone, at their place in the piece. span: from where the seed ended
    to the bar line where the idea ends. seed: the notes it continues. surprise: nats a note
    that the model paid for it. recipe: brings it back; None where a person made it.
    made: when, ISO 8601. plays: how often it was auditioned. copies: what of it stands in the
    music that its model learned from; None: that is not known.
    """

    notes: NoteSequence
    span: Span
    seed: NoteSequence
    name: str
    surprise: float = 0.0
    key: Key | None = None
    recipe: Recipe | None = None
    status: Status = "fresh"
    is_starred: bool = False
    plays: int = 0
    made: str = ""
    copies: CopiedNotes | None = None
    identifier: str = field(default_factory=lambda: secrets.token_hex(8))


@dataclass(frozen=True, slots=True)
class Project:
    """What is being composed.

    melody: index of the part being composed; all others accompany it. tracks: one a part.
    loop: what repeats while it plays; is_looping: whether it does. key: what the user said
    the key is; None: as detected. ideas: every take of this session and all kept ones.

    Raises:
        ValueError: a track too many or too few, or a melody that is no part.
    """

    piece: Piece = field(default_factory=lambda: Piece((Part(NoteSequence(), name="Melody"),)))
    melody: int = 0
    tracks: tuple[Track, ...] = (Track(),)
    loop: Span | None = None
    is_looping: bool = False
    key: Key | None = None
    ideas: tuple[Idea, ...] = ()
    settings: TakeSettings = field(default_factory=TakeSettings)

    def __post_init__(self) -> None:
        if len(self.tracks) != len(self.piece.parts):
            raise ValueError("a project has one track for each part")
        if not 0 <= self.melody < len(self.piece.parts):
            raise ValueError("the melody must be one of the parts")

    @classmethod
    def of_piece(cls, piece: Piece, melody: int = 0) -> Project:
        """A new project around an imported piece."""
        if not piece.parts:
            piece = piece.with_parts(Part(NoteSequence(), name="Melody"))
        return cls(piece=piece, melody=melody, tracks=(Track(),) * len(piece.parts))

    @property
    def part(self) -> Part:
        """The part being composed."""
        return self.piece.parts[self.melody]

    @property
    def notes(self) -> NoteSequence:
        """The notes of the part being composed."""
        return self.part.notes

    @property
    def sounding_key(self) -> Key | None:
        """The key: as the user said, else as the file states, else as heard; None: no notes."""
        return self.key or self.piece.keys.at(0) or detect_key(self.notes)

    def with_notes(self, notes: NoteSequence) -> Piece:
        """The piece with other notes in the part being composed."""
        parts = list(self.piece.parts)
        parts[self.melody] = replace(self.part, notes=notes)
        return self.piece.with_parts(*parts)

    def idea(self, identifier: str) -> Idea:
        """The idea of that identifier; raises KeyError if there is none."""
        for idea in self.ideas:
            if idea.identifier == identifier:
                return idea
        raise KeyError(identifier)


def saved_ideas(project: Project) -> tuple[Idea, ...]:
    """The ideas that a project file keeps."""
    return tuple(
        idea
        for idea in project.ideas
        if idea.status == "kept" or (idea.is_starred and idea.status != "discarded")
    )
