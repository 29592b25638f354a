"""The whole benchmark, on two pieces and with a network of no size."""

from __future__ import annotations

import gzip
import json
import re
import shlex
import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import bench_polyphony
from benchmarks.frames import Grid
from benchmarks.poly_learning import Lesson, command_of, corpus_of_rolls, grid_of
from benchmarks.poly_recipes import recipe_for
from benchmarks.rolls import read_rolls
from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model
from melodyrnn.errors import RequestError
from melodyrnn.music.meter import Meter

TUNE = [[60 + pitch, 48] for pitch in (0, 2, 4, 0, 7, 5, 2, 0, 4, 7, 9, 12, 0, 2, 4, 5)]
OTHER = [[60 + 5 * i % 11] for i in range(20)] + [[], [70]]
TINY = (
    "--layers 1 --hidden 8 --embedding 8 --head 8 --memory-heads 1 --memory-width 4 --epochs 1"
    " --warm-up 1 --meter 2/4 --frame-ticks 240 --members 1"
)


@pytest.fixture
def rolls(tmp_path: Path) -> Path:
    path = tmp_path / "JSB_Chorales.json.gz"
    data = {"train": [TUNE, OTHER], "valid": [[[p + 3 for p in f] for f in TUNE], OTHER[3:9]]}
    path.write_bytes(gzip.compress(json.dumps(data).encode()))
    return path


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr(sys, "argv", ["bench_polyphony", *map(str, words)])
    bench_polyphony.main()


def figures(said: str) -> list[str]:
    """The part of the table that is ours."""
    return [line for line in said.splitlines() if re.match("(ours|frames|  [a-z])", line)]


def test_a_set_is_learned_and_its_model_scores_the_same_again(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    rolls: Path,
) -> None:
    monkeypatch.setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8")
    monkeypatch.setenv("LRU_CACHE_CAPACITY", "8")
    out, test = tmp_path / "tiny.safetensors", tmp_path / "later.json.gz"
    test.write_bytes(gzip.compress(json.dumps({"testdata": [OTHER[::-1]]}).encode()))
    run(monkeypatch, rolls, "--test", test, "--out", out, "--core", "gru", *TINY.split())
    first = capsys.readouterr().out
    run(monkeypatch, rolls, "--test", test, "--model", out)
    again = capsys.readouterr().out

    assert figures(first) == figures(again)
    assert "frames 20 21" in " ".join(first.split())
    assert "twins, by the top line 1 of 2 0 of 1" in " ".join(first.split())
    assert "5.19-5.56*" in first
    model = load_model(out)
    assert (model.config.core, model.config.hidden) == ("gru", 8)
    assert grid_of(model.card) == Grid(240, Meter(2, 4))
    assert model.card.collections == ("JSB_Chorales",)


def test_a_committee_is_learned_and_scores_the_same_by_its_models(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, rolls: Path
) -> None:
    out = tmp_path / "some.safetensors"
    run(monkeypatch, rolls, "--out", out, *TINY.split(), "--members", 2)
    first = capsys.readouterr().out
    paths = [out, tmp_path / "some-2.safetensors"]
    run(monkeypatch, rolls, *(word for path in paths for word in ("--model", path)))
    again = capsys.readouterr().out

    assert figures(first) == figures(again)
    assert "each network alone" in first
    models = [load_model(path) for path in paths]
    assert [f"--seed {n}" in m.card.command for n, m in enumerate(models)] == [True, True]
    assert all(m.identity in first for m in models)


def test_models_for_other_frames_make_no_committee(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, rolls: Path
) -> None:
    paths = [tmp_path / "eighths.safetensors", tmp_path / "quarters.safetensors"]
    for path, ticks in zip(paths, (240, 480), strict=True):
        run(monkeypatch, rolls, "--out", path, *TINY.split(), "--frame-ticks", ticks)
    with pytest.raises(SystemExit):
        run(monkeypatch, rolls, "--model", paths[0], "--model", paths[1])
    assert "different lengths" in capsys.readouterr().err


def as_matlab_saves(cells: dict[str, list[list[list[int]]]]) -> bytes:
    """A .mat file of version 7: packed variables, ones and zeros of doubles kept as bytes."""
    header = b"MATLAB 5.0 MAT-file, Platform: GLNXA64, Created on: Tue May  1 12:00:00 2012"
    data = header.ljust(116) + bytes(8) + b"\x00\x01IM"
    for name, pieces in cells.items():
        zipped = zlib.compress(_cell_array(name, pieces, struct.Struct("<B"), MI_UINT8))
        data += struct.pack("<II", MI_COMPRESSED, len(zipped)) + zipped
    return data


def as_scipy_saves(cells: dict[str, list[list[list[int]]]]) -> bytes:
    """The same of scipy.io.savemat, as it does it by itself: nothing packed, doubles as such."""
    header = b"MATLAB 5.0 MAT-file Platform: posix, Created on: Tue May  1 12:00:00 2012"
    data = header.ljust(116, b"\0") + bytes(8) + b"\x00\x01IM"
    return data + b"".join(
        _cell_array(name, pieces, struct.Struct("<d"), MI_DOUBLE) for name, pieces in cells.items()
    )


