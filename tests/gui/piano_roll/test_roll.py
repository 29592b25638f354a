from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import specs
from gui.document.selection import NoteId
from gui.piano_roll import roll as roll_module
from gui.theme import LIGHT
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.shown_roll import Shown

NOTES = [Note(0, 60, 480), Note(480, 62, 480)]


def test_every_handler_belongs_to_an_action(qtbot: QtBot) -> None:
    names = set(Shown(qtbot).roll.handlers())
    assert names <= set(specs())
    assert {"zoom_in", "zoom_out", "fit", "follow", "snap", "show_velocity"} <= names


@pytest.mark.parametrize("is_on", [True, False])
def test_switches_set_what_the_scene_shows(qtbot: QtBot, is_on: bool) -> None:
    shown = Shown(qtbot)
    for name in ("snap", "snap_to_scale", "show_scale", "show_velocity"):
        shown.roll.handlers()[name](is_on)
    scene = shown.scene
    switched = (scene.grid.is_on, scene.snaps_to_scale, scene.shows_scale, scene.shows_velocity)
    assert switched == (is_on,) * 4


def test_the_grid_is_as_it_was_when_snapping_comes_back(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    before = shown.scene.grid
    shown.roll.handlers()["snap"](False)
    shown.roll.handlers()["snap"](True)
    assert shown.scene.grid == before


def test_rows_of_keys_and_canvas_are_in_line_and_so_are_their_columns(qtbot: QtBot) -> None:
    roll = Shown(qtbot, NOTES).roll
    top = {w.mapTo(roll, w.rect().topLeft()).y() for w in (roll.keyboard, roll.canvas)}
    left = {
        w.mapTo(roll, w.rect().topLeft()).x() for w in (roll.ruler, roll.canvas, roll.velocity_lane)
    }
    assert len(top) == len(left) == 1
    assert roll.keyboard.height() == roll.canvas.height()
    assert roll.velocity_lane.width() == roll.canvas.width()


def test_the_focus_of_the_roll_is_that_of_the_canvas(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.roll.setFocus(Qt.FocusReason.TabFocusReason)
    assert shown.roll.canvas.hasFocus()


def test_every_part_has_a_name_for_screen_readers(qtbot: QtBot) -> None:
    shown = Shown(qtbot, NOTES)
    roll = shown.roll
    parts = [roll.canvas, roll.ruler, roll.keyboard, roll.velocity_lane]
    assert all(part.accessibleName() for part in parts)


class Reader:
    """A screen reader that writes down what it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[str] = []
        reader = self

        class Heard:
            """Qt's door to screen readers; none runs where tests do."""

            isActive = staticmethod(lambda: True)  # noqa: N815 (Qt's name)

            @staticmethod
            def updateAccessibility(event: QAccessibleEvent) -> None:
                assert isinstance(event, QAccessibleAnnouncementEvent)
                reader.told.append(event.message())

        monkeypatch.setattr(roll_module, "QAccessible", Heard)


def test_a_selected_note_is_announced(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, reader = Shown(qtbot, NOTES), Reader(monkeypatch)
    shown.selection.select([NoteId(480, 62)])
    shown.selection.select_notes(shown.document.notes)
    shown.selection.clear()
    assert reader.told == ["D4, quarter, bar 1 beat 2", "2 notes selected"]


def test_what_is_said_twice_at_once_is_heard_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, reader = Shown(qtbot, NOTES), Reader(monkeypatch)
    shown.selection.select([NoteId(480, 62)])
    shown.roll.announce(reader.told[0])
    assert len(reader.told) == 1
    QApplication.processEvents()
    shown.roll.announce(reader.told[0])
    assert len(reader.told) == 2


def test_anything_can_be_announced_whether_or_not_someone_listens(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Shown(qtbot)
    assert not QAccessible.isActive()
    shown.roll.announce("nobody hears")
    reader = Reader(monkeypatch)
    shown.roll.announce("4 takes are ready")
    assert reader.told == ["4 takes are ready"]


def test_another_look_reaches_every_part(qtbot: QtBot) -> None:
    shown = Shown(qtbot, NOTES)
    roll = shown.roll
    parts: list[QWidget] = [roll.canvas, roll.ruler, roll.keyboard, roll.velocity_lane]
    before = [shown.picture(part) for part in parts]
    roll.set_colours(LIGHT)
    assert all(shown.picture(p) != b for p, b in zip(parts, before, strict=True))


def test_the_key_stands_beside_the_ruler(qtbot: QtBot) -> None:
    shown = Shown(qtbot, NOTES)
    told = [child.accessibleName() for child in shown.roll.findChildren(QWidget)]
    assert any("major" in name or "minor" in name for name in told)
