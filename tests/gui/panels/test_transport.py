from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.document.document import Document
from gui.panels.grid_field import ADAPTIVE
from gui.panels.tool_button import ToolButton
from gui.panels.transport import CLICKS, HISTORY, PLAYING, TOOLS, Transport
from gui.piano_roll.scene import Scene
from gui.theme import DARK, LIGHT
from melodyrnn.music.grid import Grid


class Clock:
    """Seconds as told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Bench:
    """A transport and what it stands on."""

    def __init__(self, qtbot: QtBot) -> None:
        self.document = Document()
        self.scene = Scene(self.document)
        self.actions = Actions(self.document, {})
        self.clock = Clock()
        self.transport = Transport(self.document, self.scene, self.actions, DARK, clock=self.clock)
        qtbot.addWidget(self.transport)
        self.transport.resize(1366, 54)
        self.transport.show()

    def button(self, name: str) -> ToolButton:
        return next(b for b in self.transport.findChildren(ToolButton) if b.objectName() == name)

    @property
    def grids(self) -> QComboBox:
        return next(
            b for b in self.transport.findChildren(QComboBox) if b.accessibleName() == "Grid"
        )


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


@pytest.mark.parametrize("name", PLAYING + CLICKS + TOOLS + HISTORY)
def test_a_click_on_a_button_triggers_its_action(name: str, bench: Bench, qtbot: QtBot) -> None:
    button = bench.button(name)
    assert button.accessibleName()
    assert not button.icon().isNull()
    with qtbot.waitSignal(bench.actions[name].triggered):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_click_does_not_take_the_focus_but_tab_reaches_buttons(bench: Bench) -> None:
    button = bench.button("loop")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.hasFocus()
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_enter_presses_the_focused_button(bench: Bench, qtbot: QtBot) -> None:
    button = bench.button("loop")
    with qtbot.waitSignal(bench.actions["loop"].triggered):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_everything_fits_a_small_laptop(bench: Bench) -> None:
    assert all(not group.widget.isHidden() for group in bench.transport._groups)
    last = bench.transport.master
    assert last.mapTo(bench.transport, last.rect().bottomRight()).x() < 1366


def test_in_a_narrow_window_what_menus_have_goes_first(bench: Bench) -> None:
    bench.transport.resize(900, 54)
    assert not bench.button("undo").isVisible()
    assert bench.button("play").isVisible()
    assert bench.transport.tempo.isVisible()
    shown = [g.widget for g in bench.transport._groups if not g.widget.isHidden()]
    assert max(w.geometry().right() for w in shown) < 900
    bench.transport.resize(1366, 54)
    assert bench.button("undo").isVisible()


def test_position_is_shown_as_bar_beat_and_tick_and_as_time(bench: Bench) -> None:
    bench.transport.set_position(1920 + 480 + 7)
    assert bench.transport.position.texts == ("2.2.007", "0:02.5")
    bench.transport.set_position(None)
    assert bench.transport.position.texts == ("2.2.007", "0:02.5")


def test_the_time_follows_the_tempo(bench: Bench) -> None:
    bench.transport.set_position(1920)
    bench.transport.tempo.set_bpm(60)
    assert bench.transport.position.texts[1] == "0:04.0"


def test_while_it_plays_the_play_button_offers_to_pause(bench: Bench) -> None:
    before = bench.button("play").icon().pixmap(20).toImage()
    bench.transport.set_playing(True)
    assert bench.button("play").icon().pixmap(20).toImage() != before
    bench.transport.set_playing(False)
    assert bench.button("play").icon().pixmap(20).toImage() == before


def test_tapping_sets_the_tempo(bench: Bench) -> None:
    for bench.clock.now in (0.0, 0.75, 1.5):
        QTest.mouseClick(bench.transport.tap, Qt.MouseButton.LeftButton)
    assert bench.transport.tempo.value() == 80
    assert bench.document.history.count() == 1


def test_volume_is_told_between_0_and_1(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.transport.master_changed) as told:
        bench.transport.master.setValue(25)
    assert told.args == [0.25]
    with qtbot.assertNotEmitted(bench.transport.master_changed):
        bench.transport.set_master(0.5)
    assert bench.transport.master.value() == 50


def test_the_grid_of_the_scene_is_shown_and_set(bench: Bench) -> None:
    bench.grids.setCurrentText("1/8")
    bench.grids.activated.emit(bench.grids.currentIndex())
    assert bench.scene.grid == Grid(denominator=8)
    triplet = next(
        b for b in bench.transport.findChildren(ToolButton) if b.accessibleName() == "Triplet grid"
    )
    QTest.mouseClick(triplet, Qt.MouseButton.LeftButton)
    assert bench.scene.grid.step() == 160
    QTest.mouseClick(triplet, Qt.MouseButton.LeftButton)
    assert bench.scene.grid.division == "straight"
    bench.scene.set_tools(grid=Grid(is_adaptive=True))
    assert bench.grids.currentText() == ADAPTIVE


def test_a_grid_that_is_off_says_why_it_cannot_be_chosen(bench: Bench) -> None:
    bench.transport.handlers()["snap"](False)
    assert not bench.scene.grid.is_on
    assert not bench.actions["snap"].isChecked()
    assert not bench.grids.isEnabled()
    assert "off" in bench.grids.toolTip()


def test_a_meter_that_cannot_be_is_handed_on_as_a_sentence(bench: Bench, qtbot: QtBot) -> None:
    edit = bench.transport.meter.lineEdit()
    assert edit is not None
    edit.setText("foo")
    with qtbot.waitSignal(bench.transport.refused):
        QTest.keyClick(edit, Qt.Key.Key_Return)


def test_another_look_repaints_the_icons(bench: Bench) -> None:
    before = bench.button("stop").icon().pixmap(20).toImage()
    bench.transport.set_colours(LIGHT)
    assert bench.button("stop").icon().pixmap(20).toImage() != before
