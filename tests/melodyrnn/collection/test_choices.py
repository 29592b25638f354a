"""What the user decided on single files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from melodyrnn.collection.choices import (
    NO_CHOICES,
    Choices,
    load_choices,
    read_choices,
    save_choices,
)
from melodyrnn.errors import CollectionError, ExportError

MADE = Choices(frozenset({"aa"}), {"bb": frozenset({"quantise", "top-line"})})


def test_choices_come_back_from_their_file(tmp_path: Path) -> None:
    save_choices(tmp_path / "choices.json", MADE)
    assert load_choices(tmp_path / "choices.json") == MADE


def test_without_a_file_nothing_was_decided(tmp_path: Path) -> None:
    assert load_choices(tmp_path / "none.json") == NO_CHOICES


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"left_out": 7}', '{"repairs": {"aa": 7}}', "\x00"]
)
def test_a_damaged_file_holds_no_decision(tmp_path: Path, text: str) -> None:
    (tmp_path / "choices.json").write_text(text)
    assert load_choices(tmp_path / "choices.json") == NO_CHOICES


def test_a_file_that_was_named_outright_must_hold_choices(tmp_path: Path) -> None:
    (tmp_path / "choices.json").write_text("{")
    for name in ("choices.json", "none"):
        with pytest.raises(CollectionError, match=f"{name} .* name the file"):
            read_choices(tmp_path / name)


def test_repairs_of_a_newer_version_are_passed_over() -> None:
    said = json.loads(json.dumps(MADE.to_json()))
    said["repairs"]["bb"].append("sing-along")
    said["repairs"]["cc"] = ["sing-along"]
    assert Choices.from_json(said) == MADE


def test_choices_that_cannot_be_written_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        save_choices(tmp_path / "none" / "choices.json", MADE)


def test_a_decision_is_made_and_taken_back() -> None:
    made = NO_CHOICES.with_left_out("aa", is_left_out=True)
    made = made.with_repair("bb", "quantise", is_wanted=True)
    made = made.with_repair("bb", "top-line", is_wanted=True)
    assert made == MADE
    back = made.with_left_out("aa", is_left_out=False)
    for repair in MADE.repairs_of("bb"):
        back = back.with_repair("bb", repair, is_wanted=False)
    assert back == NO_CHOICES
