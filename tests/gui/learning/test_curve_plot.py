"""The plot is read off with pointer and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.learning.curve_frame import Frame
from gui.learning.curve_plot import CurvePlot
from gui.learning.curves import Curves
from gui.learning.run_state import RunState, with_event
from gui.theme import DARK, LIGHT
from melodyrnn.course.history import Check, Point
from tests.gui.learning.courses import course
from tests.gui.piano_roll.shown_roll import move


def curves(until_s: float) -> Curves:
    state = RunState()
    for event in course(until_s):
        state = with_event(state, event)
    return Curves(state.history, state.base, state.markov, whole_s=600)


@pytest.fixture
def plot(qtbot: QtBot) -> CurvePlot:
    plot = CurvePlot(DARK)
    qtbot.addWidget(plot)
    plot.resize(640, 300)
    plot.set_curves(curves(200))
    plot.show()
    plot.activateWindow()
    return plot


def place(plot: CurvePlot, seconds: float) -> QPoint:
    frame = Frame.of(plot.curves, QRectF(plot.rect()))
    return QPoint(round(frame.x(seconds)), 150)


def test_a_pointer_near_a_check_reads_the_check_and_between_them_the_curve(plot: CurvePlot) -> None:
    move(plot, place(plot, 61))
    check = plot.read
    assert isinstance(check, Check)
    assert check.number == 3
    move(plot, place(plot, 70))
    point = plot.read
    assert isinstance(point, Point)
    assert point.seconds == pytest.approx(70, abs=1)


def test_a_click_on_a_check_chooses_it(plot: CurvePlot, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plot.check_chosen) as chosen:
        QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place(plot, 40))
    assert chosen.args == [2]


def test_a_click_between_checks_chooses_none(plot: CurvePlot, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(plot.check_chosen):
        QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place(plot, 70))


def test_the_keys_go_from_check_to_check_and_enter_chooses(plot: CurvePlot, qtbot: QtBot) -> None:
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert isinstance(plot.read, Check)
    assert plot.read.number == 10
    for _ in range(3):
        QTest.keyClick(plot, Qt.Key.Key_Left)
    with qtbot.waitSignal(plot.check_chosen) as chosen:
        QTest.keyClick(plot, Qt.Key.Key_Return)
    assert chosen.args == [7]
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.read.number == 1


def test_it_describes_itself_anew_at_each_check(plot: CurvePlot) -> None:
    before = plot.accessibleDescription()
    assert before.startswith("10 checks")
    plot.set_curves(curves(210))
    assert plot.accessibleDescription() == before
    plot.set_curves(curves(220))
    assert plot.accessibleDescription().startswith("11 checks")


@pytest.mark.parametrize("until_s", [0.0, 0.5, 20.0, 600.0])
@pytest.mark.parametrize("measure", ["time", "epochs"])
def test_it_is_painted_however_much_there_is(plot: CurvePlot, until_s: float, measure: str) -> None:
    shown = curves(until_s)
    empty = plot.grab().toImage()
    for is_over in (False, True):
        plot.set_curves(
            Curves(
                shown.history,
                shown.base,
                40.0,  # off the plot
                measure="epochs" if measure == "epochs" else "time",
                joints=(10.0,),
                heard=2,
                turned_s=5.0,
                is_over=is_over,
            )
        )
        assert plot.grab().toImage() != empty


def test_another_look_is_another_picture(plot: CurvePlot) -> None:
    dark = plot.grab().toImage()
    plot.set_colours(LIGHT)
    assert plot.grab().toImage() != dark
