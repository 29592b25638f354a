"""The whole benchmark, on two pieces and with a network of no size."""

from __future__ import annotations

import gzip
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import bench_polyphony
from benchmarks.frames import Grid
from benchmarks.poly_learning import Lesson, command_of, corpus_of_rolls, grid_of
from benchmarks.poly_recipes import recipe_for
from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model
from melodyrnn.music.meter import Meter

TUNE = [[60 + pitch, 48] for pitch in (0, 2, 4, 0, 7, 5, 2, 0, 4, 7, 9, 12, 0, 2, 4, 5)]
OTHER = [[60 + 5 * i % 11] for i in range(20)] + [[], [70]]
TINY = (
    "--layers 1 --hidden 8 --embedding 8 --head 8 --memory-heads 1 --memory-width 4 --epochs 1"
    " --warm-up 1 --meter 2/4 --frame-ticks 240"
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
    words = command_of("MuseData.mat", row).split()
    wish = bench_polyphony.parser().parse_args(words[3:])
    assert bench_polyphony.recipe_wished(wish, "MuseData") == row
    assert grid_of(Card(command="melodyrnn train folk")) is None
    assert grid_of(Card(command="it's")) is None


def test_long_pieces_are_learned_in_stretches_and_silent_ones_not_at_all() -> None:
    row = replace(recipe_for("JSB_Chorales", "lstm"), cut_notes=3)
    long = ((60, 62), (), (64,), (), (), (65,), (67,))
    lesson = Lesson("JSB_Chorales", "x", row, [long, ((), ())], [long], Path("x"))
    corpus = corpus_of_rolls(lesson)
    assert [len(reading) - 1 for reading in corpus.train] == [3, 2]
    assert [len(reading) - 1 for reading in corpus.held_out] == [5]
