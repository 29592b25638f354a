from __future__ import annotations

import json
from pathlib import Path

import pytest

from melodyrnn.card import Card
from melodyrnn.checkpoint import read_card
from melodyrnn.shelf import DEFAULT_MODEL
from tests.fakes import tiny_model
from tests.melodyrnn.cli.conftest import Run

CARD = Card(
    name="Airs",
    created="2026-01-02",
    collections=("airs", "carols"),
    pieces=12,
    notes=3456,
    held_out_pieces=2,
    held_out_notes=78,
    nats_per_note={"shift": 0.25, "pitch": 1.5, "duration": 0.5, "without_velocity": 2.25},
    epochs=4.5,
    minutes=3.0,
    has_velocity=True,
    has_chords=True,
    base="folk",
    command="melodyrnn train airs",
    versions={"melodyrnn": "0.1"},
    credits="The singers.",
)


@pytest.fixture
def airs(shelf: Path) -> Path:
    return tiny_model(shelf / "airs.safetensors", card=CARD, core="gru", styles=("airs", "carols"))


def test_json_holds_names_paths_and_whole_cards_the_default_first(
    run: Run, airs: Path, model: Path
) -> None:
    ended = run("models", "--json")
    said = json.loads(ended.out)
    assert (ended.status, ended.err) == (0, "")
    assert list(said) == ["models"]
    first, second = said["models"][:2]
    assert (first["name"], first["path"]) == (DEFAULT_MODEL, str(model))
    assert (second["name"], second["path"]) == ("airs", str(airs))
    assert second["card"] == json.loads(json.dumps(CARD.to_json()))
    assert all(set(each) == {"name", "path", "card"} for each in said["models"])


def test_the_list_has_a_line_for_each_model(run: Run, airs: Path, model: Path) -> None:
    assert airs.parent == model.parent
    default, second = run("models").out.splitlines()[:2]
    assert default.startswith(f"{DEFAULT_MODEL}  (default)  ")
    assert second.startswith("airs  learned 3,456 notes of airs, carols; 2.25 nats a note")


def test_a_card_is_shown_in_plain_words_by_name_or_path(run: Run, airs: Path) -> None:
    by_name, by_path = run("models", "airs"), run("models", airs)
    assert by_name == by_path
    assert by_name.status == 0
    for words in (
        "airs, carols: 3,456 notes in 12 pieces",
        "2026-01-02, 3 minutes, 4.5 times through, going on from folk",
        "2.250 nats a note (shift 0.25, pitch 1.50, duration 0.50) on 78 notes",
        "chords and lines, with its own dynamics",
        "1 x 12 gru, with in-piece memory",
        "The singers.",
        "melodyrnn train airs",
        str(airs),
    ):
        assert words in by_name.out


def test_an_empty_card_shows_only_what_is_known(run: Run, shelf: Path) -> None:
    bare = tiny_model(shelf / "bare.safetensors", card=Card(), memory_heads=0)
    ended = run("models", bare)
    assert [line.split()[0] for line in ended.out.splitlines()] == [
        "unnamed",
        "writes",
        "network",
        "file",
    ]


def test_one_model_can_be_asked_for_as_json(run: Run, airs: Path) -> None:
    (only,) = json.loads(run("models", "airs", "--json").out)["models"]
    assert only == {
        "name": "airs",
        "path": str(airs),
        "card": read_card(airs).to_json() | only["card"],
    }
    assert only["card"]["name"] == "Airs"


def test_a_damaged_file_is_listed_with_its_reason_and_fails_nothing(
    run: Run, airs: Path, shelf: Path
) -> None:
    (shelf / "cut.safetensors").write_bytes(airs.read_bytes()[:-5])
    ended = run("models")
    assert (ended.status, ended.err) == (0, "")
    assert "cut: cut.safetensors is damaged or incomplete" in ended.out
    as_json = run("models", "--json")
    assert as_json.status == 0
    assert "cut" not in [each["name"] for each in json.loads(as_json.out)["models"]]
    assert as_json.err.startswith("cut: ")


def test_a_model_that_is_not_there_or_damaged_is_one_line(
    run: Run, airs: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(airs.read_bytes()[:-5])
    for name in ("none", cut, tmp_path):
        ended = run("models", name)
        assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
