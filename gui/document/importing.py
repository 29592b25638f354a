"""From a file that somebody opens or drops to a project: told by its content, not its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gui.document.opened import Lack, Opened, PartChoice
from gui.document.project import Project
from gui.document.project_file import load_project, looks_like_project
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.lines import judge_parts
from melodyrnn.collection.melody import melody_part
from melodyrnn.errors import CollectionError, EmptyPieceError, MelodyRnnError
from melodyrnn.midi.container import open_container
from melodyrnn.midi.reading import read_midi
from melodyrnn.midi.symusic_reader import read_with_symusic
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A MIDI file to pick from.

    melody: index of the likeliest part. seconds: how long it plays. reason: why it cannot be
    picked, empty where it can.
    """

    path: Path
    title: str = ""
    melody: int = 0
    parts: tuple[PartChoice, ...] = ()
    seconds: float = 0.0
    reason: str = ""


def open_file(path: Path, part: int | None = None) -> Opened:
    """A project, or a MIDI file as a new project.

    part: which part of a MIDI file is its melody, from 0; None: the likeliest.

    Raises:
        ProjectFileError, MidiFileError: it is neither, or damaged.
        EmptyPieceError: there is no note in it.
    """
    if looks_like_project(path):
        return Opened(load_project(path), is_project=True)
    piece = read_midi(path)
    return Opened(
        project_around(piece, path.name, part),
        is_project=False,
        lacks=_lacks(path),
        parts=part_choices(piece),
    )


def project_around(piece: Piece, name: str, part: int | None = None) -> Project:
    """A new project whose melody is a part of the piece; all others accompany it.

    part: index of the melody; None: the likeliest. A piece of drums alone gets an empty
    part to compose in. name: what messages call it.

    Raises:
        EmptyPieceError: there is no note in it.
    """
    if not piece.note_count:
        raise EmptyPieceError(f"{name} has no notes; choose another file.")
    if not piece.title:
        piece = replace(piece, title=Path(name).stem)
    if part is not None:
        return Project.of_piece(piece, part)
    try:
        return Project.of_piece(piece, melody_part(piece, name))
    except EmptyPieceError:
        with_melody = piece.with_parts(Part(NoteSequence(), name="Melody"), *piece.parts)
        return Project.of_piece(with_melody, 0)


def part_choices(piece: Piece) -> tuple[PartChoice, ...]:
    """The parts with notes, in the order of the piece."""
    return tuple(
        PartChoice(
            index=index,
            name=judged.part.name,
            kind=judged.kind,
            note_count=len(judged.part.notes),
            lowest=int(judged.part.notes.pitch.min()),
            highest=int(judged.part.notes.pitch.max()),
        )
        for index, judged in enumerate(judge_parts(piece))
        if judged.kind != "empty"
    )


def browse(folder: Path) -> Iterator[FolderFile]:
    """The MIDI files in a folder and those below it, one after another.

    Raises:
        CollectionError: there is none, or no such folder.
    """
    paths = find_midi_files([folder])
    if not paths:
        raise CollectionError(f"There are no MIDI files in {folder.name}; choose another folder.")
    for path in paths:
        try:
            piece = read_midi(path)
            yield FolderFile(
                path=path,
                title=piece.title or path.stem,
                melody=melody_part(piece, path.name),
                parts=part_choices(piece),
                seconds=float(piece.tempos.seconds_at(piece.end)),
            )
        except MelodyRnnError as error:
            yield FolderFile(path=path, title=path.stem, reason=str(error))


def _lacks(path: Path) -> tuple[Lack, ...]:
    """A piece always has a tempo and a meter; only the file tells whether it said so."""
    container = open_container(path.read_bytes(), path.name)
    score = read_with_symusic(container.data)
    if score is None:
        return ()
    stated: dict[Lack, bool] = {
        "tempo": bool(score.tempos) and not container.division.is_film,
        "time signature": bool(score.meters),
        "key signature": bool(score.keys),
    }
    return tuple(lack for lack, is_stated in stated.items() if not is_stated)
