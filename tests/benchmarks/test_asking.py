from __future__ import annotations

import argparse

import pytest

from benchmarks.asking import asked, at_least_one, true_or_false


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser()
    made.add_argument("train", nargs="*")
    made.add_argument("--valid", nargs="+")
    made.add_argument("--every", type=at_least_one, default=1)
    return made


def test_who_says_nothing_asks_for_nothing() -> None:
    assert asked(parser(), [], ("train", "valid")) is None


def test_what_an_option_parts_belongs_together() -> None:
    wish = asked(parser(), ["a", "--every", "2", "b", "--valid", "c", "d"], ("train", "valid"))
    assert wish == argparse.Namespace(train=["a", "b"], valid=["c", "d"], every=2)


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("a b", "VALID must"),
        ("--valid a b", "TRAIN must"),
        ("--every 3", "TRAIN and VALID must"),
        ("a --valid b --every 0", "no whole number from 1"),
        ("a --valid b --every two", "no whole number from 1"),
    ],
)
def test_what_is_lacking_is_named(
    capsys: pytest.CaptureFixture[str], words: str, lacking: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        asked(parser(), words.split(), ("train", "valid"))
    assert ended.value.code == 2
    assert lacking in capsys.readouterr().err


def test_a_switch_is_true_or_false() -> None:
    assert [true_or_false(text) for text in ("True", "true", "False", "FALSE")] == [
        True,
        True,
        False,
        False,
    ]
    with pytest.raises(argparse.ArgumentTypeError, match="neither"):
        true_or_false("1")
