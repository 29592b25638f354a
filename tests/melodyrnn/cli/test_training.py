from __future__ import annotations

import json
from pathlib import Path

import pytest

from melodyrnn.checkpoint import load_model
from tests.melodyrnn.cli.conftest import ROOT, Run

SEEDS = ROOT / "midi_data" / "seeds"
QUICK = ["--epochs", "1", "--size", "small", "--threads", "1"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "learned.safetensors"


def test_json_lines_tell_of_the_corpus_the_progress_and_the_file(run: Run, out: Path) -> None:
    ended = run("train", SEEDS, *QUICK, "--core", "gru", "--out", out, "--json")
    told = [json.loads(line) for line in ended.out.splitlines()]
    assert (ended.status, ended.err) == (0, "")
    corpus, *progress, saved = told
    assert (corpus["event"], corpus["files"], corpus["kept"]) == ("corpus", 12, 12)
    assert corpus["lines"] + corpus["held_out_lines"] == 12
    assert {news["event"] for news in progress} == {"progress"}
    assert any("held_out" in news for news in progress)
    assert (saved["event"], saved["path"]) == ("saved", str(out))
    model = load_model(out)
    assert (model.config.core, model.card.name) == ("gru", "learned")


def test_people_are_told_what_there_is_to_learn_from_and_where_the_model_lies(
    run: Run, out: Path
) -> None:
    ended = run("train", SEEDS, *QUICK, "--name", "Seeds", "--credits", "Many.", "--out", out)
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0].startswith("12 of 12 files: ")
    assert lines[-2].startswith(f"Saved {out}")
    assert lines[-1].startswith("Try it: melodyrnn continue SEED.mid --model ")
    card = load_model(out).card
    assert card.credits == "Many."
    assert card.pitch_balance > 0  # it was measured for the slider of boldness


def test_a_folder_with_nothing_to_learn_from_is_one_line(
    run: Run, tmp_path: Path, out: Path
) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        ended = run("train", folder, "--out", out)
        assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert not out.exists()
