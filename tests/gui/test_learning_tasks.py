"""What the worker does for the learning window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gui import learning_tasks
from gui.learning_requests import (
    AdoptRequest,
    ChoicesRequest,
    CopyRequest,
    FileRow,
    Finding,
    RenameRequest,
    Shelf,
    ShelfRequest,
    SurveyBegan,
    SurveyRequest,
)
from gui.workshop import Workshop
from melodyrnn.collection.choices import load_choices
from melodyrnn.errors import CollectionError, ModelFileError, RequestError
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.fakes import tiny_model
from tests.gui.asking import run

SHOP = Workshop(())
SCALE = (62, 64, 66, 67, 69, 71, 73, 74)
STEPS = (0, 2, 1, 4, 3, 6, 2, 7, 5, 3, 1, 4, 0, 5, 6, 2, 7, 1, 3, 0, 4, 6, 5, 2)


def tune(shift: int = 0) -> Part:
    notes = (Note(240 * i, SCALE[step] + shift, 230) for i, step in enumerate(STEPS))
    return Part(NoteSequence(notes), "Tune")


def chords() -> Part:
    notes = [
        Note(480 * i, SCALE[step] + leap, 470)
        for i, step in enumerate(STEPS)
        for leap in (-24, -7, 5)
    ]
    return Part(NoteSequence(notes), "Piano")


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    (folder / "inner").mkdir(parents=True)
    meters = MeterMap([MeterChange(0, Meter(6, 8))])
    write_midi(Piece((tune(),), meters=meters), folder / "a.mid")
    write_midi(Piece((chords(),)), folder / "inner" / "b.mid")
    (folder / "c.mid").write_bytes(b"nothing")
    (folder / "d.txt").write_text("no music")
    return folder


def survey(request: SurveyRequest, cache: Path) -> tuple[dict[str, FileRow], list[object]]:
    """Rows by name, the last of each, and the other answers."""
    rows: dict[str, FileRow] = {}
    others = []
    for answer in run(learning_tasks.survey, SHOP, replace(request, cache=cache)):
        if isinstance(answer, tuple):
            rows |= {row.path.stem: row for row in answer}
        else:
            others.append(answer)
    return rows, others


def test_every_file_is_told_of_then_the_whole_is_judged(music: Path, tmp_path: Path) -> None:
    rows, (began, finding) = survey(SurveyRequest((music,)), tmp_path / "cache")
    assert isinstance(began, SurveyBegan)
    assert (began.total, len(began.offers)) == (3, 5)
    assert isinstance(finding, Finding)
    assert finding.verdict.endswith(".")
    assert not finding.is_enough
    a, b, c = (rows[name] for name in "abc")
    assert (a.kept, a.kind, a.notes, a.meter, a.lines) == (True, "melody", 24, "6/8", 1)
    assert not b.kept
    assert b.offered[0].repair == "top-line"
    assert (c.kept, c.parts) == (False, ())
    assert c.reason.endswith(".")


def test_a_repair_of_one_file_reads_that_file_alone(music: Path, tmp_path: Path) -> None:
    rows, _ = survey(SurveyRequest((music,)), tmp_path / "cache")
    b = rows["b"]
    request = SurveyRequest(
        (b.path,), chosen={b.content: frozenset({"top-line"})}, has_finding=False
    )
    again, (began,) = survey(request, tmp_path / "cache")
    assert isinstance(began, SurveyBegan)
    assert began.total == 1
    assert list(again) == ["b"]
    assert again["b"].kept
    assert [offer.repair for offer in again["b"].applied] == ["top-line"]


def test_what_is_left_out_does_not_count(music: Path, tmp_path: Path) -> None:
    write_midi(Piece((tune(3),)), music / "twin of a.mid")
    rows, (_, finding) = survey(SurveyRequest((music,)), tmp_path / "cache")
    assert isinstance(finding, Finding)
    (pair,) = finding.twins
    assert {path.stem for path in pair} == {"a", "twin of a"}
    request = SurveyRequest((music,), left_out=frozenset({rows["a"].content}))
    _, (_, after) = survey(request, tmp_path / "cache")
    assert isinstance(after, Finding)
    assert after.twins == ()


def test_doubles_are_offered_a_repair_and_one_is_left_out_by_it(
    music: Path, tmp_path: Path
) -> None:
    write_midi(Piece((tune(3),)), music / "twin of a.mid")
    rows, _ = survey(SurveyRequest((music,)), tmp_path / "cache")
    for name in ("a", "twin of a"):
        assert "merge-doubles" in [offer.repair for offer in rows[name].offered]
    request = SurveyRequest((music,), repairs=frozenset({"merge-doubles"}), is_live=False)
    rows, _ = survey(request, tmp_path / "cache")
    left = [row for row in (rows["a"], rows["twin of a"]) if not row.kept]
    assert len(left) == 1
    assert left[0].reason.startswith("The same tune is learned from")


def test_a_folder_without_midi_is_said(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no MIDI files"):
        survey(SurveyRequest((tmp_path,)), tmp_path / "cache")


def test_choices_are_written_for_the_training(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "choices.json"
    chosen = {"b": frozenset({"top-line", "of a newer version"})}
    request = ChoicesRequest(path, frozenset({"a"}), chosen)
    assert run(learning_tasks.keep_choices, SHOP, request) == [path]
    choices = load_choices(path)
    assert choices.left_out == {"a"}
    assert choices.repairs_of("b") == {"top-line"}


def test_the_shelf_lists_damaged_models_too(tmp_path: Path) -> None:
    tiny_model(tmp_path / "tiny.safetensors", core="gru")
    (tmp_path / "broken.safetensors").write_bytes(b"no model at all")
    (shelf,) = run(learning_tasks.shelf, Workshop((tmp_path,)), ShelfRequest())
    assert isinstance(shelf, Shelf)
    broken, tiny = shelf.models
    assert (tiny.name, tiny.core, tiny.layers, tiny.hidden, tiny.problem) == (
        "tiny", "gru", 1, 12, "",
    )  # fmt: skip
    assert tiny.size_bytes == tiny.path.stat().st_size
    assert "no model of this program" in broken.problem
    assert shelf.runs == ()


def test_models_are_taken_in_called_otherwise_and_copied_out(tmp_path: Path) -> None:
    shop = Workshop((tmp_path / "own",))
    source = tiny_model(tmp_path / "irish.safetensors")
    assert run(learning_tasks.adopt_model, shop, AdoptRequest(source)) == ["irish"]
    assert run(learning_tasks.call_model, shop, RenameRequest("irish", "jigs")) == ["jigs"]
    target = tmp_path / "copy.safetensors"
    own = tmp_path / "own" / "jigs.safetensors"
    assert run(learning_tasks.copy_out, shop, CopyRequest(own, target)) == [target]
    assert target.read_bytes() == source.read_bytes()
    (tmp_path / "own" / "jigs.sources").write_bytes(b"music")
    for with_sources in (False, True):
        run(learning_tasks.copy_out, shop, CopyRequest(own, target, with_sources))
        assert target.with_suffix(".sources").exists() == with_sources
    with pytest.raises(RequestError):
        run(learning_tasks.call_model, shop, RenameRequest("irish", "airs"))
    with pytest.raises(ModelFileError, match="cannot be opened"):
        run(learning_tasks.copy_out, shop, CopyRequest(tmp_path / "none", target))
