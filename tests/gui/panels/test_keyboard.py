"""Keys and the wheel on panels, inside a window that has shortcuts of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.panels.fields import ChoiceBox, NumberBox
from gui.panels.keyboard import PanelButton


class Window(QWidget):
    """A window with Space, Return and the arrows as shortcuts, and what they were pressed."""

    def __init__(self, *children: QWidget) -> None:
        super().__init__()
        self.heard: list[str] = []
        layout = QVBoxLayout(self)
        for child in children:
            layout.addWidget(child)
        for key in ("Space", "Return", "Up", "Right"):
            action = QAction(key, self)
            action.setShortcut(key)
            action.triggered.connect(lambda _checked=False, k=key: self.heard.append(k))
            self.addAction(action)


@pytest.fixture
def button() -> PanelButton:
    return PanelButton("Keep")


def shown(qtbot: QtBot, *children: QWidget) -> Window:
    window = Window(*children)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def test_space_plays_even_when_a_button_has_the_focus(qtbot: QtBot, button: PanelButton) -> None:
    window = shown(qtbot, button)
    button.setFocus()
    with qtbot.assertNotEmitted(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert window.heard == ["Space"]


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, button: PanelButton) -> None:
    window = shown(qtbot, button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert window.heard == []


def test_a_click_leaves_the_focus_where_it_was(qtbot: QtBot, button: PanelButton) -> None:
    other = PanelButton("Insert")
    shown(qtbot, other, button)
    other.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert other.hasFocus()


def test_arrows_step_a_number_that_has_the_focus(qtbot: QtBot) -> None:
    box = NumberBox("Length", "How long", 1, 16)
    window = shown(qtbot, box)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert (box.value(), window.heard) == (2, [])


def test_enter_opens_a_choice(qtbot: QtBot) -> None:
    box = ChoiceBox("Key", "Which key")
    box.addItems(["C", "D"])
    window = shown(qtbot, box)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.view().isVisible()
    assert window.heard == []
    box.hidePopup()


def test_the_wheel_passes_by_a_number_without_the_focus(qtbot: QtBot) -> None:
    box, other = NumberBox("Length", "How long", 1, 16), PanelButton("Keep")
    shown(qtbot, other, box)
    other.setFocus()
    turn(box)
    assert box.value() == 1
    box.setFocus()
    turn(box)
    assert box.value() == 2


def turn(widget: QWidget) -> None:
    """One notch of the wheel, away from the user."""
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        widget.mapToGlobal(centre),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
