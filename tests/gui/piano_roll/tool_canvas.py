"""A small piano roll with the tools on it, and a hand that moves a real mouse over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from gui.document.document import Document
from gui.document.project import Project
from gui.document.selection import NoteId, Selection
from gui.piano_roll.geometry import Geometry
from gui.piano_roll.gestures import Gestures
from gui.piano_roll.roll import PianoRoll
from gui.piano_roll.scene import Scene, Tool
from gui.theme import DARK
from melodyrnn.music.grid import Grid
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece

WIDTH, HEIGHT = 640, 320

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
META = Qt.KeyboardModifier.MetaModifier


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Roll:
    """A canvas of 640 x 320 pixels. Places are given in music: a tick and a pitch.

    px_per_quarter: the zoom. Rows are 16 pixels high, the uppermost is pitch 79.
    """

    def __init__(
        self, qtbot: QtBot, notes: Iterable[Note] = (), *, px_per_quarter: float = 80.0
    ) -> None:
        self.document = Document()
        self.selection = Selection(self.document)
        self.scene = Scene()
        self.clock = Clock()
        self.gestures = Gestures(self.document, self.selection, self.scene, clock=self.clock)
        roll = PianoRoll(self.document, self.selection, self.scene, DARK)
        roll.set_gestures(self.gestures)
        self.canvas = roll.canvas
        self.canvas.setFixedSize(WIDTH, HEIGHT)
        self.gestures.watch(self.canvas)
        self.window = QMainWindow()
        self.window.setCentralWidget(roll)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.canvas.setFocus()
        self.document.reset(Project.of_piece(simple_piece(NoteSequence(notes), key=Key())))
        self.scene.set_geometry(Geometry(0.0, 80.0, px_per_quarter, 16.0, WIDTH, HEIGHT))
        self.modifiers = NONE

    # The music

    @property
    def notes(self) -> list[tuple[int, int, int]]:
        """Onset, pitch and duration of each note of the document."""
        return [(n.onset, n.pitch, n.duration) for n in self.document.notes]

    @property
    def is_drafting(self) -> bool:
        """Whether a gesture shows what it will do."""
        return self.scene.draft is not None

    @property
    def drafted(self) -> list[tuple[int, int, int]]:
        """The same while a gesture is under way."""
        assert self.scene.draft is not None
        return [(n.onset, n.pitch, n.duration) for n in self.scene.draft.notes]

    @property
    def held(self) -> set[tuple[int, int]]:
        """Onset and pitch of the notes that the gesture under way has in hand."""
        assert self.scene.draft is not None
        return {(n.onset, n.pitch) for n in self.scene.draft.held}

    @property
    def selected(self) -> set[tuple[int, int]]:
        """Onset and pitch of the selected notes."""
        return {(onset, pitch) for onset, pitch in self.selection.ids}

    @property
    def steps(self) -> list[str]:
        """Names of the undo steps."""
        history = self.document.history
        return [history.text(i) for i in range(history.count())]

    def select(self, *notes: tuple[int, int]) -> None:
        """Selects notes by onset and pitch."""
        self.selection.select(NoteId(*note) for note in notes)

    def set_grid(self, grid: Grid) -> None:
        self.scene.set_tools(grid=grid)

    def use(self, tool: Tool) -> None:
        self.scene.set_tools(tool=tool)

    # The mouse

    def place(self, tick: float, pitch: float) -> QPointF:
        """The middle of a pitch's row at a tick, in pixels."""
        geometry = self.scene.geometry
        return QPointF(geometry.x(tick), geometry.y(pitch) + geometry.row_px / 2)

    def press(self, tick: float, pitch: float, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, self.place(tick, pitch), button)

    def move(self, tick: float, pitch: float, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseMove, self.place(tick, pitch), button)

    def release(self, tick: float, pitch: float, button: Qt.MouseButton = LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, self.place(tick, pitch), button)

    def click(self, tick: float, pitch: float, button: Qt.MouseButton = LEFT) -> None:
        self.press(tick, pitch, button)
        self.release(tick, pitch, button)

    def double_click(self, tick: float, pitch: float, button: Qt.MouseButton = LEFT) -> None:
        self.click(tick, pitch, button)
        self.mouse(QEvent.Type.MouseButtonDblClick, self.place(tick, pitch), button)
        self.release(tick, pitch, button)

    def drag(self, *places: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
        """Presses at the first place, moves over all others, lets go at the last."""
        self.press(*places[0], button)
        for place in places[1:]:
            self.move(*place, button)
        self.release(*places[-1], button)

    def mouse(
        self,
        kind: QEvent.Type,
        place: QPointF,
        button: Qt.MouseButton,
        others: Qt.MouseButton = Qt.MouseButton.NoButton,
    ) -> None:
        """One event of the mouse, with the keys of `modifiers` and other buttons held down."""
        is_move = kind == QEvent.Type.MouseMove
        buttons = others if kind == QEvent.Type.MouseButtonRelease else button | others
        event = QMouseEvent(
            kind,
            place,
            QPointF(self.canvas.mapToGlobal(place.toPoint())),
            Qt.MouseButton.NoButton if is_move else button,
            buttons,
            self.modifiers,
        )
        QApplication.sendEvent(self.canvas, event)

    def wheel(self, tick: float, pitch: float, turn: QPoint) -> bool:
        """Turns the wheel; whether that left the view as it was."""
        view = self.scene.geometry
        place = self.place(tick, pitch)
        event = QWheelEvent(
            place,
            QPointF(self.canvas.mapToGlobal(place.toPoint())),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            self.modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)
        return self.scene.geometry == view

    def shape(self, tick: float, pitch: float) -> Qt.CursorShape:
        """Shape of the pointer there."""
        return self.gestures.cursor_at(self.place(tick, pitch))

    # The keys

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.canvas, key)

    def hold(self, key: Qt.Key) -> None:
        QTest.keyPress(self.canvas, key)

    def let_go(self, key: Qt.Key) -> None:
        QTest.keyRelease(self.canvas, key)


def quarters(*pitches: int) -> Sequence[Note]:
    """A quarter after another, from the start, on these pitches."""
    return [Note(480 * i, pitch, 480, 80) for i, pitch in enumerate(pitches)]
