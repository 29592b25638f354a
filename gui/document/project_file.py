"""Project files: `.melody`, a zip of `project.json` and `music.mid`.

`music.mid` is the piece as any program reads it. Opening takes the music from there, and from
the JSON what MIDI cannot tell (parts without notes, a key struck while it sounds, long names)
and everything else: ideas with their recipes, tracks, loop, key and settings. What is written
is read back before it is kept, so a file holds exactly what was saved.

Ideas that are kept, and starred ones that are not in the bin, are saved; the takes nobody
chose stay behind. A recovery file holds them all.
"""

from __future__ import annotations

import json
import os
import stat
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from gui.document.as_midi import midi_bytes, parse_midi
from gui.document.piece_json import NotesOut
from gui.document.project import Project, saved_ideas
from gui.document.project_json import project_from_json, project_to_json
from melodyrnn import __version__
from melodyrnn.errors import ExportError, MelodyRnnError, ProjectFileError
from melodyrnn.midi.container import MAX_BYTES as MAX_MIDI_BYTES
from melodyrnn.music.piece import Piece
from melodyrnn.whole_file import whole_file

SUFFIX = ".melody"

FORMAT = 1
"""Raised when an older program could not read what a newer one writes."""

MAX_JSON_BYTES = 64_000_000
"""No project is larger once unpacked: a hundred thousand notes take two per cent of it."""

_MAX_FILE_BYTES = MAX_JSON_BYTES + MAX_MIDI_BYTES
_JSON, _MIDI = "project.json", "music.mid"
_MAGIC = b"PK\x03\x04"
_PROGRAM = "melodyrnn"
_LEVEL = 1
"""Of packing: more takes three times as long and saves a fiftieth."""

_DAMAGE = (
    AttributeError,
    EOFError,
    LookupError,
    MelodyRnnError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,  # nested without end, or with a password
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a file raises that somebody cut short or edited: whatever breaks first."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a file holds. origin: of a recovery file, the project file it belongs to."""

    project: Project
    origin: Path | None = None


def save_project(
    path: Path, project: Project, *, all_ideas: bool = False, origin: Path | None = None
) -> None:
    """Writes a project: the whole file, or nothing.

    all_ideas: also the takes that nobody chose. origin: see `Saved`. Ten thousand notes take
    some 15 ms and the time of the disk; may be called on any thread.

    Raises:
        ExportError: it cannot be written there.
    """
    data = project_bytes(project, all_ideas=all_ideas, origin=origin)
    target = path.resolve() if path.is_symlink() else path
    with whole_file(target) as draft, draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # else a power cut may leave the new name without its content


def load_project(path: Path) -> Project:
    """Reads what `save_project` wrote.

    Raises:
        ProjectFileError: there is no such file, or it is none of ours, damaged or too new.
    """
    return read_project(path).project


def read_project(path: Path) -> Saved:
    """As `load_project`, with the origin of a recovery file."""
    return parse_project(_read_bytes(path), path.name)


def looks_like_project(path: Path) -> bool:
    """Whether a file begins like a project, whatever its name; False if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except (OSError, ValueError):
        return False


def project_bytes(
    project: Project, *, all_ideas: bool = False, origin: Path | None = None
) -> bytes:
    """The file that `save_project` writes; the same project gives the same bytes.

    Raises:
        ExportError: it is larger than a file may be.
    """
    ideas = project.ideas if all_ideas else saved_ideas(project)
    midi, heard = _music(project.piece)
    notes = NotesOut()
    document = {
        "program": _PROGRAM,
        "format": FORMAT,
        "version": __version__,
        "origin": None if origin is None else str(origin),
        **project_to_json(project, ideas, heard, notes),
    }
    head = json.dumps(document, separators=(",", ":")).removesuffix("}")
    data = f'{head},"notes":{notes.written()}}}'.encode()
    if len(data) > MAX_JSON_BYTES:
        raise ExportError("The project is too large for one file; discard ideas you do not need.")
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in ((_JSON, data), (_MIDI, midi)):
            if content:  # ZipInfo without a date: the clock does not change the bytes
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()


def parse_project(data: bytes, name: str) -> Saved:
    """From the bytes of a file; `name` is what messages call it.

    Raises:
        ProjectFileError: they are none of ours, damaged or too new.
    """
    document = _open(data, name)
    if document["format"] > FORMAT:
        raise ProjectFileError(
            f"{name} was saved by a newer melodyrnn; update melodyrnn to open it."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            has_midi = _MIDI in archive.namelist()
            midi = _member(archive, _MIDI, MAX_MIDI_BYTES) if has_midi else None
        project = project_from_json(document, None if midi is None else parse_midi(midi))
        origin = document["origin"]
        return Saved(project, None if origin is None else Path(origin))
    except _DAMAGE as error:
        raise ProjectFileError(_damaged(name)) from error


def _music(piece: Piece) -> tuple[bytes, Piece | None]:
    """The piece as a MIDI file, and what a reader makes of that; nothing where it is too long."""
    try:
        midi = midi_bytes(piece)
        return (midi, parse_midi(midi)) if len(midi) <= MAX_MIDI_BYTES else (b"", None)
    except MelodyRnnError:
        return b"", None


def _open(data: bytes, name: str) -> dict[str, Any]:
    """The JSON of a file that is one of ours, whatever its format."""
    if not data.startswith(_MAGIC):
        what = "is empty" if not data else "is no melodyrnn project"
        raise ProjectFileError(
            f"{name} {what}; choose a {SUFFIX} file, or import it if it is MIDI."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if _JSON not in archive.namelist():
                raise ProjectFileError(
                    f"{name} is a zip archive, but no melodyrnn project; unpack it and look inside."
                )
            document: Any = json.loads(_member(archive, _JSON, MAX_JSON_BYTES))
    except ProjectFileError:
        raise
    except _DAMAGE as error:
        raise ProjectFileError(_damaged(name)) from error
    if not isinstance(document, dict) or document.get("program") != _PROGRAM:
        raise ProjectFileError(f"{name} is no melodyrnn project; choose a {SUFFIX} file.")
    number = document.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ProjectFileError(_damaged(name))
    return document


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A file inside, never more of it than `most` bytes, whatever it says of its size."""
    info = archive.getinfo(name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("packed in a way we never do")
    with archive.open(info) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError("unpacks to more than any project holds")
    return data


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ProjectFileError(f"{path.name} is no file; choose a {SUFFIX} file.")
        if status.st_size > _MAX_FILE_BYTES:
            raise ProjectFileError(f"{path.name} is too large to be one of our projects.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ProjectFileError(
            f"There is no file {path.name} here any more; was it moved or renamed?"
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise ProjectFileError(
            f"{path.name} cannot be opened ({reason}); check that you may read it."
        ) from error


def _damaged(name: str) -> str:
    return f"{name} is damaged or was changed by another program; open a copy or an older version."