MI_UINT8, MI_DOUBLE, MI_COMPRESSED = 2, 9, 15
"""As the description of the format numbers and names them."""


def _cell_array(
    name: str, pieces: list[list[list[int]]], number: struct.Struct, stored: int
) -> bytes:
    """A 1 x N cell of matrices (frames, 88), their columns one after another."""
    body = struct.pack("<IIII", 6, 8, 1, 0)  # array flags: mxCELL_CLASS
    body += struct.pack("<IIii", 5, 8, 1, len(pieces))  # dimensions
    body += struct.pack("<II", 1, len(name)) + name.encode() + bytes(-len(name) % 8)
    for frames in pieces:
        on = [21 + column in frame for column in range(88) for frame in frames]
        values = b"".join(map(number.pack, on))  # 88 of any width end on a multiple of eight
        body += struct.pack("<II", 14, 48 + len(values))  # miMATRIX
        body += struct.pack("<IIII", 6, 8, 6, 0)  # mxDOUBLE_CLASS
        body += struct.pack("<IIii", 5, 8, len(frames), 88)
        body += struct.pack("<II", 1, 0)  # a cell has no name
        body += struct.pack("<II", stored, len(values)) + values
    return struct.pack("<II", 14, len(body)) + body


@pytest.mark.parametrize("saved", [as_matlab_saves, as_scipy_saves])
def test_the_usual_mat_files_are_learned_from(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    saved: Callable[[dict[str, list[list[list[int]]]]], bytes],
) -> None:
    def noting(lesson: Lesson, *_: object) -> None:
        lessons.append(lesson)
        raise RequestError("That is enough.")

    lessons: list[Lesson] = []
    monkeypatch.setattr(bench_polyphony, "learn", noting)
    monkeypatch.setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8")
    monkeypatch.setenv("LRU_CACHE_CAPACITY", "8")
    path = tmp_path / "Piano_midi.mat"
    pieces = {"traindata": [TUNE, OTHER], "validdata": [OTHER[:7]], "testdata": [[[21, 108]]]}
    path.write_bytes(saved(pieces))
    with pytest.raises(SystemExit, match="enough"):
        run(monkeypatch, path, "--test", path)

    (lesson,) = lessons
    assert (lesson.name, lesson.source) == ("Piano_midi", "Piano_midi.mat")
    assert lesson.train == [tuple(tuple(sorted(f)) for f in p) for p in (TUNE, OTHER)]
    assert lesson.valid == [tuple(tuple(f) for f in OTHER[:7])]
    assert read_rolls(path)["test"] == [((21, 108),)]


def test_without_data_one_sentence_is_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch)
    assert capsys.readouterr().out == f"{bench_polyphony.NO_DATA}\n"


def test_what_is_wrong_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rolls: Path
) -> None:
    with pytest.raises(SystemExit, match="cannot be opened"):
        run(monkeypatch, tmp_path / "Nottingham.json.gz")
    with pytest.raises(SystemExit, match="no test pieces"):
        run(monkeypatch, rolls, "--test", rolls)


def test_the_command_on_the_card_makes_the_same_recipe_again() -> None:
    row = recipe_for("MuseData", "gru")
    row = replace(row, cut_notes=700, settings=replace(row.settings, minutes=3.5, seed=4))
    words = command_of("MuseData", "our own.mat", row)
    wish = bench_polyphony.parser().parse_args(shlex.split(words)[3:])
    assert (wish.file, wish.set) == (Path("our own.mat"), "MuseData")
    assert bench_polyphony.recipe_wished(wish, wish.set) == row
    assert grid_of(Card(command=words)) == row.grid
    assert grid_of(Card(command="melodyrnn train folk")) is None
    assert grid_of(Card(command="it's")) is None


@pytest.mark.parametrize("text", ["true", "True", "FALSE", "false"])
def test_switches_are_set_in_small_letters_too(text: str) -> None:
    wish = bench_polyphony.parser().parse_args(["--around", text])
    assert wish.around is (text.lower() == "true")


def test_a_switch_that_is_neither_is_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], rolls: Path
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, rolls, "--around", "yes")
    assert ended.value.code == 2
    assert "'yes' is neither True nor False" in capsys.readouterr().err


def test_options_without_a_file_are_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "--core", "gru")
    assert ended.value.code == 2
    assert "FILE must be named" in capsys.readouterr().err


def test_long_pieces_are_learned_in_stretches_and_silent_ones_not_at_all() -> None:
    row = replace(recipe_for("JSB_Chorales", "lstm"), cut_notes=3)
    long = ((60, 62), (), (64,), (), (), (65,), (67,))
    lesson = Lesson("JSB_Chorales", "x", row, [long, ((), ())], [long], Path("x"))
    corpus = corpus_of_rolls(lesson)
    assert [len(reading) - 1 for reading in corpus.train] == [3, 2]
    assert [len(reading) - 1 for reading in corpus.held_out] == [5]
