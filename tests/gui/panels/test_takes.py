"""The strip of takes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.document.project import Project
from gui.panels.card_frame import CardFrame
from gui.panels.still_cards import InvitationCard, WaitingCard
from gui.theme import LIGHT
from tests.gui.panels.samples import BAR, idea
from tests.gui.panels.takes_desk import Desk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def click(card: QWidget) -> None:
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))


def test_without_takes_an_invitation_says_which_key_brings_them(desk: Desk) -> None:
    (invitation,) = desk.all(InvitationCard)
    assert invitation.accessibleName() == "Press G: the network continues your melody"


def test_where_nothing_is_written_yet_the_network_begins(desk: Desk) -> None:
    desk.document.reset(Project())
    (invitation,) = desk.all(InvitationCard)
    assert invitation.accessibleName().startswith("Press G: the network invents a melody")


def test_the_invitation_follows_a_remapped_shortcut(desk: Desk) -> None:
    desk.actions.remap({"generate": ("Ctrl+J",)})
    (invitation,) = desk.all(InvitationCard)
    assert invitation.accessibleName().startswith("Press Ctrl+J")


def test_a_click_on_the_invitation_generates(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.actions["generate"].triggered):
        click(desk.all(InvitationCard)[0])


def test_enter_on_the_invitation_generates(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.actions["generate"].triggered):
        QTest.keyClick(desk.all(InvitationCard)[0], Qt.Key.Key_Return)


def test_takes_take_the_place_of_waiting_cards_one_by_one(desk: Desk) -> None:
    desk.panel.expect(4)
    assert len(desk.all(WaitingCard)) == 4
    desk.panel.show_idea(1, idea(1))
    assert (len(desk.cards()), len(desk.all(WaitingCard))) == (1, 3)
    assert desk.header == "1 of 4 ready …"
    assert desk.panel.identifier(1) == "idea-1"
    assert desk.panel.identifier(2) is None


def test_cancel_is_there_only_while_takes_are_being_written(qtbot: QtBot, desk: Desk) -> None:
    assert not desk.cancel.isVisible()
    desk.panel.expect(2)
    with qtbot.waitSignal(desk.panel.cancel_asked):
        QTest.mouseClick(desk.cancel, Qt.MouseButton.LeftButton)
    desk.panel.finish()
    assert not desk.cancel.isVisible()


def test_after_a_cancel_what_is_ready_stays(desk: Desk) -> None:
    desk.panel.expect(4)
    desk.panel.show_idea(1, idea(1))
    desk.panel.finish()
    assert (len(desk.cards()), desk.all(WaitingCard)) == (1, [])
    assert desk.header == "1 take ready"


def test_a_cancel_before_the_first_take_brings_the_invitation_back(desk: Desk) -> None:
    desk.panel.expect(4)
    desk.panel.finish()
    assert len(desk.all(InvitationCard)) == 1


def test_a_click_on_a_card_asks_to_hear_its_slot(qtbot: QtBot, desk: Desk) -> None:
    desk.generate()
    with qtbot.waitSignal(desk.panel.audition_asked) as asked:
        click(desk.cards()[2])
    assert asked.args == [3]
    with qtbot.waitSignal(desk.panel.audition_asked) as asked:
        click(desk.original)
    assert asked.args == [0]


def test_only_the_card_that_is_heard_wears_the_ring(desk: Desk) -> None:
    desk.generate()
    desk.panel.set_auditioned(2)
    assert [c.is_heard for c in desk.cards()] == [False, True, False, False]
    desk.panel.set_auditioned(0)
    assert not any(c.is_heard for c in desk.cards())
    assert desk.original.is_heard
    desk.panel.set_auditioned(None)
    assert not desk.original.is_heard


def test_the_playhead_runs_in_the_card_that_is_heard(desk: Desk) -> None:
    desk.generate()
    before = [c.grab().toImage() for c in desk.cards()]
    desk.panel.set_auditioned(2)
    ringed = desk.cards()[1].grab().toImage()
    desk.panel.set_progress(2.5 * BAR)
    after = [c.grab().toImage() for c in desk.cards()]
    assert after[1] != ringed
    assert [a == b for a, b in zip(after, before, strict=True)] == [True, False, True, True]


def test_a_take_that_plays_keeps_its_ring_when_it_is_made_anew(desk: Desk) -> None:
    desk.generate()
    desk.panel.set_auditioned(2)
    desk.generate()
    assert [c.is_heard for c in desk.cards()] == [False, True, False, False]


def test_tab_swaps_with_the_original_after_one_take_was_heard(qtbot: QtBot, desk: Desk) -> None:
    desk.generate()
    card = desk.cards()[0]
    card.setFocus()
    with qtbot.assertNotEmitted(desk.panel.swap_asked):
        QTest.keyClick(card, Qt.Key.Key_Tab)
    desk.panel.set_auditioned(1)
    card.setFocus()
    with qtbot.waitSignal(desk.panel.swap_asked):
        QTest.keyClick(card, Qt.Key.Key_Tab)


def test_arrows_walk_along_the_cards(desk: Desk) -> None:
    desk.generate(2)
    row: list[CardFrame] = [desk.original, *desk.cards()]
    desk.original.setFocus()
    for card in row[1:]:
        QTest.keyClick(desk.panel.focusWidget(), Qt.Key.Key_Right)
        assert card.hasFocus()
    QTest.keyClick(row[-1], Qt.Key.Key_Right)
    assert row[-1].hasFocus()
    QTest.keyClick(row[-1], Qt.Key.Key_Left)
    assert row[-2].hasFocus()


def test_cards_follow_the_document(desk: Desk) -> None:
    first, *_ = desk.generate()
    desk.document.edit_idea("Rename Idea", first.identifier, name="Evening")
    desk.document.edit_idea("Keep Idea", first.identifier, status="kept")
    assert desk.cards()[0].accessibleName() == "Take 1: Evening, kept"
    desk.document.history.undo()
    assert desk.cards()[0].accessibleName() == "Take 1: Evening"


def test_what_a_card_asks_is_asked_by_the_panel(qtbot: QtBot, desk: Desk) -> None:
    desk.generate()
    with qtbot.waitSignal(desk.panel.wishes.insert_asked) as asked:
        QTest.keyClick(desk.cards()[1], Qt.Key.Key_Return)
    assert asked.args == ["idea-2"]


def test_a_discarded_take_comes_back_from_the_bin(desk: Desk) -> None:
    first, *_ = desk.generate()
    desk.document.edit_idea("Discard Idea", first.identifier, status="discarded")
    desk.cards()[0].wishes.restore_asked.emit(first.identifier)
    assert desk.document.project.idea(first.identifier).status == "fresh"


def test_a_card_can_be_renamed_by_its_idea(qtbot: QtBot, desk: Desk) -> None:
    desk.generate()
    desk.panel.begin_rename("idea-3")
    field = desk.cards()[2].findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "Night")
    with qtbot.waitSignal(desk.panel.wishes.rename_asked) as asked:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == ["idea-3", "Night"]


def test_a_message_stands_in_the_invitation_or_above_the_takes(desk: Desk) -> None:
    desk.panel.set_message("Draw a note first, then press G.")
    assert desk.all(InvitationCard)[0].accessibleName() == "Draw a note first, then press G."
    desk.generate()
    assert desk.header == "4 takes ready"
    desk.panel.set_message("The model file is damaged; choose another model.")
    assert desk.header == "The model file is damaged; choose another model."


def test_another_project_empties_the_strip(desk: Desk) -> None:
    desk.generate()
    desk.document.reset(Project())
    assert (desk.cards(), len(desk.all(InvitationCard))) == ([], 1)
    assert "no notes yet" in desk.original.accessibleDescription()


def test_the_original_follows_the_melody(qtbot: QtBot, desk: Desk) -> None:
    desk.document.edit_notes("Move Notes", desk.document.notes.shifted(BAR))
    qtbot.waitUntil(lambda: desk.original.accessibleDescription() == "3 bars, G major")


@pytest.mark.parametrize(("width", "count"), [(1050, 4), (1050, 8), (700, 4), (1700, 8)])
def test_every_card_fits_into_the_strip(desk: Desk, width: int, count: int) -> None:
    desk.panel.resize(width, 210)
    desk.generate(count)
    cards = desk.cards()
    assert len({c.width() for c in cards}) == 1
    for left, right in pairwise(cards):
        assert left.geometry().right() < right.x()
    last = cards[-1].mapTo(desk.panel, QPoint(cards[-1].width(), 0))
    assert last.x() <= width


def test_a_narrow_card_keeps_keep_and_the_menu(desk: Desk) -> None:
    desk.generate(4)
    wide = {b.text() or b.accessibleName() for b in desk.all_buttons(0)}
    assert {"Keep", "Insert", "Discard take 1", "More for take 1"} <= wide
    desk.generate(8)
    narrow = {b.text() or b.accessibleName() for b in desk.all_buttons(0)}
    assert {"Keep", "More for take 1"} <= narrow
    assert not {"Insert", "Discard take 1"} & narrow


def test_in_a_small_window_the_card_that_is_heard_scrolls_into_view(desk: Desk) -> None:
    desk.panel.resize(620, 210)
    desk.generate(8)
    eighth = desk.cards()[-1]
    assert eighth.mapTo(desk.panel, QPoint(eighth.width(), 0)).x() > 620
    desk.panel.set_auditioned(8)
    assert eighth.mapTo(desk.panel, QPoint(eighth.width(), 0)).x() <= 620


def test_the_surprise_is_judged_by_what_is_typical(desk: Desk) -> None:
    desk.generate()
    desk.panel.set_typical(8.0)
    assert "Far more predictable" in desk.cards()[0].accessibleDescription()


def test_another_look_reaches_every_card(desk: Desk) -> None:
    desk.panel.expect(2)
    desk.panel.show_idea(1, replace(idea(1), status="kept"))
    before = desk.panel.grab().toImage()
    desk.panel.set_colours(LIGHT)
    after = desk.panel.grab().toImage()
    for card in (desk.original, desk.cards()[0], desk.all(WaitingCard)[0]):
        at = card.mapTo(desk.panel, QPoint(8, card.height() // 2))
        assert after.pixelColor(at).lightness() > before.pixelColor(at).lightness() + 100


def test_when_the_focused_card_goes_the_focus_stays_in_the_strip(desk: Desk) -> None:
    desk.generate()
    desk.cards()[1].setFocus()
    desk.panel.expect(4)
    assert desk.original.hasFocus()
    desk.panel.show_idea(1, idea(5))
    assert desk.original.hasFocus()
    desk.panel.show_idea(2, idea(6))
    assert desk.cards()[1].hasFocus()
    assert desk.cards()[1].idea.identifier == "idea-6"


def test_the_focus_stays_where_the_user_put_it_while_takes_come(desk: Desk) -> None:
    desk.generate()
    desk.cards()[1].setFocus()
    desk.panel.expect(2)
    desk.panel.show_idea(1, idea(5))
    desk.cards()[0].setFocus()
    desk.panel.show_idea(2, idea(6))
    assert desk.cards()[0].hasFocus()


def test_the_focus_goes_along_to_the_take_that_is_chosen_by_its_number(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.generate()
    desk.original.clearFocus()
    desk.panel.set_auditioned(3)
    assert not any(card.hasFocus() for card in desk.cards())
    desk.original.setFocus()
    desk.panel.set_auditioned(1)
    with qtbot.waitSignal(desk.panel.wishes.insert_asked) as asked:
        QTest.keyClick(desk.panel.focusWidget(), Qt.Key.Key_Return)
    assert asked.args == ["idea-1"]


def test_walking_on_from_the_take_that_plays_is_not_undone_by_news_of_it(desk: Desk) -> None:
    desk.generate()
    desk.cards()[0].setFocus()
    desk.panel.set_auditioned(1)
    desk.cards()[2].setFocus()
    desk.panel.set_auditioned(1)
    assert desk.cards()[2].hasFocus()
