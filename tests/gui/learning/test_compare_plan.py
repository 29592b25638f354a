"""The plan of a comparison."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.learning.compare_plan import MEMORY, ComparePlan
from gui.learning.compare_wish import CompareWish
from gui.theme import DARK, LIGHT
from melodyrnn.models.config import CORES

LEFT = Qt.MouseButton.LeftButton
MUSIC = (Path("/music/irish"),)


@pytest.fixture
def plan(qtbot: QtBot) -> ComparePlan:
    plan = ComparePlan(DARK)
    qtbot.addWidget(plan)
    plan.set_places(MUSIC)
    plan.resize(320, 660)
    plan.show()
    return plan


def said(plan: ComparePlan) -> str:
    return " ".join(label.text() for label in plan.findChildren(QLabel) if label.isVisible())


def test_one_click_compares_all_kinds_for_two_minutes_each(plan: ComparePlan, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plan.start_asked) as asked:
        QTest.mouseClick(plan.start, LEFT)
    assert asked.args == [CompareWish(MUSIC, CORES, 2, "base", has_memory=True)]
    assert "5 networks, 2 min each" in said(plan)
    assert "about 11 minutes" in said(plan)


def test_what_is_chosen_is_what_is_wished_for(plan: ComparePlan) -> None:
    plan.boxes["gru"].click()
    plan.boxes[MEMORY.value].click()
    plan.time.button("0.5").click()
    plan.scale.set_value("small")
    assert plan.wish == CompareWish(
        MUSIC, tuple(core for core in CORES if core != "gru"), 0.5, "small", has_memory=False
    )
    assert "3 networks, 30 s each" in said(plan)


def test_it_says_which_network_gets_the_memory(plan: ComparePlan) -> None:
    assert "The LSTM once more" in said(plan)
    plan.boxes["lstm"].click()
    assert "The GRU once more" in said(plan)


@pytest.mark.parametrize("kept", [(), ("lstm",)])
def test_fewer_than_two_networks_are_nothing_to_compare(
    plan: ComparePlan, kept: tuple[str, ...]
) -> None:
    for name, box in plan.boxes.items():
        box.setChecked(name in kept)
    assert not plan.start.isEnabled()
    assert plan.start.toolTip() == "Choose at least two networks to compare."
    assert "in all" not in said(plan)


def test_start_says_why_it_cannot(plan: ComparePlan) -> None:
    plan.set_busy("A network learns.")
    assert (plan.start.isEnabled(), plan.start.toolTip()) == (False, "A network learns.")
    assert "A network learns." in said(plan)
    plan.set_busy("")
    assert plan.start.isEnabled()
    plan.set_places(())
    assert "Choose music to compare on first." in said(plan)
    assert plan.change.text() == "Choose…"


def test_music_is_shown_by_name_and_where_it_lies_in_tooltips(plan: ComparePlan) -> None:
    plan.set_places(tuple(Path("/music") / name for name in "abcde"))
    shown = [label for label in plan._names if label.isVisible()]
    assert [label.text() for label in shown] == ["a", "b", "c", "and 2 more"]
    assert str(Path("/music/e")) in shown[-1].toolTip()


def test_other_music_is_asked_for(plan: ComparePlan, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plan.folder_asked):
        plan.change.click()


def test_it_changes_its_look(plan: ComparePlan) -> None:
    dark = plan.grab().toImage()
    plan.set_colours(LIGHT)
    assert plan.grab().toImage() != dark
