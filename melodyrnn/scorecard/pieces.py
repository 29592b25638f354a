"""Which pieces of a collection a model is judged by: those it did not learn from.

A piece counts as learned from where it is a near duplicate, in any key, of one of the model's
sources (`collection.near_duplicates`); with it goes all else of its file.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.lengths import shorter_lines
from melodyrnn.collection.lines import Line, PartChoice
from melodyrnn.collection.near_duplicates import content_key, duplicate_groups
from melodyrnn.collection.scan import FileReport, ScanSettings, scan
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.errors import CollectionError
from melodyrnn.originality.sources import Sources
from melodyrnn.scorecard.result import Step, Unheard

READING = "reading the collection"

MOST_NOTES = 60_000
"""Notes to judge by: more take minutes and make no figure of the card much surer."""

_SPLIT_NAMES = ("train", "training", "valid", "validation", "test", "midi", "mid")
"""Folder names that say nothing without the folder above."""

Look: TypeAlias = Callable[[Sequence[Path]], Iterator[FileReport]]
"""What reads files, in their order."""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedPiece:
    """A piece to judge by.

    reading: as it stands, its key only if it is stated. group: the same number for pieces that
    are near duplicates, or of one file. twins: sources of the model that are near duplicates.
    """

    title: str
    line: Line
    reading: Reading
    group: int
    twins: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a model is judged by.

    found: pieces in the collection. left_out: those it had learned from.
    """

    collection: str
    pieces: tuple[JudgedPiece, ...]
    found: int
    left_out: int
    unheard: Unheard

    @property
    def notes(self) -> int:
        """Of all pieces judged by."""
        return sum(len(piece.reading) - 1 for piece in self.pieces)

    @property
    def is_capped(self) -> bool:
        """Whether only some of the pieces are judged by, as there are so many."""
        return len(self.pieces) + self.left_out < self.found

    @property
    def has_chords(self) -> bool:
        """Whether any piece has two notes at once."""
        return not all(piece.line.notes.is_monophonic for piece in self.pieces)


def gather_material(
    folders: Sequence[Path],
    sources: Sources | None,
    *,
    styles: tuple[str, ...] = (),
    choice: PartChoice = "melody",
    look: Look | None = None,
) -> Generator[Step, None, Material]:
    """Reads folders and leaves out what a model learned from.

    sources: None where nobody knows. styles: those of the model; a folder of that name is
    read as that style. look: what reads the files; None: this process.

    Raises:
        CollectionError: there is nothing to judge by.
    """
    files = [find_midi_files([folder]) for folder in folders]
    total = sum(map(len, files))
    lines: list[Line] = []
    file_of: list[int] = []
    titles: list[str] = []
    style_of: list[int] = []
    first_reason, done = "", 0
    read = look or (lambda some: scan(some, ScanSettings(choice=choice)))
    for folder, some in zip(folders, files, strict=True):
        for report in read(some):
            found = [part for line in report.lines for part in shorter_lines(line)]
            lines += found
            file_of += [done] * len(found)
            titles += [_title(report, line, len(found)) for line in found]
            style_of += [_style(folder, styles)] * len(found)
            first_reason = first_reason or report.reason
            done += 1
            yield Step(done, total, READING)
    if not lines:
        raise CollectionError(_why_nothing(total, first_reason))
    groups, twins = _grouped(lines, file_of, sources)
    pieces = [
        JudgedPiece(title, line, read_notes(line.notes, line.meters, line.keys, style), g, t)
        for title, line, style, g, t in zip(titles, lines, style_of, groups, twins, strict=True)
    ]
    return _judged_by(collection_name(folders), pieces, is_known=sources is not None)


def collection_name(folders: Sequence[Path]) -> str:
    """What some folders are called together, without their private paths."""
    names = []
    for folder in folders:
        path = folder.resolve()
        is_bare = path.name.lower() in _SPLIT_NAMES and path.parent.name
        names.append(f"{path.parent.name}/{path.name}" if is_bare else path.name)
    return ", ".join(dict.fromkeys(names))


def _judged_by(collection: str, pieces: list[JudgedPiece], *, is_known: bool) -> Material:
    learned = {piece.group for piece in pieces if piece.twins}
    new = [piece for piece in pieces if piece.group not in learned]
    unheard: Unheard = "unknown" if not is_known else "sure" if new else "none"
    by_chance = sorted(new or pieces, key=lambda piece: content_key(piece.line.notes))
    chosen: list[JudgedPiece] = []
    room = MOST_NOTES
    for piece in by_chance:
        if not chosen or len(piece.line.notes) <= room:
            chosen.append(piece)
            room -= len(piece.line.notes)
    return Material(
        collection=collection,
        pieces=tuple(chosen),
        found=len(pieces),
        left_out=len(pieces) - len(new) if new else 0,
        unheard=unheard,
    )


def _grouped(
    lines: Sequence[Line], file_of: Sequence[int], sources: Sources | None
) -> tuple[list[int], list[frozenset[int]]]:
    """For each line its group among the lines alone or with the sources, and its twins there."""
    known = [] if sources is None else [sources.notes(i) for i in range(len(sources))]
    files = [*range(len(known)), *(len(known) + file for file in file_of)]
    groups = duplicate_groups([*known, *(line.notes for line in lines)], pieces=files)
    members: dict[int, list[int]] = {}
    for source, group in enumerate(groups[: len(known)]):
        members.setdefault(group, []).append(source)
    own = groups[len(known) :]
    return own, [frozenset(members.get(group, ())) for group in own]


def _title(report: FileReport, line: Line, count: int) -> str:
    title = report.title or report.path.stem
    return title if count == 1 or not line.part_name else f"{title}, {line.part_name}"


def _style(folder: Path, styles: tuple[str, ...]) -> int:
    path = folder.resolve()
    named = [name for name in (path.name, path.parent.name) if name in styles]
    return styles.index(named[0]) + 1 if named else 0


def _why_nothing(files: int, first_reason: str) -> str:
    if not files:
        return "There is no MIDI file in there; name a folder with .mid files."
    if files == 1:
        return f"There is no music to judge the model by; name another folder: {first_reason}"
    return (
        f"None of the {files} MIDI files holds music to judge the model by; name another folder."
        f" The first: {first_reason}"
    )
