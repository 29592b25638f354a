"""The window: where everything stands, what is dropped on it, and how it closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.actions import specs
from gui.main_window import TABS_HEIGHT
from tests.gui.desk_room import Room, open_room


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    with open_room(qapp, tmp_path) as room:
        room.window.resize(1366, 768)
        room.window.activateWindow()
        qtbot.waitUntil(room.window.isActiveWindow)
        yield room


def test_all_shortcuts_work_without_their_menu(room: Room) -> None:
    assert {action.objectName() for action in room.window.actions()} == set(specs())


def test_the_notes_have_the_focus_first(room: Room) -> None:
    assert room.window.focusWidget() is room.studio.panels.roll.canvas


def test_f6_goes_round_all_regions(room: Room) -> None:
    panels = room.studio.panels
    regions = (panels.roll, panels.takes, panels.generation, panels.transport)
    seen = []
    for _ in range(5):
        room.trigger("next_region")
        focus = room.window.focusWidget()
        seen += [r for r in regions if r is focus or r.isAncestorOf(focus)]
    assert seen == [panels.takes, panels.generation, panels.transport, panels.roll]


def test_a_tab_comes_to_the_front_by_its_title(room: Room) -> None:
    for title, panel in (("Parts", room.studio.panels.tracks), ("Ideas", room.studio.panels.ideas)):
        room.window.show_tab(title)
        assert panel.isVisible()


def test_dropped_files_and_folders_are_told(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a.mid")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    room.studio.control.files.open = lambda *_a: None  # type: ignore[method-assign]  # not here
    with qtbot.waitSignal(room.window.files_dropped) as dropped:
        room.window.dropEvent(event)
    assert dropped.args == [[tmp_path]]


@pytest.mark.parametrize("may", [True, False])
def test_it_closes_only_if_it_may(room: Room, may: bool) -> None:
    room.window.may_close = lambda: may
    event = QCloseEvent()
    room.window.closeEvent(event)
    assert event.isAccepted() is may


def test_it_is_divided_as_it_was_left(room: Room) -> None:
    window, sides = room.window, room.window._across
    sides.setSizes([500, 290])
    before = sides.sizes()[1]
    geometry, state = bytes(window.saveGeometry().data()), window.layout_state()
    sides.setSizes([400, 390])
    assert sides.sizes()[1] != before
    window.restore_layout(geometry, state)
    assert sides.sizes()[1] == before


def test_a_layout_that_cannot_be_read_is_passed_over(room: Room) -> None:
    room.window.restore_layout(b"nonsense", b"more|of it")
    assert room.window.isVisible()


def test_the_generation_panel_gets_the_room_it_asks_for_if_the_tabs_stay_usable(room: Room) -> None:
    generation, ideas = room.studio.panels.generation, room.studio.panels.ideas
    room.window.give_generation(420)
    assert generation.height() == 420
    room.window.give_generation(100)
    assert generation.height() == 420
    room.window.give_generation(4000)
    assert ideas.isVisible()
    assert ideas.window().height() - generation.height() > TABS_HEIGHT
