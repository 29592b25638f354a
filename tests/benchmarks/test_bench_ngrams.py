from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks import bench_ngrams
from benchmarks.bench_ngrams import Nats, heard, judged_lines, learned_pieces, model_nats, stated
from melodyrnn.encoding.reading import Reading
from melodyrnn.midi.reading import read_midi
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.piece import Part, Piece
from tests.fakes import tiny_model
from tests.source import ROOT

SEEDS = ROOT / "midi_data" / "seeds"
TUNES = sorted(SEEDS.glob("*.mid"))


@pytest.fixture
def keyless(tmp_path: Path) -> Path:
    """A folder of one tune of which no key is said."""
    folder = tmp_path / "keyless"
    folder.mkdir()
    piece = read_midi(SEEDS / "ode_to_joy.mid")
    write_midi(Piece(tuple(Part(part.notes) for part in piece.parts)), folder / "ode.mid")
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr(sys, "argv", ["bench_ngrams", *map(str, words)])
    bench_ngrams.main()


def test_mixtures_stand_beside_the_model(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    model = tiny_model(tmp_path / "tiny.safetensors")
    learned = tmp_path / "learned"
    learned.mkdir()
    for file in TUNES[:4]:
        shutil.copy(file, learned)
    judged = [stated(line) for line in judged_lines([SEEDS], "melody")[::6]]
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


def test_only_the_model_is_not_told_keys_that_are_heard(
    monkeypatch: pytest.MonkeyPatch, keyless: Path
) -> None:
    told: dict[str, Sequence[Reading]] = {}

    def noting(name: str) -> Callable[..., dict[str, Nats]]:
        def nats(_: object, judged: Sequence[Reading], *__: object) -> dict[str, Nats]:
            told[name] = judged
            return {name: np.ones(3)}

        return nats

    def model(_: str, judged: Sequence[Reading]) -> Nats:
        told["model"] = judged
        return np.ones(3)

    monkeypatch.setattr(bench_ngrams, "rival_nats", noting("rival"))
    monkeypatch.setattr(bench_ngrams, "mixture_nats", noting("mixture"))
    monkeypatch.setattr(bench_ngrams, "model_nats", model)
    run(monkeypatch, SEEDS, "--valid", keyless, "--model", "any")
    assert {name: [bool(r.frame.key) for r in some] for name, some in told.items()} == {
        "model": [False],
        "rival": [True],
        "mixture": [True],
    }


def test_pieces_to_count_have_their_keys_heard(keyless: Path) -> None:
    assert all(r.frame.key for r in learned_pieces([SEEDS, keyless], "melody").readings)


def test_a_key_that_is_stated_is_believed() -> None:
    for line in judged_lines([SEEDS], "melody"):
        if line.keys.changes:
            assert heard(line).frame == stated(line).frame


def test_one_tune_twice_is_one_group(keyless: Path) -> None:
    learned = learned_pieces([SEEDS, keyless], "melody")
    assert len(learned.groups) == len(learned.readings) == len(TUNES) + 1
    assert len(set(learned.groups)) == len(TUNES)


def test_one_piece_to_count_is_too_little(monkeypatch: pytest.MonkeyPatch, keyless: Path) -> None:
    with pytest.raises(SystemExit, match="two tunes"):
        run(monkeypatch, keyless, "--valid", SEEDS)


def test_folders_to_count_may_stand_on_both_sides_of_an_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], keyless: Path
) -> None:
    monkeypatch.setattr(bench_ngrams, "mixture_nats", lambda *_: {})
    run(monkeypatch, SEEDS, "--every", 9, keyless, "--valid", SEEDS)
    assert f"{len(TUNES) + 1} pieces of" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["--valid", "v", "t"], ["t"], ["t", "--valid", "v", "--every", "0"]]
)
def test_who_asks_for_too_little_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, *words)
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_without_data_one_sentence_is_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch)
    assert capsys.readouterr().out == f"{bench_ngrams.NO_DATA}\n"
