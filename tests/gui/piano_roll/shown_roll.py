"""A piano roll on a screen that is not there, and what its tests ask of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.document.document import Document
from gui.document.project import Project
from gui.document.selection import Selection
from gui.piano_roll.geometry import Geometry
from gui.piano_roll.roll import PianoRoll
from gui.piano_roll.scene import Scene
from gui.theme import DARK, Colours
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Piece, simple_piece

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
RIGHT = Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Shown:
    """A roll whose canvas is 800 pixels wide: 80 to a quarter, rows 16 high, 84 the topmost."""

    def __init__(
        self,
        qtbot: QtBot,
        notes: Iterable[Note] = (),
        *,
        piece: Piece | None = None,
        colours: Colours = DARK,
    ) -> None:
        self.document = Document()
        self.selection = Selection(self.document)
        self.scene = Scene()
        piece = piece or simple_piece(NoteSequence(notes))
        self.document.reset(Project.of_piece(piece))
        self.roll = PianoRoll(self.document, self.selection, self.scene, colours)
        qtbot.addWidget(self.roll)
        self.roll.resize(900, 560)
        with qtbot.waitExposed(self.roll):
            self.roll.show()
        canvas = self.roll.canvas
        self.roll.resize(900 + 800 - canvas.width(), 560)
        self.view(self.scene.geometry.left, 85.0)

    def view(self, left: float = 0.0, top: float = 85.0, px_per_quarter: float = 80.0) -> None:
        """Shows that part of the music."""
        canvas = self.roll.canvas
        self.scene.set_geometry(
            Geometry(left, top, px_per_quarter, 16.0, canvas.width(), canvas.height())
        )

    def picture(self, widget: QWidget | None = None) -> QImage:
        """What the canvas, or another part, shows."""
        return (widget or self.roll.canvas).grab().toImage()

    def colour(self, tick: float, pitch: float) -> QColor:
        """Of the middle of a pitch's row at a tick."""
        view = self.scene.geometry
        x, y = int(view.x(tick)), int(view.y(pitch) + view.row_px / 2)
        return self.picture().pixelColor(x, y)

    def place(self, tick: float, y: float = 0.0) -> QPoint:
        """Pixel of a tick, at a height."""
        return QPoint(round(self.scene.geometry.x(tick)), round(y))


def drag(
    widget: QWidget,
    *points: QPoint,
    button: Qt.MouseButton = LEFT,
    modifier: Qt.KeyboardModifier = NONE,
) -> None:
    """Presses at the first point, moves over the others and lets go at the last."""
    QTest.mousePress(widget, button, modifier, points[0])
    for point in points[1:]:
        move(widget, point, button, modifier)
    QTest.mouseRelease(widget, button, modifier, points[-1])


def move(
    widget: QWidget,
    point: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
    modifier: Qt.KeyboardModifier = NONE,
) -> None:
    """Moves the pointer with a button held; QTest's own moves hold none."""
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        QPointF(point),
        widget.mapToGlobal(QPointF(point)),
        Qt.MouseButton.NoButton,
        button,
        modifier,
    )
    QApplication.sendEvent(widget, event)


def turn(
    widget: QWidget,
    at: QPoint,
    notches: tuple[float, float],
    modifier: Qt.KeyboardModifier = NONE,
) -> None:
    """Turns the wheel: notches to the right and away."""
    event = QWheelEvent(
        QPointF(at),
        widget.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(round(notches[0] * 120), round(notches[1] * 120)),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
