"""One take as a card."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.document.copied import CopiedNotes
from gui.panels.idea_menu import entry_of
from gui.panels.more_like import MoreLike
from gui.panels.take_card import Shown, TakeCard
from gui.panels.tool_button import ToolButton
from gui.panels.wishes import IdeaWishes
from gui.theme import DARK, LIGHT
from melodyrnn.music.meter import MeterMap
from tests.gui.panels.copied import copied, stretch
from tests.gui.panels.samples import idea


@pytest.fixture
def card(qtbot: QtBot) -> TakeCard:
    owner = QObject()
    card = TakeCard(1, Shown(idea(), MeterMap(), 2.0), Actions(owner, {}), DARK, IdeaWishes(owner))
    owner.setParent(card)
    qtbot.addWidget(card)
    card.resize(220, 170)
    with qtbot.waitExposed(card):
        card.show()
    return card


def button(card: TakeCard, name: str) -> ToolButton:
    return next(b for b in card.findChildren(ToolButton) if b.accessibleName().startswith(name))


@pytest.mark.parametrize(
    ("name", "signal"), [("Keep", "keep_asked"), ("Insert", "insert_asked"),
                         ("Discard", "discard_asked"), ("Mark", "star_asked")]
)  # fmt: skip
def test_each_button_asks_with_the_idea(
    qtbot: QtBot, card: TakeCard, name: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(card.wishes, signal)) as asked:
        QTest.mouseClick(button(card, name), Qt.MouseButton.LeftButton)
    assert asked.args == ["idea-1"]


def test_a_click_hears_and_a_double_click_inserts(qtbot: QtBot, card: TakeCard) -> None:
    with qtbot.waitSignal(card.pressed):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    with qtbot.waitSignal(card.wishes.insert_asked):
        QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))


def test_enter_inserts_and_delete_discards(qtbot: QtBot, card: TakeCard) -> None:
    with qtbot.waitSignal(card.wishes.insert_asked):
        QTest.keyClick(card, Qt.Key.Key_Return)
    with qtbot.waitSignal(card.wishes.discard_asked):
        QTest.keyClick(card, Qt.Key.Key_Delete)


def test_a_card_pulled_far_enough_is_dragged_and_not_heard(card: TakeCard) -> None:
    far = QApplication.startDragDistance() + 2
    heard: list[int] = []
    dragged: list[str] = []
    card.pressed.connect(lambda: heard.append(1))
    card.wishes.drag_asked.connect(dragged.append)
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    QTest.mouseMove(card, QPoint(60 + far // 2, 60))
    assert dragged == []
    QTest.mouseMove(card, QPoint(60 + far, 60))
    QTest.mouseMove(card, QPoint(90 + far, 60))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(90 + far, 60))
    assert (dragged, heard) == (["idea-1"], [])


def test_tab_swaps_only_where_the_strip_says_so(qtbot: QtBot, card: TakeCard) -> None:
    card.activateWindow()
    card.setFocus()
    with qtbot.assertNotEmitted(card.tabbed):
        QTest.keyClick(card, Qt.Key.Key_Tab)
    card.setFocus()
    card.takes_tab = True
    with qtbot.waitSignal(card.tabbed):
        QTest.keyClick(card, Qt.Key.Key_Tab)
    assert card.hasFocus()


def test_tab_moves_on_from_the_buttons_of_a_card(qtbot: QtBot, card: TakeCard) -> None:
    card.activateWindow()
    card.takes_tab = True
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Down)
    keep = button(card, "Keep")
    assert keep.hasFocus()
    with qtbot.assertNotEmitted(card.tabbed):
        QTest.keyClick(keep, Qt.Key.Key_Tab)
    assert not keep.hasFocus()


def test_a_kept_card_says_so_and_cannot_be_kept_again(card: TakeCard) -> None:
    card.show_idea(Shown(replace(idea(), status="kept"), MeterMap()))
    keep = button(card, "Keep")
    assert (keep.text(), keep.isEnabled()) == ("Kept", False)
    assert "Kept already" in keep.toolTip()
    assert "kept" in card.accessibleName()


def test_a_discarded_card_offers_only_to_restore(qtbot: QtBot, card: TakeCard) -> None:
    card.show_idea(Shown(replace(idea(), status="discarded"), MeterMap()))
    assert not button(card, "Keep").isVisible()
    assert not button(card, "Insert").isVisible()
    with qtbot.waitSignal(card.wishes.restore_asked):
        QTest.mouseClick(button(card, "Restore"), Qt.MouseButton.LeftButton)


def test_a_screen_reader_hears_number_name_state_and_facts(card: TakeCard) -> None:
    card.set_heard(True)
    assert card.accessibleName() == "Take 1: Idea 1, playing"
    facts = card.accessibleDescription()
    assert facts.startswith("2 bars, G major, About as surprising as the tunes")
    assert facts.endswith("random seed 4711")


def test_a_card_being_heard_looks_different(card: TakeCard) -> None:
    before = card.grab().toImage()
    card.set_heard(True)
    heard = card.grab().toImage()
    card.set_heard(False)
    assert heard != before
    assert card.grab().toImage() == before


def test_another_look_repaints_all_of_a_card(card: TakeCard) -> None:
    before = card.grab().toImage()
    card.set_colours(LIGHT)
    after = card.grab().toImage()
    for at in (QPoint(8, 100), QPoint(180, 48)):
        assert after.pixelColor(at).lightness() > 150 > before.pixelColor(at).lightness()


def test_a_name_typed_on_the_card_is_asked_for(qtbot: QtBot, card: TakeCard) -> None:
    card.activateWindow()
    card.begin_rename()
    field = card.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, " Evening ")
    with qtbot.waitSignal(card.wishes.rename_asked) as asked:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == ["idea-1", "Evening"]


def test_the_enter_that_ends_a_name_does_not_insert_the_take(qtbot: QtBot, card: TakeCard) -> None:
    card.activateWindow()
    card.begin_rename()
    field = card.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "Evening")
    with (
        qtbot.assertNotEmitted(card.wishes.insert_asked),
        qtbot.waitSignal(card.wishes.rename_asked),
    ):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_focus_goes_back_to_where_it_was_before_naming(card: TakeCard) -> None:
    card.activateWindow()
    star = button(card, "Mark")
    star.setFocus()
    card.begin_rename()
    QTest.keyClick(card.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    assert star.hasFocus()


def test_escape_leaves_the_name_as_it_was(qtbot: QtBot, card: TakeCard) -> None:
    card.activateWindow()
    card.begin_rename()
    field = card.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "Evening")
    with qtbot.assertNotEmitted(card.wishes.rename_asked):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


@pytest.mark.parametrize(
    ("entry", "signal"),
    [
        ("insert", "insert_asked"),
        ("keep", "keep_asked"),
        ("star", "star_asked"),
        ("copy_recipe", "recipe_copy_asked"),
        ("recreate", "recreate_asked"),
        ("export", "export_asked"),
        ("file_copy", "file_copy_asked"),
        ("discard", "discard_asked"),
    ],
)
def test_each_entry_of_the_menu_asks(qtbot: QtBot, card: TakeCard, entry: str, signal: str) -> None:
    card.open_menu(QPoint(0, 0))
    menu = card.findChildren(QMenu)[0]
    with qtbot.waitSignal(getattr(card.wishes, signal)):
        entry_of(menu, entry).trigger()
    menu.close()


def test_an_idea_made_by_hand_has_no_recipe_to_copy(card: TakeCard) -> None:
    card.show_idea(Shown(idea(is_ours=False), MeterMap()))
    card.open_menu(QPoint(0, 0))
    menu = card.findChildren(QMenu)[0]
    entry = entry_of(menu, "copy_recipe")
    assert not entry.isEnabled()
    assert entry.toolTip()
    menu.close()


def test_what_is_copied_is_told_and_its_source_can_be_asked_for(
    qtbot: QtBot, card: TakeCard
) -> None:
    before = card.grab().toImage()
    card.show_idea(Shown(replace(idea(), copies=copied(stretch(0, 8))), MeterMap()))
    assert card.grab().toImage() != before
    assert "8 notes as in Off She Goes (folk), bars 3-5" in card.accessibleDescription()
    assert "8 notes as in Off She Goes" in card.toolTip()
    odd = copied(stretch(0, 8, "<b>Rakes</b> & Co"))
    card.show_idea(Shown(replace(idea(), copies=odd), MeterMap(), 2.0))
    assert "&lt;b&gt;Rakes&lt;/b&gt; &amp; Co" in card.toolTip()
    card.open_menu(QPoint(0, 0))
    menu = card.findChildren(QMenu)[0]
    with qtbot.waitSignal(card.wishes.source_asked) as asked:
        entry_of(menu, "show_source").trigger()
    assert asked.args == ["idea-1"]
    menu.close()


@pytest.mark.parametrize("found", [None, copied()], ids=["not known", "its own"])
def test_what_is_not_copied_has_no_source(card: TakeCard, found: CopiedNotes | None) -> None:
    card.show_idea(Shown(replace(idea(), copies=found), MeterMap()))
    card.open_menu(QPoint(0, 0))
    menu = card.findChildren(QMenu)[0]
    assert not entry_of(menu, "show_source").isEnabled()
    assert entry_of(menu, "show_source").toolTip()
    menu.close()


def test_more_like_this_asks_how_close(qtbot: QtBot, card: TakeCard) -> None:
    card.ask_distance()
    popup = card.findChildren(MoreLike)[0]
    popup.slider.setValue(75)
    with qtbot.waitSignal(card.wishes.more_like_asked) as asked:
        QTest.keyClick(popup.slider, Qt.Key.Key_Return)
    assert asked.args == ["idea-1", 0.75]


def test_the_distance_is_remembered_and_escape_asks_for_nothing(
    qtbot: QtBot, card: TakeCard
) -> None:
    card.ask_distance()
    first = card.findChildren(MoreLike)[0]
    first.slider.setValue(10)
    with qtbot.waitSignal(first.destroyed):
        QTest.mouseClick(first.button, Qt.MouseButton.LeftButton)
    card.ask_distance()
    second = card.findChildren(MoreLike)[0]
    assert second.slider.value() == 10
    with qtbot.assertNotEmitted(card.wishes.more_like_asked):
        QTest.keyClick(second.slider, Qt.Key.Key_Escape)
