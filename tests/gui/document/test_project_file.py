"""Project files: what is saved comes back, and what is none of ours is refused in words."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.document.project import Project, saved_ideas
from gui.document.project_file import (
    FORMAT,
    load_project,
    looks_like_project,
    parse_project,
    project_bytes,
    read_project,
    save_project,
)
from melodyrnn.errors import ExportError, ProjectFileError
from melodyrnn.midi.reading import parse_midi
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part
from tests.gui.document.examples import IDEA, NEW, PROJECT, projects


def content(data: bytes) -> dict[str, Any]:
    """The JSON inside a project file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        found: dict[str, Any] = json.loads(archive.read("project.json"))
    return found


def with_content(document: object, midi: bytes | None = None) -> bytes:
    """A project file with this JSON, and the MIDI of the small project."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("project.json", json.dumps(document))
        archive.writestr("music.mid", _midi() if midi is None else midi)
    return buffer.getvalue()


def _midi() -> bytes:
    with zipfile.ZipFile(BytesIO(project_bytes(PROJECT))) as archive:
        return archive.read("music.mid")


def refusal(data: bytes) -> str:
    """The one sentence with which these bytes are refused."""
    with pytest.raises(ProjectFileError) as caught:
        parse_project(data, "tune.melody")
    sentence = str(caught.value)
    assert sentence.startswith("tune.melody ")
    assert sentence.count(". ") == 0
    assert sentence.endswith(".")
    return sentence


@settings(max_examples=25)
@given(projects())
def test_a_project_comes_back_equal(project: Project) -> None:
    saved = parse_project(project_bytes(project, all_ideas=True), "x").project
    for field in fields(Project):
        assert getattr(saved, field.name) == getattr(project, field.name), field.name


@settings(max_examples=15)
@given(projects())
def test_a_file_holds_the_ideas_somebody_chose(project: Project) -> None:
    saved = parse_project(project_bytes(project), "x").project
    assert saved == replace(project, ideas=saved_ideas(project))


def test_the_music_is_in_the_midi_file_alone() -> None:
    piece = content(project_bytes(PROJECT))["piece"]
    assert piece == {"parts": [{"track": 0}, {"track": 1}]}
    assert parse_midi(_midi()) == PROJECT.piece


def test_what_midi_cannot_tell_is_in_the_json() -> None:
    held = NoteSequence([Note(0, 60, 960), Note(480, 60, 960)])
    parts = (Part(held, "Held"), Part(NoteSequence(), "Empty", 5), Part(NEW, "Tune"))
    project = Project.of_piece(PROJECT.piece.with_parts(*parts))
    data = project_bytes(project)
    assert content(data)["piece"]["parts"][2] == {"track": 1}
    assert parse_project(data, "x").project == project


def test_a_piece_too_long_for_midi_is_saved_all_the_same() -> None:
    endless = NoteSequence([Note(2**33, 60, 480)])
    project = Project.of_piece(PROJECT.piece.with_parts(Part(endless)))
    assert parse_project(project_bytes(project), "x").project == project


def test_takes_of_one_request_share_their_seed() -> None:
    many = tuple(replace(IDEA, identifier=str(number)) for number in range(50))
    document = content(project_bytes(replace(PROJECT, ideas=many)))
    assert (len(document["notes"]), len(document["pieces"])) == (2, 1)


def test_the_same_project_gives_the_same_bytes() -> None:
    assert project_bytes(PROJECT) == project_bytes(PROJECT)


def test_a_file_is_written_and_read_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "Über den Wolken, 夜想曲 🎵.melody"
    save_project(path, PROJECT)
    assert load_project(path) == PROJECT
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_recovery_file_knows_where_its_project_lies(tmp_path: Path) -> None:
    origin = tmp_path / "tune.melody"
    save_project(tmp_path / "r.melody", PROJECT, origin=origin)
    assert read_project(tmp_path / "r.melody").origin == origin


def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "link.melody").symlink_to(tmp_path / "real.melody")
    save_project(tmp_path / "link.melody", PROJECT)
    assert (tmp_path / "link.melody").is_symlink()
    assert load_project(tmp_path / "real.melody") == PROJECT


def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path: Path) -> None:
    # Unix alone can forbid a process to write more than so many bytes to a file.
    resource = pytest.importorskip("resource")
    path = tmp_path / "tune.melody"
    save_project(path, PROJECT)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, hard))
    try:
        with pytest.raises(ExportError, match=r"tune\.melody cannot be saved there"):
            save_project(path, replace(PROJECT, ideas=()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert load_project(path) == PROJECT
    assert [p.name for p in tmp_path.iterdir()] == ["tune.melody"]


def test_a_disk_that_fails_at_the_last_moment_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tune.melody"
    save_project(path, PROJECT)

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(ExportError, match=r"tune\.melody cannot be saved there \(Input"):
        save_project(path, replace(PROJECT, ideas=()))
    assert load_project(path) == PROJECT
    assert [p.name for p in tmp_path.iterdir()] == ["tune.melody"]


def test_a_folder_that_is_missing_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be saved there"):
        save_project(tmp_path / "gone" / "tune.melody", PROJECT)


def test_a_newer_file_asks_for_an_update() -> None:
    document = {"program": "melodyrnn", "format": FORMAT + 1, "what": "nobody knows yet"}
    assert "newer melodyrnn; update" in refusal(with_content(document, b"other music"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"MThd\0\0\0\6", "is no melodyrnn project"),
        (b"PK\x03\x04 and then nothing of the kind", "is damaged"),
        (with_content([1, 2]), "is no melodyrnn project"),
        (with_content({"program": "another"}), "is no melodyrnn project"),
        (with_content({"program": "melodyrnn", "format": "one"}), "is damaged"),
        (with_content({"program": "melodyrnn", "format": 1}), "is damaged"),
    ],
)
def test_what_is_none_of_ours_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_another_zip_archive_is_named_as_such() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("holiday.jpg", b"sun")
    assert "is a zip archive, but no melodyrnn project" in refusal(buffer.getvalue())


@pytest.mark.parametrize("name", sorted(content(project_bytes(PROJECT)).keys() - {"version"}))
def test_a_missing_value_is_damage(name: str) -> None:
    document = content(project_bytes(PROJECT))
    del document[name]
    refusal(with_content(document))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("melody",), 2),
        (("melody",), -1),
        (("tracks",), []),
        (("tracks", 0, "volume"), 7),
        (("tracks", 0, "volume"), "loud"),
        (("key",), "H"),
        (("loop",), [1]),
        (("ideas", 0, "notes"), 99),
        (("ideas", 0, "status"), "lost"),
        (("ideas", 0, "recipe", "take"), 0),
        (("ideas", 0, "recipe", "format"), 999),
        (("ideas", 0, "surprise"), "much"),
        (("notes", 0, 2, 0), 200),
        (("notes", 0, 2, 0), 60.5),
        (("notes", 0, 0, 0), 2**70),
        (("notes", 0, 0), [1]),
        (("notes", 0), {}),
        (("notes",), None),
        (("piece", "parts", 0, "track"), 5),
        (("piece", "parts"), 3),
        (("pieces", 0, "tempos", 0, 1), 0),
        (("pieces", 0, "meters", 0, 1), "4/5"),
        (("origin",), 4),
    ],
)
def test_a_value_that_cannot_be_is_damage(place: tuple[Any, ...], value: object) -> None:
    document: Any = content(project_bytes(PROJECT))
    at = document
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    refusal(with_content(document))


def test_settings_that_cannot_be_take_their_defaults() -> None:
    document = content(project_bytes(PROJECT))
    document["settings"] = {"takes": 4000, "bars": 2, "of_the_future": True}
    read = parse_project(with_content(document), "x").project.settings
    assert (read.takes, read.bars) == (PROJECT.settings.takes, 2)


@given(st.data())
def test_a_file_cut_short_or_scratched_never_breaks_the_program(data: st.DataObject) -> None:
    whole = project_bytes(PROJECT)
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 3)) if damaged else 0):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ProjectFileError):  # nothing else comes of it, and mostly not even that
        parse_project(bytes(damaged), "tune.melody")


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.document.project_file.MAX_JSON_BYTES", 100_000)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b" " * 10_000_000)
    assert "is damaged" in refusal(buffer.getvalue())


def test_json_nested_without_end_is_refused() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b"[" * 1_000_000)
    assert "is damaged" in refusal(buffer.getvalue())


def test_nothing_is_saved_that_could_not_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.document.project_file.MAX_JSON_BYTES", 100)
    with pytest.raises(ExportError, match="discard ideas"):
        project_bytes(PROJECT)


def test_what_is_no_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProjectFileError, match="is no file"):
        load_project(tmp_path)
    with pytest.raises(ProjectFileError, match="There is no file gone"):
        load_project(tmp_path / "gone.melody")
    assert not looks_like_project(tmp_path / "gone.melody")
    assert not looks_like_project(tmp_path)


def test_a_project_is_known_by_its_content(tmp_path: Path) -> None:
    save_project(tmp_path / "renamed.txt", PROJECT)
    assert looks_like_project(tmp_path / "renamed.txt")
