from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.checkpoint import load_model
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.scorecard import passages
from melodyrnn.scorecard.passages import Passage, write_passages
from tests.fakes import tiny_model
from tests.judged import judged_piece, tune


@pytest.fixture
def ready(tmp_path: Path) -> ReadyModel:
    return ReadyModel.of(load_model(tiny_model(tmp_path / "m.safetensors")))


def written(ready: ReadyModel, bars: list[int], takes: int) -> tuple[list[Passage], list[Passage]]:
    pieces = [judged_piece(tune(i, each), i) for i, each in enumerate(bars)]
    work = write_passages(ready, pieces, takes)
    while True:
        try:
            next(work)
        except StopIteration as ended:
            both: tuple[list[Passage], list[Passage]] = ended.value
            return both


def test_takes_are_spread_evenly_and_stand_beside_what_really_followed(ready: ReadyModel) -> None:
    takes, music = written(ready, [16, 6], 5)
    assert [take.title for take in takes] == ["tune 0"] * 3 + ["tune 1"] * 2
    for real, number, bars in zip(music, range(2), (16, 6), strict=True):
        assert real.before.merged(real.notes) == tune(number, bars)
    assert [(p.start // 1920, p.end // 1920) for p in music] == [(8, 16), (3, 6)]
    assert all(t.start <= t.notes.start and t.notes.end <= t.end for t in takes if len(t.notes))


def test_pieces_too_short_to_be_continued_are_passed_over(ready: ReadyModel) -> None:
    assert written(ready, [3, 2], 4) == ([], [])


def test_more_takes_than_one_request_allows_are_written_all_the_same(
    ready: ReadyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, _ = written(ready, [6], 5)
    monkeypatch.setattr(passages, "MAX_TAKES", 2)
    one_after_another, music = written(ready, [6], 5)
    assert (len(one_after_another), len(music)) == (5, 1)
    assert [take.notes for take in one_after_another] == [take.notes for take in at_once]


def test_it_may_be_ended_after_any_note(ready: ReadyModel) -> None:
    work = write_passages(ready, [judged_piece(tune(0))], 2)
    assert next(work) == 0
    work.close()
