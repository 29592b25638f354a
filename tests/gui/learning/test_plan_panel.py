"""The plan of a training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.learning.advice import Music
from gui.learning.plan_panel import PlanPanel
from gui.learning.plan_words import BUDGETS, CORES, PARTS, SIZES
from gui.learning.wish import StartWish
from gui.learning_requests import PARTS as PART_VALUES
from gui.learning_requests import ModelEntry
from gui.theme import DARK
from melodyrnn.card import Card
from melodyrnn.course.plan import advise
from melodyrnn.models import config
from tests.gui.learning.music_rows import GRID, TOP

LEFT = Qt.MouseButton.LeftButton
SHIPPED = ModelEntry("folk-and-song", Path("a"), is_shipped=True, card=Card(notes=390_000))
OWN = ModelEntry("irish", Path("b"), is_shipped=False)
DAMAGED = ModelEntry("old", Path("c"), is_shipped=False, problem="old is damaged.")
MUSIC = Music("my reels", 187, 41_000)
LARGE = Music("everything", 20_000, 2_000_000)


@pytest.fixture
def panel(qtbot: QtBot) -> PlanPanel:
    panel = PlanPanel(DARK)
    qtbot.addWidget(panel)
    panel.set_models([SHIPPED, OWN, DAMAGED])
    panel.set_music(MUSIC)
    panel.resize(320, 700)
    panel.show()
    return panel


def said(panel: PlanPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_what_is_offered_is_what_the_command_takes() -> None:
    assert tuple(choice.value for choice in CORES) == config.CORES
    assert [choice.value for choice in SIZES] == list(config.SIZES)
    assert tuple(choice.value for choice in PARTS) == PART_VALUES


def test_one_click_starts_with_a_model_that_is_there_already(
    panel: PlanPanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.start_asked) as asked:
        QTest.mouseClick(panel.start, LEFT)
    plan = advise(MUSIC.notes, MUSIC.tunes)
    expected = StartWish((), "my reels", "folk-and-song", size=plan.size)
    assert asked.args == [replace(expected, minutes=plan.minutes, dropout=plan.dropout)]


def test_start_says_why_it_cannot(panel: PlanPanel) -> None:
    panel.set_music(Music(problem="The music is still being read."))
    assert not panel.start.isEnabled()
    assert panel.start.toolTip() == "The music is still being read."
    assert "The music is still being read." in said(panel)
    panel.set_music(MUSIC)
    assert panel.start.isEnabled()
    panel.set_busy(True)
    assert "learning already" in panel.start.toolTip()


def test_an_unfit_name_is_said_at_once(panel: PlanPanel) -> None:
    panel.name.setText("a/b")
    assert "A name cannot hold /" in said(panel)
    assert not panel.start.isEnabled()


def test_a_name_that_is_taken_warns_that_it_replaces(panel: PlanPanel) -> None:
    panel.name.setText("Irish")
    assert "Takes the place of your model of that name." in said(panel)
    assert panel.start.isEnabled()


def test_a_free_name_is_proposed_until_one_is_typed(panel: PlanPanel) -> None:
    panel.set_music(Music("irish", 1, 1))
    assert panel.name.text() == "irish 2"
    panel.name.clear()
    QTest.keyClicks(panel.name, "mine")
    panel.set_music(MUSIC)
    assert panel.name.text() == "mine"


def test_damaged_models_are_nothing_to_begin_from(panel: PlanPanel) -> None:
    titles = [panel.base.box.itemText(i) for i in range(panel.base.box.count())]
    assert titles == ["folk-and-song", "irish", "From nothing"]


def test_advice_is_taken_over_and_can_be_come_back_to(panel: PlanPanel) -> None:
    plan = advise(LARGE.notes, LARGE.tunes)
    assert not plan.base
    panel.set_music(LARGE)
    assert plan.words in said(panel)
    wish = panel.wish
    assert (wish.base, wish.size, wish.minutes) == ("", plan.size, plan.minutes)
    assert wish.dropout == plan.dropout
    assert not panel.use_advice.isVisible()
    panel.base.set_value("irish")
    panel.base.chosen.emit("irish")
    assert panel.wish.base == "irish"
    QTest.mouseClick(panel.use_advice, LEFT)
    again = panel.wish
    assert (again.base, again.dropout) == ("", plan.dropout)


def test_another_plan_than_the_advised_has_the_usual_dropout(panel: PlanPanel) -> None:
    panel.base.set_value("irish")
    panel.base.chosen.emit("irish")
    assert panel.wish.dropout is None


def test_advice_does_not_undo_what_the_user_planned(panel: PlanPanel) -> None:
    panel.base.set_value("irish")
    panel.base.chosen.emit("irish")
    panel.set_music(LARGE)
    assert panel.wish.base == "irish"


def test_without_a_model_to_go_on_from_one_begins_from_nothing(qtbot: QtBot) -> None:
    panel = PlanPanel(DARK)
    qtbot.addWidget(panel)
    panel.set_music(MUSIC)
    assert panel.wish.base == ""


def test_core_and_size_are_chosen_only_from_nothing(panel: PlanPanel) -> None:
    panel.fold.click()
    assert not panel.more.core.box.isEnabled()
    assert "folk-and-song has its own kind" in panel.more.core.box.toolTip()
    panel.base.set_value("")
    panel.base.chosen.emit("")
    assert panel.more.core.box.isEnabled()
    panel.more.core.set_value("gru")
    panel.more.held_out.setValue(20)
    assert (panel.wish.core, panel.wish.held_out) == ("gru", 0.2)


def test_parts_and_repairs_are_told_since_the_music_is_read_by_them(
    panel: PlanPanel, qtbot: QtBot
) -> None:
    panel.set_repairs([TOP, GRID])
    panel.set_repairs([TOP, GRID])
    with qtbot.waitSignal(panel.reading_changed) as told:
        panel.more.boxes["quantise"].click()
    assert told.args == ["melody", frozenset({"quantise"})]
    panel.more.parts.set_value("top")
    with qtbot.waitSignal(panel.reading_changed) as told:
        panel.more.parts.chosen.emit("top")
    assert told.args == ["top", frozenset({"quantise"})]
    assert panel.wish.repairs == {"quantise"}


@pytest.mark.parametrize("place", range(len(BUDGETS)))
def test_every_budget_says_what_it_takes(panel: PlanPanel, place: int) -> None:
    panel.times.button(place).click()
    assert panel.wish.minutes == BUDGETS[place].minutes
    assert "of memory" in said(panel)


def test_while_one_learns_the_way_back_to_it_is_there(panel: PlanPanel, qtbot: QtBot) -> None:
    panel.set_busy(True)
    assert not panel.start.isVisible()
    with qtbot.waitSignal(panel.watch_asked):
        QTest.mouseClick(panel.watch, LEFT)
    panel.set_busy(False)
    assert (panel.start.isVisible(), panel.watch.isVisible()) == (True, False)


def test_the_advice_stays_while_files_are_read_again(panel: PlanPanel) -> None:
    panel.set_music(replace(MUSIC, problem="Files are still being repaired."))
    assert panel.advice_card.isVisible(), "what stands below it must not jump"
    assert not panel.start.isEnabled()
    panel.set_music(Music())
    assert not panel.advice_card.isVisible()
