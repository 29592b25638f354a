"""What was found, kept as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from melodyrnn.comparison.results import Comparison, read_results
from melodyrnn.errors import ModelFileError
from tests.comparisons import contender, outcome, usual


def test_results_come_back_from_json_as_they_were() -> None:
    found = usual()

    assert Comparison.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_the_best_score_need_not_be_the_last() -> None:
    found = outcome("rnn", (3.0, 2.0, 2.2))

    assert (found.best.nats, found.best.seconds, found.final.nats) == (2.0, 120, 2.2)
    assert found.notes_per_second == pytest.approx(3000 / 180)


def test_contenders_are_named_by_core_and_memory() -> None:
    assert [contender(n).name for n in ("gru", "lstm + memory")] == ["gru", "lstm + memory"]


def test_results_are_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(usual().to_json()), encoding="utf-8")

    assert read_results(path) == usual()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "music": 3}'])
def test_what_is_no_results_is_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(text, encoding="utf-8")
    for wrong in (path, tmp_path / "none.json", tmp_path):
        with pytest.raises(ModelFileError, match=wrong.name):
            read_results(wrong)
