"""Copied notes in the whole window: pointed at, clicked, followed by keys and models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.controllers.copied_hover import CLICK
from gui.controllers.copies import LOOKING, NO_SOURCES
from gui.requests import ModelSummary
from tests.gui.desk_room import Room, open_room
from tests.gui.panels.copied import copied, source_bars, stretch
from tests.gui.panels.samples import MELODY


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with open_room(qapp, tmp_path) as room:
        yield room


def show_copied(room: Room) -> None:
    """The first eight notes of the melody stand in the training music, as if found."""
    room.trigger("show_copies")
    room.studio.control.copies._stop()
    room.studio.control.copies._show(copied(stretch(0, 8)), len(MELODY))


def point(room: Room, *, clicks: bool) -> None:
    """The mouse goes to the first note."""
    view, canvas = room.studio.truth.scene.geometry, room.studio.panels.roll.canvas
    at = QPoint(round(view.x(240)), round(view.y(60) + view.row_px / 2))
    none = Qt.MouseButton.NoButton
    place, kind = QPointF(at), QEvent.Type.MouseMove
    keys = Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(kind, place, canvas.mapToGlobal(place), none, none, keys)
    QApplication.sendEvent(canvas, move)
    if clicks:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)


def test_a_click_on_a_copied_note_shows_and_plays_where_it_is_from_until_escape(
    room: Room,
) -> None:
    truth, card = room.studio.truth, room.studio.panels.source
    show_copied(room)
    point(room, clicks=True)
    wanted = [job.title for job in truth.jobs.running if not job.was_cancelled]
    assert wanted == ["Opening the source"]
    room.studio.control.copy_source._on_fetched(source_bars(), 240.0)
    assert card.isVisible()
    assert card.play.text() == "Stop"
    room.trigger("cancel")
    assert card.isHidden()
    assert not room.studio.control.playing.is_playing
    assert truth.selection.count, "that is for the next Escape"


def test_escape_while_a_source_is_fetched_leaves_the_selection(room: Room) -> None:
    show_copied(room)
    point(room, clicks=True)
    room.trigger("cancel")
    assert room.studio.truth.selection.count


def test_after_a_click_the_label_beside_the_pointer_is_back(room: Room) -> None:
    show_copied(room)
    point(room, clicks=False)
    label = room.studio.panels.roll.canvas._value
    assert label == "8 in a row from Off She Goes"
    point(room, clicks=True)
    assert room.studio.panels.roll.canvas._value == label
    room.trigger("select_all")
    room.trigger("delete")
    assert room.studio.panels.roll.canvas._value == ""


def test_the_status_bar_says_what_the_tool_in_hand_would_do(room: Room) -> None:
    show_copied(room)
    point(room, clicks=False)
    hint = room.studio.panels.status.hint
    assert hint.text().endswith(CLICK)
    room.trigger("tool_erase")
    assert "Off She Goes" not in hint.text()


def test_what_copies_are_found_by_follows_the_models(room: Room) -> None:
    models, scene = room.studio.control.models, room.studio.truth.scene
    show_copied(room)
    models.listed.emit(())
    assert scene.copying is not None
    assert scene.copying.words == LOOKING, "one of them may have learned anew"
    models.chosen.emit(ModelSummary("poor", "", (), 0.0, ((1.0, 1.0),) * 4))
    room.studio.control.copies._ask()
    assert scene.copying.words == NO_SOURCES
    assert not room.studio.control.takes._has_sources
