"""Files: which MIDI files a list of files and folders holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from melodyrnn.errors import CollectionError

MIDI_SUFFIXES = frozenset({".mid", ".midi", ".kar", ".rmi"})
"""File name endings, in small letters, of what is taken from a folder."""

SPLIT_NAMES = ("train", "training", "valid", "validation", "test", "midi", "mid")
"""Folder names that say nothing of the music; the folder above does."""


def find_midi_files(paths: Sequence[Path]) -> list[Path]:
    """Lists the MIDI files among `paths`, sorted, each file once.

    A file named outright is taken whatever its ending. A folder is searched to
    any depth; what begins with a dot there is left out, which also covers the
    "._tune.mid" shadows macOS leaves on foreign disks.

    Raises:
        CollectionError: a path does not exist, or may not be looked at.
    """
    by_target: dict[Path, Path] = {}
    for path in paths:
        for file, target in _files_at(path):
            by_target[target] = min(file, by_target.get(target, file))
    return sorted(by_target.values())


def find_files_of_each(folders: Sequence[Path]) -> list[list[Path]]:
    """The MIDI files of each folder; one that lies in several counts to the first alone.

    Raises:
        CollectionError: a path does not exist, or may not be looked at.
    """
    if len(folders) == 1:
        return [find_midi_files(folders)]
    seen: set[Path] = set()
    files = []
    for folder in folders:
        targets = {file: file.resolve() for file in find_midi_files([folder])}
        files.append([file for file, target in targets.items() if target not in seen])
        seen.update(targets.values())
    return files


def _files_at(path: Path) -> list[tuple[Path, Path]]:
    try:
        if not path.exists():
            raise CollectionError(f"There is no file or folder {str(path)!r}: check the spelling.")
        if not path.is_dir():
            return [(path, path.resolve())]
        with os.scandir(path):  # what was named must open; what lies in it need not
            pass
        return list(_midi_files_in(path))
    except OSError as error:
        reason = error.strerror or str(error)
        raise CollectionError(
            f"{str(path)!r} cannot be opened ({reason}); check its name, and that you may read it."
        ) from error


def _midi_files_in(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Walks a folder and those linked from it, each once: files, and where they really lie."""
    seen: set[Path] = set()
    # An explicit test per folder instead of os.walk's silence about links: a link
    # to a folder of tunes is followed, a link back to a parent ends there.
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        target = current.resolve()
        if target in seen:
            continue
        seen.add(target)
        for entry in _entries(current):
            if entry.name.startswith("."):
                continue
            is_named_so = Path(entry.name).suffix.lower() in MIDI_SUFFIXES
            try:
                is_folder, is_file = entry.is_dir(), is_named_so and entry.is_file()
            except OSError:  # a link to itself, or to a disk that does not answer
                continue
            if is_folder:
                waiting.append(Path(entry.path))
            elif is_file:
                file = Path(entry.path)
                # Resolving a path asks the disk for each of its folders: only where needed.
                yield file, file.resolve() if entry.is_symlink() else target / entry.name


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except PermissionError:
        # A folder of somebody else's inside the user's is nothing of theirs.
        return []
