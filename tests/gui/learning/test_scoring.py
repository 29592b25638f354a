"""The score card on the page of models: asked for, dropped, under way, shown, kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.learning.card_words import as_text
from gui.learning.drop_cover import DropCover
from gui.learning_requests import Judged, JudgeNews, JudgeRequest
from gui.theme import LIGHT
from tests.gui.learning.score_cards import GOOD, TEN_TUNES
from tests.gui.learning.scoring_room import Room

LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Room:
    return Room(qtbot, tmp_path)


def test_a_model_is_judged_by_a_folder_and_its_card_is_shown(room: Room) -> None:
    assert "does it only copy?" in room.said
    room.judge()
    assert room.jobs.last.request == JudgeRequest(room.entries[0].path, (room.music,))
    assert "Judging by “session tunes”" in room.said
    assert not room.scores.judge.isVisible()
    room.jobs.last.give(JudgeNews("writing takes", 54, 200, 0.42))
    assert "Writing takes: 54 of 200" in room.said
    assert room.scores.progress.bar.value() == 420
    room.jobs.last.give(Judged(GOOD))
    room.jobs.last.finish()
    assert room.scores.card.verdict.text() == GOOD.verdict[0]
    assert not room.scores.progress.isVisible()
    assert room.scores.judge.text() == "Judge Again…"


def test_judging_is_cancelled_by_keyboard(room: Room) -> None:
    room.judge()
    room.page.activateWindow()
    QTest.keyClick(room.scores.progress.cancel, Qt.Key.Key_Return)
    assert room.desk.judge.judging is None
    assert room.scores.judge.isVisible()
    assert "does it only copy?" in room.said


def test_the_focus_goes_from_judge_to_cancel_and_back(room: Room, qtbot: QtBot) -> None:
    room.page.activateWindow()
    qtbot.waitUntil(room.page.isActiveWindow)
    room.scores.judge.setFocus()
    QTest.keyClick(room.scores.judge, Qt.Key.Key_Return)
    assert room.scores.progress.cancel.hasFocus()
    room.jobs.last.give(JudgeNews("writing takes", 54, 200, 0.42))
    assert room.scores.progress.cancel.hasFocus()
    QTest.keyClick(room.scores.progress.cancel, Qt.Key.Key_Return)
    assert room.scores.judge.hasFocus()


def test_who_looks_elsewhere_is_told_what_came_out(room: Room, qtbot: QtBot) -> None:
    room.judge()
    room.page.list.choose("old")
    room.jobs.last.give(Judged(GOOD))
    assert room.told == [f"“irish” is judged. {GOOD.verdict[0]}"]
    with qtbot.waitSignal(room.desk.failed) as failed:
        room.jobs.last.fail("There is no room.")
    assert failed.args == ["There is no room."]


def test_what_went_wrong_is_said_with_the_model_it_is_about(room: Room) -> None:
    room.judge()
    room.jobs.last.fail("There is no MIDI file in there; name a folder with .mid files.")
    assert "There is no MIDI file in there" in room.said
    room.page.list.choose("old")
    assert "There is no MIDI file in there" not in room.said
    room.page.list.choose("irish")
    assert "There is no MIDI file in there" in room.said


def test_meanwhile_another_model_has_to_wait_and_says_why(room: Room) -> None:
    room.judge()
    assert [b.isEnabled() for b in (room.sheet.rename, room.sheet.delete)] == [False, False]
    assert "being judged" in room.sheet.delete.toolTip()
    room.page.list.choose("old")
    assert not room.scores.progress.isVisible()
    assert not room.scores.judge.isEnabled()
    assert room.scores.judge.toolTip() == "“irish” is being judged; one at a time"
    assert room.sheet.delete.isEnabled()
    room.jobs.last.finish()
    assert room.scores.judge.isEnabled()


def test_a_model_that_learns_or_is_damaged_is_not_judged(room: Room) -> None:
    room.page.set_learning("irish")
    assert not room.scores.judge.isEnabled()
    assert "learning" in room.scores.judge.toolTip()
    room.page.list.choose("broken")
    assert not room.scores.isVisible()


def test_a_card_of_an_earlier_file_says_so(room: Room) -> None:
    room.page.list.choose("old")
    assert "The model has changed since November 21, 2026" in room.said
    assert TEN_TUNES.verdict[0] in room.said


def test_a_new_card_outlasts_a_list_that_was_made_before_it(room: Room) -> None:
    room.judge()
    room.jobs.last.give(Judged(GOOD))
    room.jobs.last.finish()
    room.list(room.entries)
    assert room.desk.models[0].judged == Judged(GOOD)
    outdated = replace(room.entries[0], judged=Judged(GOOD, is_current=False))
    room.list((outdated, *room.entries[1:]))
    assert room.desk.models[0].judged == Judged(GOOD, is_current=False)


def test_while_it_is_judged_nothing_is_shown_and_hidden_in_turn(room: Room) -> None:
    room.judge()
    seen = Appearances(room.scores)
    for done in range(3):
        room.jobs.last.give(JudgeNews("writing takes", done, 200, 0.42))
    assert seen.count == 0


class Appearances(QObject):
    """Counts what is shown or hidden inside a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        for child in widget.findChildren(QWidget):
            child.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
        return False


