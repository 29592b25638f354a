from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from benchmarks import bench_ngrams
from benchmarks.bench_ngrams import judged_readings, learned_readings, model_nats
from tests.fakes import tiny_model
from tests.source import ROOT

SEEDS = ROOT / "midi_data" / "seeds"


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr(sys, "argv", ["bench_ngrams", *map(str, words)])
    bench_ngrams.main()


def test_mixtures_stand_beside_the_model(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    model = tiny_model(tmp_path / "tiny.safetensors")
    learned = tmp_path / "learned"
    learned.mkdir()
    for file in sorted(SEEDS.glob("*.mid"))[:4]:
        shutil.copy(file, learned)
    judged = judged_readings([SEEDS], "melody")[::6]
    run(monkeypatch, learned, "--valid", SEEDS, "--model", model, "--every", 6)
    said = {line.split("  ")[0]: line.split() for line in capsys.readouterr().out.splitlines()}

    notes = sum(len(r) - 1 for r in judged)
    assert said[str(model)][-1] == f"{model_nats(str(model), judged).sum() / notes:.4f}"
    model_pays, best_pays = float(said[str(model)][-1]), float(said[MIXTURE][-2])
    assert float(said[MIXTURE][-1].rstrip("%")) == pytest.approx(
        100 * (1 - model_pays / best_pays), abs=0.1
    )
    assert {"Markov chain", "copying forward", "n-gram mixture, sums"} <= set(said)


MIXTURE = "n-gram mixture, products, with the piece so far"


def test_without_a_model_only_rivals_are_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_ngrams, "mixture_nats", lambda *_: {})
    run(monkeypatch, SEEDS, "--valid", SEEDS)
    said = capsys.readouterr().out
    assert "best rival: copying forward" in said
    assert "the model pays" not in said


def test_only_pieces_to_count_have_their_keys_heard() -> None:
    learned, judged = learned_readings([SEEDS], "melody"), judged_readings([SEEDS], "melody")
    assert len(learned) == len(judged)
    assert all(r.frame.key for r in learned)


def test_without_data_one_sentence_is_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch)
    assert capsys.readouterr().out == f"{bench_ngrams.NO_DATA}\n"
