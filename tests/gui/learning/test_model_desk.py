"""What is known of a model is true of that model alone, whatever is called so later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.learning_requests import Judged
from tests.gui.learning.score_cards import GOOD
from tests.gui.learning.scoring_room import Room


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Room:
    return Room(qtbot, tmp_path)


@pytest.fixture
def judged(room: Room) -> Room:
    """The first model has a card, and something came between the last time it was judged."""
    room.judge()
    room.jobs.last.give(Judged(GOOD))
    room.jobs.last.fail("There is no room.")
    return room


def is_unknown(room: Room) -> bool:
    """Whether nothing is known any more of the first model, the room has been told of."""
    path = room.entries[0].path
    room.list(room.entries)
    return room.desk.models[0].judged is None and not room.desk.judge.problem_of(path)


def test_a_new_model_has_not_the_card_of_one_deleted_that_was_called_so(judged: Room) -> None:
    assert not is_unknown(judged)
    judged.desk.delete(judged.entries[0])
    assert is_unknown(judged)


def test_nor_of_one_that_went_into_the_trash(judged: Room) -> None:
    judged.desk._trash = lambda _path: True
    judged.desk.throw_away(judged.entries[0])
    assert is_unknown(judged)


def test_nor_of_one_that_is_called_otherwise_now(judged: Room) -> None:
    judged.desk.rename(judged.entries[0], "jigs")
    judged.jobs.last.give("jigs")
    assert is_unknown(judged)


def test_nor_of_one_that_somebody_else_took_away(judged: Room) -> None:
    judged.list(judged.entries[1:])
    assert is_unknown(judged)


def test_a_model_that_has_learned_anew_has_not_the_card_from_before(judged: Room) -> None:
    judged.entries = (replace(judged.entries[0], written_ns=1), *judged.entries[1:])
    assert is_unknown(judged)