def test_a_card_that_comes_leaves_a_half_typed_name_alone(room: Room, qtbot: QtBot) -> None:
    room.judge()
    room.jobs.last.finish()
    room.page.activateWindow()
    qtbot.waitUntil(room.page.isActiveWindow)
    QTest.mouseClick(room.sheet.rename, LEFT)
    QTest.keyClicks(room.sheet.name, "jigs?")
    room.desk._on_judged(room.entries[0].path, Judged(GOOD))
    assert room.sheet.name.text() == "jigs?"
    labels = [label.text() for label in room.sheet.findChildren(QLabel) if label.isVisible()]
    assert any("cannot hold ?" in text for text in labels)
    room.page.list.choose("old")
    assert room.sheet.name.text() == "old"


def test_screen_readers_hear_what_went_wrong(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr("gui.learning.scoring.announce", lambda _widget, words: heard.append(words))
    room.judge()
    room.jobs.last.fail("There is no MIDI file in there.")
    assert heard == ["There is no MIDI file in there."]


def test_the_folder_of_last_time_is_offered_first(room: Room) -> None:
    room.judge()
    assert room.began_at == [Path.home()]
    room.jobs.last.finish()
    QTest.mouseClick(room.scores.judge, LEFT)
    menu = room.page.scoring.menu
    assert menu is not None
    assert menu.actions()[0].text() == "“session tunes”, as last time"
    menu.actions()[0].trigger()
    assert room.jobs.last.request == JudgeRequest(room.entries[0].path, (room.music,))
    room.jobs.last.finish()
    menu.actions()[-1].trigger()
    assert room.began_at[1:] == [room.music.parent]
    menu.close()


def test_a_dropped_folder_judges_and_says_so_before(room: Room, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(room.music))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 300), COPY, data, buttons, keys)
    QApplication.sendEvent(room.page, enter)
    assert enter.isAccepted()
    (cover,) = room.page.findChildren(DropCover)
    assert cover.isVisible()
    QApplication.sendEvent(room.page, QDragLeaveEvent())
    assert not cover.isVisible()
    QApplication.sendEvent(room.page, enter)
    QApplication.sendEvent(room.page, QDropEvent(QPointF(600, 300), COPY, data, buttons, keys))
    qtbot.waitUntil(lambda: room.desk.judge.judging is not None)
    assert room.jobs.last.request == JudgeRequest(room.entries[0].path, (room.music,))
    again = QDragEnterEvent(QPoint(600, 300), COPY, data, buttons, keys)
    QApplication.sendEvent(room.page, again)
    assert not again.isAccepted()


def test_dropped_files_are_for_the_window(room: Room, tmp_path: Path) -> None:
    assert room.page.scoring.drop_words([tmp_path / "a.mid"]) == ""
    assert room.page.scoring.drop_words([room.music]) == "Judge “irish” by “session tunes”"
    room.page.list.choose("broken")
    assert room.page.scoring.drop_words([room.music]) == ""


def test_a_card_is_copied_and_saved_as_text(room: Room, qtbot: QtBot) -> None:
    room.page.list.choose("old")
    QTest.mouseClick(room.scores.card.copy, LEFT)
    assert QGuiApplication.clipboard().text() == as_text(TEN_TUNES, "old")
    QTest.mouseClick(room.scores.card.save, LEFT)
    assert room.text.read_text(encoding="utf-8") == as_text(TEN_TUNES, "old")
    assert room.told == ["The score card is copied.", "Saved card.txt."]
    room.text = room.text / "nowhere" / "card.txt"
    with qtbot.waitSignal(room.desk.failed):
        QTest.mouseClick(room.scores.card.save, LEFT)


def test_a_card_of_a_folder_whose_name_is_no_text_is_saved(room: Room) -> None:
    odd = Judged(replace(TEN_TUNES, collection="m\udce4dchen"))
    room.list((replace(room.entries[1], judged=odd),))
    QTest.mouseClick(room.scores.card.save, LEFT)
    assert "m?dchen" in room.text.read_text(encoding="utf-8")


def test_names_of_one_long_word_do_not_push_the_sheet_out_of_the_window(room: Room) -> None:
    odd = Judged(replace(TEN_TUNES, collection="concerto_in_d_" * 20))
    room.list((replace(room.entries[1], judged=odd),))
    room.scores.failure.show_sentence(f"There is no folder '/{'music' * 60}'.")
    room.page.resize(820, 500)
    QApplication.sendPostedEvents()
    holder = room.sheet.parentWidget()
    assert holder is not None
    assert holder.minimumSizeHint().width() < 560


def test_the_list_gives_way_where_the_window_is_narrow(room: Room) -> None:
    room.page.resize(820, 500)
    QApplication.sendPostedEvents()
    holder = room.sheet.parentWidget()
    assert holder is not None
    viewport = holder.parentWidget()
    assert viewport is not None
    assert holder.width() <= viewport.width()


def test_another_look_reaches_the_card(room: Room) -> None:
    room.page.list.choose("old")
    plots = room.scores.card.overlaps.plots
    before = plots[0].grab().toImage()
    room.page.set_colours(LIGHT)
    assert plots[0].grab().toImage() != before
