"""Which pieces of a collection a model is judged by: those it did not learn from.

A piece counts as learned from where it is a near duplicate, in any key, of one of the model's
sources (`collection.near_duplicates`); with it goes all else of its file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from melodyrnn.collection.files import SPLIT_NAMES, find_files_of_each
from melodyrnn.collection.lengths import shorter_lines
from melodyrnn.collection.lines import Line, PartChoice
from melodyrnn.collection.near_duplicates import content_key, duplicate_groups
from melodyrnn.collection.scan import FileReport, ScanSettings, scan
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.errors import CollectionError
from melodyrnn.music.key import stated_or_heard
from melodyrnn.originality.sources import Sources
from melodyrnn.scorecard.result import Step, Unheard

READING = "reading the collection"

MOST_NOTES = 60_000
"""Notes to judge by: more take minutes and make no figure of the card much surer."""

_PART_NUMBER = re.compile(r" \(\d+ of \d+\)$")
"""What a training writes behind the title of a long line that it cut."""

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

    @property
    def heard(self) -> Reading:
        """As music that is counted from is read: where no key is stated it is heard.

        The model is told less than that. So are not those it is compared with, who would
        else look for what they counted in one key in music that stands in any.
        """
        line = self.line
        if line.keys.changes:
            return self.reading
        return read_notes(line.notes, line.meters, stated_or_heard(line.keys, line.notes))


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a model is judged by.

    found: pieces in the collection. left_out: those it had learned from, and all else of their
    files. source_groups: for each of the model's sources a number, the same for near
    duplicates.
    """

    collection: str
    pieces: tuple[JudgedPiece, ...]
    found: int
    left_out: int
    unheard: Unheard
    source_groups: tuple[int, ...] = ()

    @property
    def distinct(self) -> int:
        """Pieces that are neither near duplicates nor parts of one file, of one another."""
        return len({piece.group for piece in self.pieces})

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
    has_all: bool = True,
    styles: tuple[str, ...] = (),
    choice: PartChoice = "melody",
    look: Look | None = None,
) -> Generator[Step, None, Material]:
    """Reads folders and leaves out what a model learned from.

    sources: None where nobody knows. has_all: whether they are all it learned from. styles:
    those of the model; a folder of that name is read as that style. look: what reads the
    files; None: this process.

    Raises:
        CollectionError: there is nothing to judge by.
    """
    files = find_files_of_each(folders)
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
    groups, twins, source_groups = _grouped(lines, file_of, sources)
    pieces = [
        JudgedPiece(title, line, read_notes(line.notes, line.meters, line.keys, style), g, t)
        for title, line, style, g, t in zip(titles, lines, style_of, groups, twins, strict=True)
    ]
    is_known = sources is not None and has_all
    material = _judged_by(collection_name(folders), pieces, is_known=is_known)
    return replace(material, source_groups=source_groups)


def collection_name(folders: Sequence[Path]) -> str:
    """What some folders are called together, without their private paths."""
    names = []
    for folder in folders:
        path = folder.resolve()
        is_bare = path.name.lower() in SPLIT_NAMES and path.parent.name
        names.append(f"{path.parent.name}/{path.name}" if is_bare else path.name)
    return ", ".join(dict.fromkeys(names))


def pieces_learned(sources: Sources) -> int:
    """How many pieces the lines are from that a model learned from; rather too many than too few.

    Lines of one title and folder are one piece, cut or in parts, but for those of one part:
    of these there are as many as pieces that happen to be called alike.
    """
    lines = Counter((each.collection, each.title, each.part_name) for each in sources.sources)
    pieces: dict[tuple[str, str], int] = {}
    for (collection, title, _), count in lines.items():
        name = collection, _PART_NUMBER.sub("", title)
        pieces[name] = max(count, pieces.get(name, 0))
    return sum(pieces.values())


def _judged_by(collection: str, pieces: list[JudgedPiece], *, is_known: bool) -> Material:
    learned = {piece.group for piece in pieces if piece.twins}
    new = [piece for piece in pieces if piece.group not in learned]
    unheard: Unheard = "none" if not new else "sure" if is_known else "unknown"
    by_chance = sorted(new or pieces, key=lambda piece: content_key(piece.line.notes))
    chosen: list[JudgedPiece] = []
    room = MOST_NOTES
    for piece in by_chance:
        # Whoever looked for one that still fits would choose short pieces.
        if chosen and len(piece.line.notes) > room:
            break
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
) -> tuple[list[int], list[frozenset[int]], tuple[int, ...]]:
    """For each line its group among lines and sources, and its twins there; those of sources."""
    known = [] if sources is None else [sources.notes(i) for i in range(len(sources))]
    files = [*range(len(known)), *(len(known) + file for file in file_of)]
    groups = duplicate_groups([*known, *(line.notes for line in lines)], pieces=files)
    members: dict[int, list[int]] = {}
    for source, group in enumerate(groups[: len(known)]):
        members.setdefault(group, []).append(source)
    own = groups[len(known) :]
    twins = [frozenset(members.get(group, ())) for group in own]
    return own, twins, tuple(groups[: len(known)])


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
