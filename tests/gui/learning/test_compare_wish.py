"""What the user wants compared, as the command line takes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gui.learning.compare_wish import CompareWish, arguments, file_stem, music_name
from melodyrnn.models.config import CORES

MUSIC = (Path("/home/me/irish"), Path("/home/me/-american"))
WISH = CompareWish(MUSIC, ("rnn", "lstm"), 0.5, "small", has_memory=False)


def test_the_command_gets_all_of_it_and_folders_last() -> None:
    given = arguments(WISH, Path("a.html"), Path("a.json"))
    assert given == [
        "compare", "--cores", "rnn,lstm", "--minutes", "0.5", "--size", "small",
        "--memory", "without", "--out", "a.html", "--results", "a.json", "--json",
        "--", "/home/me/irish", "/home/me/-american",
    ]  # fmt: skip


def test_the_one_with_memory_counts_and_takes_its_time() -> None:
    both = replace(WISH, has_memory=True)
    assert (WISH.networks, both.networks, replace(both, cores=()).networks) == (2, 3, 0)
    assert both.seconds > 3 * 30
    assert "one" in arguments(both, Path("a"), Path("b"))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["irish"], "irish"),
        (["irish", "bach"], "irish and bach"),
        (["irish", "bach", "mine"], "irish, bach and mine"),
        (["irish", "bach", "mine", "yours"], "irish, bach and 2 more"),
        ([], ""),
    ],
)
def test_music_is_called_by_its_folders(names: list[str], said: str) -> None:
    assert music_name([Path("/x") / name for name in names]) == said


def test_the_same_plan_for_the_same_music_has_the_same_file_and_others_have_others() -> None:
    again = replace(WISH, folders=MUSIC[::-1], cores=CORES)
    others = [
        replace(WISH, minutes=2),
        replace(WISH, size="base"),
        replace(WISH, folders=(Path("/elsewhere/irish"), MUSIC[1])),
    ]
    stem = file_stem(WISH)
    assert stem.startswith("irish and -american 0.5 min small ")
    assert file_stem(again).split()[-1] == stem.split()[-1]
    assert len({stem, *map(file_stem, others)}) == 4


def test_odd_folder_names_make_fit_file_names() -> None:
    stem = file_stem(replace(WISH, folders=(Path("/x/a:b?\n*"),)))
    assert not set(stem) & set('/\\:*?"<>|\n')
