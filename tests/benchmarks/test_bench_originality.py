"""How much takes copy: figures that can be added up by hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import bench_originality
from benchmarks.bench_originality import BINS, figures, held_out, histograms, human, requests
from melodyrnn.checkpoint import load_model
from melodyrnn.collection.lines import Line
from melodyrnn.encoding.reading import read_notes
from melodyrnn.errors import CollectionError
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap
from melodyrnn.originality.copies import Copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.sources import save_sources, sources_path
from melodyrnn.scorecard.pieces import JudgedPiece
from tests.fakes import tiny_model
from tests.originals import line, sources_of


def piece(notes: NoteSequence, twins: frozenset[int] = frozenset()) -> JudgedPiece:
    meters, keys = MeterMap(), KeyMap()
    whole = Line(notes, "", meters, keys, TempoMap())
    return JudgedPiece("a tune", whole, read_notes(notes, meters, keys, 0), 0, twins)


def copies(longest: int, *, notes: int = 20, share: float = 0.0) -> Copies:
    return Copies(notes, longest, share, (), np.zeros(notes, dtype=np.int64))


@pytest.mark.parametrize(("twins", "longest"), [(frozenset[int](), 12), (frozenset({0}), 3)])
def test_human_music_is_cut_as_long_as_takes_and_not_compared_with_its_twins(
    twins: frozenset[int], longest: int
) -> None:
    index = SourceIndex(sources_of(line(1), line(2)))
    found = human(index, [piece(line(1), twins)], [12] * 5)
    assert [cut.notes for cut in found] == [12] * 5
    assert max(cut.longest for cut in found) <= longest
    if not twins:
        assert min(cut.longest for cut in found) >= 11  # the first note of all has no interval


def test_every_piece_of_music_stands_in_one_column() -> None:
    row = histograms({"takes": [copies(n) for n in (0, 3, 8, 500)]})[0]
    shares = dict(zip(BINS, map(float, row[1:]), strict=True))
    assert {low: share for low, share in shares.items() if share} == {0: 50, 8: 25, 48: 25}


def test_long_takes_weigh_more_in_the_share_of_copied_notes() -> None:
    found = [copies(10, notes=10, share=1.0), copies(4, notes=30), copies(5, notes=40)]
    assert figures("takes", found) == ["takes", "3", "80", "5", "9", "10", "12.5%"]


def wish(takes: int) -> argparse.Namespace:
    return argparse.Namespace(takes=takes, bars=1, boldness=1.0, top_p=0.9)


@pytest.fixture
def ready(tmp_path: Path) -> ReadyModel:
    return ReadyModel.of(load_model(tiny_model(tmp_path / "tiny.safetensors")))


def test_more_takes_than_can_be_asked_for_at_once_are_asked_for_in_turn(ready: ReadyModel) -> None:
    asked = [request for _, request in requests(ready, [piece(line(1)), piece(line(2))], wish(600))]
    assert [request.takes for request in asked] == [256, 44, 256, 44]
    assert len({request.random_seed for request in asked}) == 4


def test_few_takes_are_of_the_first_pieces(ready: ReadyModel) -> None:
    asked = requests(ready, [piece(line(number)) for number in range(5)], wish(3))
    assert [(request.takes, request.random_seed) for _, request in asked] == [
        (1, 0),
        (1, 1),
        (1, 2),
    ]


def test_folders_of_openings_alone_are_not_taken_for_no_folder(
    ready: ReadyModel, tmp_path: Path
) -> None:
    notes = NoteSequence(Note(240 * i, 60 + i * i % 11, 240) for i in range(32))
    write_midi(Piece((Part(notes),)), tmp_path / "short.mid")
    with pytest.raises(CollectionError, match="longer than 4 bars"):
        held_out(ready, SourceIndex(sources_of(line(1))), [tmp_path])


def test_what_is_wrong_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["bench_originality", "--model", str(tmp_path / "no.safetensors")]
    )
    with pytest.raises(SystemExit, match=r"^bench_originality: .*no\.safetensors"):
        bench_originality.main()


@pytest.mark.parametrize("takes", ["0", "-3", "some"])
def test_no_takes_at_all_cannot_be_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], takes: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench_originality", f"--takes={takes}"])
    with pytest.raises(SystemExit) as ended:
        bench_originality.main()
    assert ended.value.code == 2
    assert "whole number from 1" in capsys.readouterr().err


def test_takes_from_nothing_are_measured_with_and_without_a_limit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tiny_model(tmp_path / "tiny.safetensors")
    sources = sources_of(line(1), line(2))
    save_sources(sources_path(path), sources, model=load_model(path).identity)
    words = ["--model", str(path), "--takes", "3", "--bars", "1", "--limit", "8"]
    monkeypatch.setattr(sys, "argv", ["bench_originality", *words])
    with pytest.raises(SystemExit) as ended:
        bench_originality.main()
    assert ended.value.code is False
    said = capsys.readouterr().out
    assert "takes of 1 bars by tiny from nothing" in said
    assert "it learned from 2 pieces" in said
