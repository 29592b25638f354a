"""The ring around the roll that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.theme import DARK
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.shown_roll import Shown

LOUD = Note(480, 72, 960, 127)


def test_the_focus_is_seen(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.roll.canvas.clearFocus()
    shown.roll.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    focused = shown.picture().pixelColor(1, 200).name()
    shown.roll.canvas.clearFocus()
    assert focused == DARK.accent
    assert shown.picture().pixelColor(1, 200).name() != DARK.accent


def test_a_focus_that_a_click_brought_is_seen_but_not_loud(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.roll.canvas.clearFocus()
    bare = shown.picture().pixelColor(0, 200).name()
    shown.roll.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert shown.picture().pixelColor(0, 200).name() not in (bare, DARK.accent)
