from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pytest

from benchmarks import bench_melodies
from benchmarks.bench_melodies import judge_lines, lines_of, set_called
from melodyrnn.checkpoint import load_model
from melodyrnn.cli.main import status_of
from melodyrnn.cli.training import command
from melodyrnn.collection.scan import AS_THEY_STAND
from melodyrnn.errors import CollectionError
from melodyrnn.midi.reading import read_midi
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.fakes import tiny_model
from tests.source import ROOT

SEEDS = ROOT / "midi_data" / "seeds"


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr(sys, "argv", ["bench_melodies", *map(str, words)])
    bench_melodies.main()


def test_melodies_cost_what_evaluate_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tiny_model(tmp_path / "tiny.safetensors")
    lines = lines_of([SEEDS], AS_THEY_STAND)
    found = judge_lines(load_model(path), lines, [])
    assert status_of(["evaluate", str(path), str(SEEDS), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)

    assert (len(lines), int(found.notes.sum())) == (said["pieces"], said["notes"])
    assert found.per_note() == pytest.approx(said["nats_per_note_without_velocity"])
    assert not found.is_twin.any()


def test_notes_that_are_one_on_the_grid_are_one_as_for_evaluate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, folder = tiny_model(tmp_path / "tiny.safetensors"), tmp_path / "music"
    folder.mkdir()
    notes = [Note(240 * i, 60 + i % 5, 240) for i in range(40)]
    notes[7:8] = [Note(7 * 240, 62, 2), Note(7 * 240 + 2, 62, 238)]
    write_midi(Piece((Part(NoteSequence(notes)),)), folder / "tune.mid")
    found = judge_lines(load_model(path), lines_of([folder], AS_THEY_STAND), [])
    assert status_of(["evaluate", str(path), str(folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)

    assert int(found.notes.sum()) == said["notes"] == 40
    assert found.per_note() == pytest.approx(said["nats_per_note_without_velocity"])


def test_a_melody_learned_from_in_another_key_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    model, learned = tiny_model(tmp_path / "tiny.safetensors"), tmp_path / "train"
    learned.mkdir()
    piece = read_midi(SEEDS / "ode_to_joy.mid")
    moved = tuple(Part(part.notes.transposed(3)) for part in piece.parts)
    write_midi(Piece(moved), learned / "ode.mid")
    run(monkeypatch, learned, SEEDS, "--set", "folk", "--model", model)
    said = " ".join(capsys.readouterr().out.split())

    assert "melodies 12" in said
    assert "such near-duplicates 1" in said
    assert "n-gram mixture, in-piece memory (here) 1.77" in said


def test_it_learns_by_the_products_own_command() -> None:
    wish = argparse.Namespace(
        core="gru", size="small", minutes=None, epochs=2.0, seed=3, threads=None
    )
    words = bench_melodies.train_command(
        [Path("folk"), Path("songs")], Path("m.safetensors"), wish, ["--dropout", "0.4"]
    )
    assert words == [
        "melodyrnn",
        "train",
        "folk",
        "songs",
        "--from",
        "scratch",
        "--out",
        "m.safetensors",
        "--core",
        "gru",
        "--size",
        "small",
        "--epochs",
        "2.0",
        "--seed",
        "3",
        "--dropout",
        "0.4",
    ]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_folder_says_which_set_it_is(tmp_path: Path) -> None:
    assert set_called(tmp_path / "folk" / "valid") == "folk"
    assert set_called(tmp_path / "nottingham_repeats") == "nottingham_repeats"
    with pytest.raises(CollectionError, match="--set"):
        set_called(tmp_path / "tunes" / "valid")


def test_without_data_one_sentence_is_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch)
    assert capsys.readouterr().out == f"{bench_melodies.NO_DATA}\n"


@pytest.mark.parametrize(
    ("words", "valid", "more"),
    [
        ("T V --test X", "V", []),
        ("T --test X V", "V", []),
        ("--test X T V -- --dropout 0.4", "V", ["--dropout", "0.4"]),
        ("T --test X V --also A B", "V", []),
    ],
)
def test_options_may_stand_anywhere(
    monkeypatch: pytest.MonkeyPatch, words: str, valid: str, more: list[str]
) -> None:
    seen: list[tuple[argparse.Namespace, list[str]]] = []
    monkeypatch.setattr(bench_melodies, "_run", lambda wish, left: seen.append((wish, left)))
    run(monkeypatch, *words.split())
    ((wish, left),) = seen
    assert (wish.train, wish.valid, wish.test) == (Path("T"), Path(valid), Path("X"))
    assert left == more


@pytest.mark.parametrize("words", ["T", "T --test V", "--also T V", "T V X", "T V --dropout 0.4"])
def test_what_is_lacking_or_too_much_is_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, *words.split())
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_a_folder_without_music_is_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no melody in"):
        run(monkeypatch, tmp_path, tmp_path, "--set", "folk")
