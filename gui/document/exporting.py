"""What leaves the program as MIDI: which notes, under which tempo, meter and key, and its name."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gui.document.file_names import described, distinct, file_stem
from gui.document.project import Idea, Project, saved_ideas
from melodyrnn.errors import EmptyPieceError
from melodyrnn.music.excerpt import bars_of
from melodyrnn.music.key import Key, KeyChange, KeyMap, detect_key
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Marker, Part, Piece


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece to write.

    length: tick of the bar line at which it ends. stem: its file name without ending.
    """

    piece: Piece
    length: int
    stem: str


def whole_piece(project: Project, title: str = "") -> Excerpt:
    """All parts as they stand. title: what to call it; else its own title."""
    piece = _keyed(project, project.notes)
    name = title or piece.title or "Untitled"
    return Excerpt(piece, _bar_line(piece, piece.end), file_stem(name))


def seed_and_idea(project: Project, idea: Idea, *, with_others: bool = True) -> Excerpt:
    """The seed and the idea after it, in place of what stood there; marked where it begins.

    with_others: the accompaniment too.
    """
    notes = idea.seed.merged(idea.notes)
    piece = _keyed(project, notes, idea.key)
    parts = list(piece.parts) if with_others else [project.part]
    parts[project.melody if with_others else 0] = _named(project.part, notes)
    markers = [*piece.markers, Marker(idea.span.start, "continuation")]
    if len(idea.seed):
        markers.append(Marker(idea.seed.start, "seed"))
    piece = replace(piece, parts=tuple(parts), markers=tuple(sorted(markers, key=_at)))
    end = piece.end if with_others else notes.end
    name = described(f"{idea.name} with seed", _key(piece, 0), _tempo(piece, idea.span.start))
    return Excerpt(piece, max(idea.span.end, _bar_line(piece, end)), file_stem(name))


def idea_alone(project: Project, idea: Idea) -> Excerpt:
    """The new notes alone, from the bar line before or at the end of the seed."""
    piece = _keyed(project, idea.notes, idea.key)
    return _cut(piece, _named(project.part, idea.notes), idea.span.start, idea.span.end, idea.name)


def selection(project: Project, notes: NoteSequence) -> Excerpt:
    """Some notes of the melody alone, from the bar line before the first.

    Raises:
        EmptyPieceError: there are none.
    """
    if not len(notes):
        raise EmptyPieceError("No notes are selected; select some first.")
    piece = _keyed(project, notes)
    return _cut(piece, _named(project.part, notes), notes.start, notes.end, "Selection")


def kept_as_tracks(project: Project, title: str = "") -> Excerpt:
    """The melody and every kept idea as tracks of one file, each at its place in the piece.

    Raises:
        EmptyPieceError: no idea is kept.
    """
    ideas = _kept(project)
    piece = _keyed(project, project.notes)
    tracks = [replace(project.part, notes=i.notes, name=i.name or "Idea") for i in ideas]
    melody = [_named(project.part, project.notes)] if len(project.notes) else []
    piece = piece.with_parts(*melody, *tracks)
    end = max(_bar_line(piece, piece.end), *(idea.span.end for idea in ideas))
    return Excerpt(piece, end, file_stem(f"{title or piece.title or 'Untitled'} - ideas"))


def kept_as_files(project: Project) -> tuple[Excerpt, ...]:
    """Every kept idea alone, under names of their own.

    Raises:
        EmptyPieceError: no idea is kept.
    """
    found = [idea_alone(project, idea) for idea in _kept(project)]
    stems = distinct([excerpt.stem for excerpt in found])
    return tuple(replace(e, stem=stem) for e, stem in zip(found, stems, strict=True))


def _kept(project: Project) -> tuple[Idea, ...]:
    ideas = saved_ideas(project)
    if not ideas:
        raise EmptyPieceError("No idea is kept yet; keep one first, with Ideas, Keep.")
    return ideas


def _cut(piece: Piece, part: Part, start: int, end: int, name: str) -> Excerpt:
    """One part, from the bar line before `start` to that after `end`, moved to tick 0."""
    first = int(piece.meters.locate(start).bar_start)
    last = _bar_line(piece, max(end, part.notes.end))
    moved = replace(part, notes=part.notes.shifted(-first))
    excerpt = bars_of(piece, first, last).with_parts(moved)
    words = described(name, _key(excerpt, 0), _tempo(excerpt, 0))
    return Excerpt(excerpt, last - first, file_stem(words))


def _keyed(project: Project, notes: NoteSequence, heard: Key | None = None) -> Piece:
    """The piece with a key signature: as the user said, as the file states, or as heard."""
    piece = project.piece
    if project.key:
        return replace(piece, keys=KeyMap([KeyChange(0, project.key)]))
    if piece.keys.changes:
        return piece
    key = heard or detect_key(notes)
    return replace(piece, keys=KeyMap([KeyChange(0, key)] if key else []))


def _named(part: Part, notes: NoteSequence) -> Part:
    return replace(part, notes=notes, name=part.name or "Melody")


def _bar_line(piece: Piece, tick: int) -> int:
    return piece.meters.bar_line_at_or_after(tick)


def _key(piece: Piece, tick: int) -> Key | None:
    return piece.keys.at(tick)


def _tempo(piece: Piece, tick: int) -> int:
    """Microseconds a quarter at a tick."""
    ticks = [change.tick for change in piece.tempos.changes]
    return piece.tempos.changes[int(np.searchsorted(ticks, tick, side="right")) - 1].tempo


def _at(marker: Marker) -> int:
    return marker.tick
