"""The card that shows where copied notes are from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.panels.source_card import SourceCard, every_bar
from gui.theme import DARK, LIGHT
from tests.gui.panels.copied import source_bars


class Ground(QWidget):
    """What the card lies over; remembers presses that reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.resize(900, 400)

    def mousePressEvent(self, _event: object) -> None:
        self.presses += 1


@pytest.fixture
def ground(qtbot: QtBot) -> Ground:
    ground = Ground()
    qtbot.addWidget(ground)
    with qtbot.waitExposed(ground):
        ground.show()
    return ground


@pytest.fixture
def card(ground: Ground) -> SourceCard:
    card = SourceCard(DARK)
    card.lie_over(ground)
    return card


def test_a_screen_reader_hears_title_place_and_distance(card: SourceCard) -> None:
    card.show_source(source_bars())
    assert card.accessibleDescription() == (
        "Off She Goes, folk · Fiddle · bars 3-5: 9 notes in a row go like these, 5 semitones lower"
    )


def test_it_is_announced_as_the_focus_may_be_elsewhere(
    card: SourceCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("gui.panels.source_card.announce", lambda _card, words: heard.append(words))
    card.show_source(source_bars(), clicked_x=5.0)
    assert heard == [card.accessibleDescription()]


def test_it_keeps_away_from_the_note_that_was_clicked(card: SourceCard, ground: Ground) -> None:
    card.show_source(source_bars(), clicked_x=100.0)
    assert card.geometry().left() > 450
    card.show_source(source_bars(), clicked_x=800.0)
    assert card.geometry().right() < 450
    ground.resize(700, 300)
    assert ground.rect().contains(card.geometry())


def test_keys_work_in_it_only_if_they_brought_it(card: SourceCard, ground: Ground) -> None:
    ground.activateWindow()
    ground.setFocus()
    card.show_source(source_bars(), clicked_x=5.0)
    assert ground.hasFocus()
    card.show_source(source_bars())
    assert card.play.hasFocus()
    card.leave()
    assert card.isHidden()
    assert ground.hasFocus()


def test_going_away_it_takes_the_focus_from_nobody(card: SourceCard, ground: Ground) -> None:
    ground.activateWindow()
    card.show_source(source_bars())
    other = QLineEdit(ground)
    other.show()
    other.setFocus()
    card.leave()
    assert other.hasFocus()


def test_the_mouse_on_it_does_not_reach_what_lies_below(card: SourceCard, ground: Ground) -> None:
    card.show_source(source_bars(), clicked_x=5.0)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(6, 60))
    assert ground.presses == 0
    card.leave()
    QTest.mouseClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(890, 380))
    assert ground.presses == 1


def test_play_says_what_it_would_do_now(qtbot: QtBot, card: SourceCard) -> None:
    card.show_source(source_bars())
    with qtbot.waitSignal(card.play_asked):
        QTest.keyClick(card.play, Qt.Key.Key_Return)
    before = card.grab().toImage()
    card.set_heard(True)
    card.set_playhead(960.0)
    assert (card.play.text(), card.play.accessibleName()) == ("Stop", "Stop the source")
    assert card.grab().toImage() != before
    card.set_heard(False)
    assert card.play.text() == "Play"
    assert card.grab().toImage() == before


def test_it_can_be_closed(qtbot: QtBot, card: SourceCard) -> None:
    card.show_source(source_bars())
    with qtbot.waitSignal(card.close_asked):
        QTest.mouseClick(card.shut, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_the_copied_notes_are_tinted_and_the_others_not(card: SourceCard, colours: object) -> None:
    card.set_colours(LIGHT if colours is LIGHT else DARK)
    card.show_source(source_bars())
    image = card.grab().toImage()
    seen = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert {card._colours.copied, card._colours.other_part} <= seen


@pytest.mark.parametrize(("bars", "expected"), [(1, 1), (6, 1), (24, 2), (60, 4)])
def test_numbers_of_many_bars_do_not_run_into_each_other(bars: int, expected: int) -> None:
    width = 340 / bars
    starts = [i * width for i in range(bars)]
    assert every_bar(starts, [x + 14 for x in starts]) == expected
