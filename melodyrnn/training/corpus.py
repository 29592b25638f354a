"""A corpus: what a collection's lines become before a network learns from them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np

from melodyrnn.collection.files import SPLIT_NAMES, find_files_of_each
from melodyrnn.collection.lengths import shorter_lines
from melodyrnn.collection.lines import Line
from melodyrnn.collection.near_duplicates import content_key, doubles, duplicate_groups
from melodyrnn.collection.scan import FileReport, ScanSettings, scan
from melodyrnn.collection.split import split_by_piece
from melodyrnn.course.events import Scanning
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.spec import MAX_STYLES
from melodyrnn.errors import CollectionError
from melodyrnn.music.key import stated_or_heard
from melodyrnn.originality.source import Source
from melodyrnn.originality.sources import SourcePiece, Sources

_ENOUGH_TO_SHOW = 24
"""Notes of a line that is continued to be listened to."""

Look: TypeAlias = Callable[[Sequence[Path]], Iterator[FileReport]]
"""What reads files, in their order."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Readings to learn from and readings to be judged by, and what they are called.

    styles: names of the collections, style number i + 1 is styles[i]; () when they are not
    told apart. files, kept: MIDI files found, and those a line was taken from. example: a
    line that is kept aside, always the same one, to hear how it is continued. sources: the
    lines to learn from, as they may lie beside the model.
    """

    train: tuple[Reading, ...]
    held_out: tuple[Reading, ...]
    collections: tuple[str, ...]
    styles: tuple[str, ...]
    files: int
    kept: int
    example: Line | None = None
    sources: Sources = field(default_factory=lambda: Sources.of(()))

    @property
    def notes(self) -> int:
        """Notes to learn from."""
        return sum(len(r) - 1 for r in self.train)

    @property
    def held_out_notes(self) -> int:
        """Notes to be judged by."""
        return sum(len(r) - 1 for r in self.held_out)

    @property
    def has_velocity(self) -> bool:
        """Whether any piece has dynamics."""
        return any(len(set(r.targets[:-1, 3].tolist())) > 1 for r in self.train)

    @property
    def has_chords(self) -> bool:
        """Whether any piece has two notes at once."""
        return any(bool((r.targets[1:-1, 0] == 0).any()) for r in self.train)

    @property
    def usual_range(self) -> tuple[int, int]:
        """Pitches in the frame that one note in a hundred lies below, and one above."""
        low, high = np.percentile(np.concatenate([r.targets[:-1, 1] for r in self.train]), (1, 99))
        return int(low), int(high)

    def fingerprint(self) -> str:
        """Changes with anything that is learned from or judged by."""
        sums = hashlib.blake2b(digest_size=16)
        for part in (self.train, self.held_out):
            sums.update(len(part).to_bytes(8, "little"))
            for reading in part:
                for array in (reading.features, reading.targets, reading.onset):
                    sums.update(array.tobytes())
        return sums.hexdigest()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The lines of some folders, not yet encoded.

    names: of the folders. name_of: the name each line is from. file_of: the number of its
    file. title_of: its piece's title, else the file's name. may_go: whether it is left out
    where it doubles a fuller one. files, kept: as in `Corpus`.
    """

    lines: tuple[Line, ...]
    names: tuple[str, ...]
    name_of: tuple[str, ...]
    file_of: tuple[int, ...]
    title_of: tuple[str, ...]
    may_go: tuple[bool, ...]
    files: int
    kept: int

    @property
    def has_chords(self) -> bool:
        """Whether any line has two notes at once."""
        return not all(line.notes.is_monophonic for line in self.lines)

    @property
    def notes(self) -> int:
        """Notes of all lines."""
        return sum(len(line.notes) for line in self.lines)


def load_corpus(
    folders: Sequence[Path],
    settings: ScanSettings,
    *,
    held_out: float,
    seed: int,
    styles: tuple[str, ...] | None = None,
) -> tuple[Corpus, list[FileReport]]:
    """Reads folders of MIDI into a corpus, each folder being one style.

    styles: the names a model that is trained on already has; folders named otherwise
    count as unknown style. The reports of all files come back with the corpus, without
    their lines.

    Raises:
        CollectionError: nothing there to learn from.
    """
    reports: list[FileReport] = []

    def look(files: Sequence[Path]) -> Iterator[FileReport]:
        for report in scan(files, settings):
            reports.append(replace(report, lines=()))
            yield report

    gathering = gather(folders, look)
    while True:
        try:
            next(gathering)
        except StopIteration as gathered:
            lines: Gathered = gathered.value
            return corpus_of(lines, held_out=held_out, seed=seed, styles=styles), reports


