"""What the mouse would do, in words."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.piano_roll.hit import Hit
from gui.piano_roll.overlay_painting import percent
from gui.piano_roll.roll import PianoRoll
from gui.piano_roll.scene import Tool
from gui.piano_roll.tool_hints import hint_for
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.tool_canvas import Roll


def test_every_tool_has_something_to_say_over_notes_and_over_nothing() -> None:
    for tool in get_args(Tool):
        for hit in (None, Hit(0, "body"), Hit(0, "left"), Hit(0, "right")):
            assert hint_for(tool, hit)


def test_the_edge_of_a_note_speaks_of_its_length() -> None:
    assert "length" in hint_for("pencil", Hit(0, "right"))
    assert "move" in hint_for("pencil", Hit(0, "body"))


def test_the_roll_says_what_the_pointer_is_over(qtbot: QtBot) -> None:
    desk = Roll(qtbot, [Note(0, 72, 960)])
    roll = desk.window.centralWidget()
    assert isinstance(roll, PianoRoll)
    told: list[str] = []
    roll.told.connect(told.append)
    desk.move(480, 72, Qt.MouseButton.NoButton)
    desk.move(2400, 72, Qt.MouseButton.NoButton)
    assert "move" in told[-2]
    assert "draw" in told[-1]
    QTest.mouseMove(roll.ruler, QPoint(50, 5))
    qtbot.waitUntil(lambda: "loop" in told[-1])


def test_what_is_offered_is_never_called_impossible() -> None:
    assert percent(0.002) == "< 1 %"
    assert percent(0.974) == "97 %"
