"""A corpus: what a collection's lines become before a network learns from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.lines import Line
from melodyrnn.collection.near_duplicates import content_key, duplicate_groups
from melodyrnn.collection.scan import FileReport, ScanSettings, scan
from melodyrnn.collection.split import split_by_piece
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.spec import MAX_STYLES
from melodyrnn.errors import CollectionError
from melodyrnn.music.key import KeyChange, KeyMap, detect_key

_SPLIT_NAMES = ("train", "training", "midi", "mid")
"""Folder names that say nothing about the music: the folder above names the style."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Readings to learn from and readings to be judged by, and what they are called.

    styles: names of the collections, style number i + 1 is styles[i]; () when they are not
    told apart. files, kept: MIDI files found, and those a line was taken from.
    """

    train: tuple[Reading, ...]
    held_out: tuple[Reading, ...]
    collections: tuple[str, ...]
    styles: tuple[str, ...]
    files: int
    kept: int

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
    names = _style_names(folders)
    known = styles if styles is not None else names if 1 < len(names) <= MAX_STYLES else ()
    lines: list[Line] = []
    style_of: list[int] = []
    file_of: list[int] = []
    reports: list[FileReport] = []
    for folder, name in zip(folders, _names(folders), strict=True):
        for report in scan(find_midi_files([folder]), settings):
            lines += report.lines
            style_of += [known.index(name) + 1 if name in known else 0] * len(report.lines)
            file_of += [len(reports)] * len(report.lines)
            reports.append(FileReport(report.path, report.kept, report.reason, report.parts))
    if not lines:
        raise CollectionError(_why_nothing(reports))
    notes = [line.notes for line in lines]
    groups = duplicate_groups(notes, pieces=file_of)
    apart = split_by_piece(groups, [content_key(n) for n in notes], held_out=held_out, seed=seed)
    train = [_read(lines[i], style_of[i], listen=True) for i in np.flatnonzero(~apart)]
    judged = [_read(lines[i], style_of[i], listen=False) for i in np.flatnonzero(apart)]
    kept = sum(r.kept for r in reports)
    return Corpus(tuple(train), tuple(judged), names, known, len(reports), kept), reports


def _read(line: Line, style: int, *, listen: bool) -> Reading:
    """Reads a line; where it states no key and we may `listen`, the key is heard.

    Only to learn from: hearing the key of a whole piece before predicting its first note
    would flatter the held-out score.
    """
    keys = line.keys
    if listen and not keys.changes:
        heard = detect_key(line.notes)
        keys = KeyMap([KeyChange(0, heard)] if heard else [])
    return read_notes(line.notes, line.meters, keys, style)


def _names(folders: Sequence[Path]) -> list[str]:
    paths = [folder.resolve() for folder in folders]
    return [p.parent.name if p.name.lower() in _SPLIT_NAMES else p.stem for p in paths]


def _style_names(folders: Sequence[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_names(folders)))


def _why_nothing(reports: Sequence[FileReport]) -> str:
    if not reports:
        return "There is no MIDI file in there; name a folder with .mid files."
    return (
        f"None of the {len(reports)} MIDI files holds a melody to learn from; `melodyrnn scan`"
        f" tells why of each. The first: {reports[0].reason}"
    )
