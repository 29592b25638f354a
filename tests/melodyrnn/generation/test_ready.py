"""Models with what they learned from, if that lies beside them and is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.checkpoint import load_model
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import continue_piece
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import TakeRequest
from melodyrnn.music.piece import simple_piece
from melodyrnn.originality.sources import save_sources, sources_path
from tests.fakes import tiny_model
from tests.learned import learned
from tests.originals import line, sources_of


def test_sources_beside_a_model_are_read_once(tmp_path: Path) -> None:
    ready = learned(tmp_path / "tiny.safetensors", line(1), line(2))
    found = ready.sources
    assert found is not None
    assert len(found.sources) == 2
    sources_path(tmp_path / "tiny.safetensors").unlink()
    assert ready.sources is found


def test_sources_of_another_model_are_none(tmp_path: Path) -> None:
    path = tiny_model(tmp_path / "tiny.safetensors")
    save_sources(sources_path(path), sources_of(line(1)), model="another")
    assert ReadyModel.of(load_model(path), path).sources is None


def test_without_its_file_a_model_is_compared_with_nothing(tmp_path: Path) -> None:
    ready = learned(tmp_path / "tiny.safetensors", line(1))
    assert ReadyModel.of(ready.model).sources is None
    assert ReadyModel.of(ready.model).comparing(0) is None


def test_a_limit_is_prepared_once_for_each_number(tmp_path: Path) -> None:
    ready = learned(tmp_path / "tiny.safetensors", line(1))
    found = [ready.comparing(most) for most in (4, 4, 5, 0)]
    limits = [each.limit for each in found if each]
    assert limits[0] is limits[1]
    assert [limit and limit.most for limit in limits] == [4, 4, 5, None]


def test_a_limit_without_sources_is_refused_and_says_how_to_get_them(tmp_path: Path) -> None:
    path = tiny_model(tmp_path / "tiny.safetensors")
    ready = ReadyModel.of(load_model(path), path)
    with pytest.raises(RequestError, match=r"tiny learned from.*train it anew"):
        continue_piece(ready, simple_piece(line(1)), 0, TakeRequest(most_copied=8))
