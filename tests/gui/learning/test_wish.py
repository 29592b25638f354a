"""The command that a plan becomes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from gui.learning.wish import OPEN_END_MINUTES, StartWish, arguments, resume_arguments

MUSIC = (Path("/music/irish"), Path("/music/-odd"))


def options(command: list[str]) -> dict[str, str]:
    return dict(pairwise(command))


def test_going_on_from_a_model_takes_its_network() -> None:
    command = arguments(StartWish(MUSIC, "irish", base="folk-and-song", minutes=1))
    said = options(command)
    assert (said["--name"], said["--from"], said["--minutes"]) == ("irish", "folk-and-song", "1")
    assert "--core" not in command
    assert "--size" not in command


def test_from_nothing_core_and_size_are_said() -> None:
    said = options(arguments(StartWish(MUSIC, "irish", core="gru", size="large", dropout=0.4)))
    assert said["--from"] == "scratch"
    assert (said["--core"], said["--size"], said["--dropout"]) == ("gru", "large", "0.4")


def test_what_was_decided_travels_along() -> None:
    wish = StartWish(MUSIC, "irish", parts="top", repairs=frozenset({"top-line", "quantise"}))
    command = arguments(wish, Path("/data/choices.json"))
    assert options(command)["--choices"] == "/data/choices.json"
    assert options(command)["--parts"] == "top"
    assert [b for a, b in pairwise(command) if a == "--repair"] == [
        "quantise",
        "top-line",
    ]


def test_folders_stand_last_so_that_none_is_taken_for_an_option() -> None:
    assert arguments(StartWish(MUSIC, "irish"))[-3:] == ["--", "/music/irish", "/music/-odd"]
    assert "--json" in arguments(StartWish(MUSIC, "irish"))


def test_without_an_end_there_is_a_budget_that_is_never_used_up() -> None:
    said = options(arguments(StartWish(MUSIC, "irish", minutes=None)))
    assert float(said["--minutes"]) == OPEN_END_MINUTES


def test_only_decisions_need_a_file() -> None:
    assert not StartWish(MUSIC, "irish").has_choices
    assert StartWish(MUSIC, "irish", left_out=frozenset({"a"})).has_choices
    assert StartWish(MUSIC, "irish", chosen={"a": frozenset({"top-line"})}).has_choices


def test_a_training_is_taken_up_by_its_model_file() -> None:
    command = resume_arguments(Path("/models/irish.safetensors"), MUSIC)
    assert command[:2] == ["train", "--resume"]
    assert options(command)["--out"] == "/models/irish.safetensors"
