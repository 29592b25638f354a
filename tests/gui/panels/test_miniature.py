"""What small pictures show."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from gui.panels.mini_roll import MiniRoll
from gui.panels.miniature import Miniature, miniature_of, miniature_of_end, paint_miniature, x_of
from gui.theme import DARK
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.panels.copied import copied, stretch
from tests.gui.panels.samples import BAR, MELODY, idea

RECT = QRectF(0, 0, 120, 60)


def painted(shown: Miniature) -> QImage:
    image = QImage(120, 60, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_miniature(painter, RECT, shown, DARK)
    painter.end()
    return image


def columns_of(image: QImage, colour: str) -> set[int]:
    wanted = QColor(colour).rgb()
    return {
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) == wanted
    }


def test_an_idea_stands_behind_the_last_bar_of_its_seed() -> None:
    shown = miniature_of(idea(bars=2), MeterMap())
    assert (shown.start, shown.seam, shown.end) == (BAR, 2 * BAR, 4 * BAR)
    assert shown.before == MELODY.between(BAR, 2 * BAR)
    assert shown.bar_lines == (2 * BAR, 3 * BAR)


def test_the_original_shows_the_last_bars_of_the_melody() -> None:
    shown = miniature_of_end(MELODY, MeterMap(), 1)
    assert (shown.start, shown.end) == (BAR, 2 * BAR)
    assert shown.after == MELODY.between(BAR, 2 * BAR)


def test_a_melody_shorter_than_that_is_shown_whole() -> None:
    assert miniature_of_end(MELODY, MeterMap(), 8).after == MELODY


def test_an_empty_melody_shows_an_empty_bar() -> None:
    shown = miniature_of_end(NoteSequence(), MeterMap(), 4)
    assert (shown.start, shown.end) == (0, BAR)
    assert not columns_of(painted(shown), DARK.accent)


def test_the_network_and_the_user_have_their_own_colours() -> None:
    shown = miniature_of(idea(), MeterMap())
    image = painted(shown)
    seam = x_of(RECT, shown, shown.seam)
    assert columns_of(image, DARK.idea)
    assert min(columns_of(image, DARK.idea)) >= int(seam)
    assert not columns_of(image, DARK.accent)  # the seed is there, but faint
    own = painted(miniature_of_end(MELODY, MeterMap(), 2))
    assert columns_of(own, DARK.accent)


def test_a_note_below_all_others_is_not_cut_off() -> None:
    notes = NoteSequence([Note(0, 36, 480), Note(480, 96, 480)])
    image = painted(miniature_of_end(notes, MeterMap(), 1))
    left, right = (
        columns_of(image, DARK.accent),
        x_of(RECT, miniature_of_end(notes, MeterMap(), 1), 480),
    )
    assert any(x < right for x in left)
    assert any(x > right for x in left)


def test_the_playhead_is_painted_only_inside_the_picture(qtbot: QtBot) -> None:
    roll = MiniRoll(DARK)
    qtbot.addWidget(roll)
    roll.resize(120, 60)
    roll.set_miniature(miniature_of(idea(bars=2), MeterMap()))
    roll.set_playhead(2.5 * BAR)
    assert 50 < (roll.playhead_x or 0) < 70
    roll.set_playhead(0.5 * BAR)
    assert roll.playhead_x is None
    roll.set_playhead(None)
    assert roll.playhead_x is None


def test_the_playhead_is_seen_in_the_picture(qtbot: QtBot) -> None:
    roll = MiniRoll(DARK)
    qtbot.addWidget(roll)
    roll.resize(120, 60)
    roll.set_miniature(miniature_of(idea(bars=2), MeterMap()))
    before = roll.grab().toImage()
    roll.set_playhead(2.5 * BAR)
    assert roll.grab().toImage() != before


def test_copied_notes_of_an_idea_are_tinted() -> None:
    shown = miniature_of(replace(idea(bars=2), copies=copied(stretch(4, 4))), MeterMap())
    image = painted(shown)
    own, tinted = columns_of(image, DARK.idea), columns_of(image, DARK.copied)
    assert own
    assert tinted
    assert max(own) < x_of(RECT, shown, 3 * BAR) <= min(tinted)
