"""What of a project is heard: faders, mute and solo, an idea in its place, a stretch alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gui.document.inserting import inserted
from gui.document.project import Idea, Project, Span
from melodyrnn.music.notes import TICKS_PER_QUARTER, Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.playback.score import Score

OPEN_END = 1024 * 4 * TICKS_PER_QUARTER
"""So long one can record."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a project is heard.

    idea: in its place in the melody. span: repeated over and over with it. until: nothing
    begins from this tick on. is_open: it has no end, for somebody to play along.
    """

    idea: Idea | None = None
    span: Span | None = None
    until: int | None = None
    is_open: bool = False

    def melody(self, project: Project) -> NoteSequence:
        """The notes of the part being composed, with the idea as inserting it would leave them."""
        return inserted(project.notes, self.idea) if self.idea else project.notes

    def loop(self, project: Project) -> Span | None:
        """What is repeated."""
        if self.until is not None:
            return None
        return self.span or (project.loop if project.is_looping else None)

    def score(self, project: Project) -> Score:
        """For the player."""
        piece, levels = project.with_notes(self.melody(project)), gains(project)
        if self.until is not None:
            piece = piece.with_parts(*(_begun_before(self.until, part) for part in piece.parts))
        if self.is_open:
            piece, levels = piece.with_parts(*piece.parts, _far_end()), (*levels, 0.0)
        return Score(piece, levels)


def gains(project: Project) -> tuple[float, ...]:
    """How loud each part is, 0-1: faders, mute and solo together."""
    any_solo = any(track.is_soloed for track in project.tracks)
    return tuple(
        0.0 if track.is_muted or (any_solo and not track.is_soloed) else track.volume
        for track in project.tracks
    )


def audition_span(piece: Piece, span: Span) -> Span:
    """The last bar of the seed and then the idea that fills `span`."""
    start = int(piece.meters.locate(max(span.start - 1, 0)).bar_start)
    return Span(start, span.end)


def _begun_before(tick: int, part: Part) -> Part:
    return replace(part, notes=part.notes.where(part.notes.onset < tick))


def _far_end() -> Part:
    """A part that is not heard and keeps the music from ending."""
    return Part(NoteSequence([Note(OPEN_END, 60, 1)]))
