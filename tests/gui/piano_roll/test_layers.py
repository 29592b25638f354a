from __future__ import annotations

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.piano_roll.layers import Layer


class Painted:
    """A layer that counts how often it was painted."""

    def __init__(self, qtbot: QtBot) -> None:
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.widget.resize(20, 10)
        self.times = 0
        self.layer = Layer(self.widget, self._paint)

    def _paint(self, painter: QPainter) -> None:
        self.times += 1
        painter.fillRect(0, 0, 20, 10, QColor("#ff0000"))


def test_a_layer_is_painted_once_until_it_expires(qtbot: QtBot) -> None:
    painted = Painted(qtbot)
    for _ in range(3):
        assert painted.layer.pixmap().toImage().pixelColor(5, 5).name() == "#ff0000"
    assert painted.times == 1
    painted.layer.expire()
    painted.layer.pixmap()
    assert painted.times == 2


def test_a_layer_grows_with_its_widget(qtbot: QtBot) -> None:
    painted = Painted(qtbot)
    painted.layer.pixmap()
    painted.widget.resize(40, 30)
    assert painted.layer.pixmap().deviceIndependentSize().toSize() == painted.widget.size()
    assert painted.times == 2


def test_a_widget_without_a_size_has_nothing_to_paint(qtbot: QtBot) -> None:
    painted = Painted(qtbot)
    painted.widget.resize(0, 0)
    assert painted.layer.pixmap().isNull()
    assert painted.times == 0