def gather(folders: Sequence[Path], look: Look) -> Generator[Scanning, None, Gathered]:
    """Takes the lines of all files in some folders; tells after each file how far it is.

    Raises:
        CollectionError: nothing there to learn from.
    """
    names = _names(folders)
    files = find_files_of_each(folders)
    total = sum(map(len, files))
    lines: list[Line] = []
    name_of: list[str] = []
    file_of: list[int] = []
    title_of: list[str] = []
    may_go: list[bool] = []
    done = kept = 0
    first_reason = ""
    for name, some in zip(names, files, strict=True):
        for report in look(some):
            cut = [shorter_lines(line) for line in report.lines]
            found = [part for parts in cut for part in parts]
            lines += found
            name_of += [name] * len(found)
            file_of += [done] * len(found)
            title_of += _titles(report.title or report.path.stem, cut)
            may_go += ["merge-doubles" in report.applied] * len(found)
            kept += report.kept
            first_reason = first_reason or report.reason
            done += 1
            yield Scanning(done, total)
    if not lines:
        raise CollectionError(_why_nothing(total, first_reason))
    return Gathered(
        lines=tuple(lines),
        names=tuple(dict.fromkeys(names)),
        name_of=tuple(name_of),
        file_of=tuple(file_of),
        title_of=tuple(title_of),
        may_go=tuple(may_go),
        files=total,
        kept=kept,
    )


def corpus_of(
    gathered: Gathered, *, held_out: float, seed: int, styles: tuple[str, ...] | None = None
) -> Corpus:
    """Splits and encodes lines; `styles` as in `load_corpus`.

    Raises:
        CollectionError: too little to learn from.
    """
    names = gathered.names
    known = styles if styles is not None else names if 1 < len(names) <= MAX_STYLES else ()
    gone = doubles([line.notes for line in gathered.lines], gathered.may_go)
    stay = [i for i in range(len(gathered.lines)) if i not in gone]
    lines = [gathered.lines[i] for i in stay]
    named = [gathered.name_of[i] for i in stay]
    style_of = [known.index(name) + 1 if name in known else 0 for name in named]
    notes = [line.notes for line in lines]
    groups = duplicate_groups(notes, pieces=[gathered.file_of[i] for i in stay])
    contents = [content_key(n) for n in notes]
    apart = split_by_piece(groups, contents, held_out=held_out, seed=seed)
    train = [_read(lines[i], style_of[i], listen=True) for i in np.flatnonzero(~apart)]
    judged = [_read(lines[i], style_of[i], listen=False) for i in np.flatnonzero(apart)]
    example = min(
        np.flatnonzero(apart).tolist(),
        key=lambda i: (len(notes[i]) < _ENOUGH_TO_SHOW, contents[i]),
    )
    return Corpus(
        tuple(train),
        tuple(judged),
        names,
        known,
        gathered.files,
        gathered.kept,
        lines[example],
        Sources.of(_source_piece(gathered, stay[i]) for i in np.flatnonzero(~apart)),
    )


def _titles(title: str, cut: Sequence[Sequence[Line]]) -> list[str]:
    """The title of each line; where one was cut into parts, which of them it is."""
    return [
        f"{title} ({number} of {len(parts)})" if len(parts) > 1 else title
        for parts in cut
        for number in range(1, len(parts) + 1)
    ]


def _source_piece(gathered: Gathered, number: int) -> SourcePiece:
    line = gathered.lines[number]
    title, collection = gathered.title_of[number], gathered.name_of[number]
    return SourcePiece(
        Source(title, collection, line.part_name, line.meters, line.keys), line.notes
    )


def _read(line: Line, style: int, *, listen: bool) -> Reading:
    """Reads a line; where it states no key and we may `listen`, the key is heard.

    Only to learn from: hearing the key of a whole piece before predicting its first note
    would flatter the held-out score.
    """
    keys = stated_or_heard(line.keys, line.notes) if listen else line.keys
    return read_notes(line.notes, line.meters, keys, style)


def _names(folders: Sequence[Path]) -> list[str]:
    paths = [folder.resolve() for folder in folders]
    return [p.parent.name if p.name.lower() in SPLIT_NAMES else p.stem for p in paths]


def _why_nothing(files: int, first_reason: str) -> str:
    if not files:
        return "There is no MIDI file in there; name a folder with .mid files."
    return (
        f"None of the {files} MIDI files holds a melody to learn from; `melodyrnn scan`"
        f" tells why of each. The first: {first_reason}"
    )
