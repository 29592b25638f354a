"""Models stay at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gui.workshop import KEPT, Workshop
from melodyrnn.errors import ModelFileError
from melodyrnn.originality.sources import Sources, save_sources
from tests.fakes import tiny_model


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    for number in range(KEPT + 1):
        tiny_model(tmp_path / f"m{number}.safetensors", seed=number)
    return Workshop((tmp_path,))


def test_a_model_is_loaded_once(shop: Workshop) -> None:
    assert shop.model("m1") is shop.model("m1")
    assert shop.model("m1") is not shop.model("m0")


def test_no_name_is_the_default_model(shop: Workshop) -> None:
    assert shop.model() is shop.model("m0")


def test_a_file_that_was_written_anew_is_loaded_anew(shop: Workshop, tmp_path: Path) -> None:
    before = shop.model("m1")
    path = tiny_model(tmp_path / "m1.safetensors", seed=9)
    os.utime(path, ns=(1, 1))
    after = shop.model("m1")
    assert after.model.identity != before.model.identity


def test_sources_that_come_later_than_their_model_are_seen(shop: Workshop, tmp_path: Path) -> None:
    before = shop.model("m1")
    assert before.sources is None
    identity = before.model.identity
    save_sources(tmp_path / "m1.sources", Sources.of(()), model=identity)
    assert shop.model("m1").sources is not None


def test_the_model_unused_for_longest_is_let_go(shop: Workshop) -> None:
    first, second = shop.model("m0"), shop.model("m1")
    for number in range(2, KEPT):
        shop.model(f"m{number}")
    assert shop.model("m0") is first
    shop.model(f"m{KEPT}")
    assert shop.model("m0") is first
    assert shop.model("m1") is not second


def test_a_model_that_is_not_there_is_said(shop: Workshop, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="no model none"):
        shop.model("none")
    with pytest.raises(ModelFileError, match="cannot be opened"):
        shop.model_at(tmp_path / "gone.safetensors")
