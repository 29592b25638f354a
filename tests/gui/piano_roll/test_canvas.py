from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.document.project import Span
from gui.document.selection import NoteId
from gui.piano_roll.mouse import NoGestures
from gui.piano_roll.note_painting import MAX_SINGLE
from gui.piano_roll.scene import Band, Draft, Ghost, Hint
from gui.theme import DARK, LIGHT
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.gui.piano_roll.shown_roll import LEFT, MIDDLE, NONE, Shown, drag, move, turn

LOUD = Note(480, 72, 960, 127)


class Recorder(NoGestures):
    """Tools that only write down what comes to them."""

    def __init__(self, uses: bool = False) -> None:
        self.heard: list[str] = []
        self.uses = uses

    def pressed(self, event: QMouseEvent) -> None:
        self.heard.append(f"pressed {event.button().name}")

    def moved(self, _event: QMouseEvent) -> None:
        self.heard.append("moved")

    def released(self, _event: QMouseEvent) -> None:
        self.heard.append("released")

    def double_clicked(self, _event: QMouseEvent) -> None:
        self.heard.append("double-clicked")

    def wheeled(self, _event: QWheelEvent) -> bool:
        self.heard.append("wheeled")
        return self.uses

    def left(self) -> None:
        self.heard.append("left")

    def key_pressed(self, event: QKeyEvent) -> bool:
        self.heard.append(f"key {event.text()}")
        return self.uses

    def cursor_at(self, pos: QPointF) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor if pos.x() > 400 else Qt.CursorShape.ArrowCursor


def test_a_note_is_painted_where_it_sounds(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    assert shown.colour(1300, 72).name() == DARK.accent
    assert shown.colour(1600, 72).name() != DARK.accent
    assert shown.colour(1300, 73).name() != DARK.accent


def test_soft_notes_are_paler(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD, Note(480, 75, 960, 20)])
    loud, soft = shown.colour(1300, 72), shown.colour(1300, 75)
    assert loud.lightnessF() > soft.lightnessF()


def test_the_notes_follow_the_document(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.document.edit_notes("Move Notes", NoteSequence([Note(480, 76, 960, 127)]))
    assert shown.colour(1300, 76).name() == DARK.accent
    assert shown.colour(1300, 72).name() != DARK.accent
    shown.document.history.undo()
    assert shown.colour(1300, 72).name() == DARK.accent


def test_a_long_note_that_began_before_the_view_is_painted(qtbot: QtBot) -> None:
    drone = Note(0, 72, 100_000, 127)
    shown = Shown(qtbot, [drone, *(Note(t, 60, 100) for t in range(0, 90_000, 960))])
    shown.view(left=80_000)
    assert shown.colour(82_000, 72).name() == DARK.accent


def test_selected_notes_look_selected(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.selection.select([NoteId(480, 72)])
    assert shown.colour(1300, 72).name() == DARK.selected


def test_a_gesture_under_way_is_shown_in_place_of_the_notes(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    moved = NoteSequence([Note(480, 76, 960, 127)])
    shown.scene.set_overlay(draft=Draft(moved, moved))
    assert shown.colour(1300, 76).name() == DARK.selected
    assert shown.colour(1300, 72).name() not in (DARK.accent, DARK.selected)


def test_many_notes_are_painted_as_well(qtbot: QtBot) -> None:
    notes = [Note(t, 72, 10, 127) for t in range(0, 20 * (MAX_SINGLE + 100), 10)]
    shown = Shown(qtbot, notes)
    shown.view(px_per_quarter=4)
    assert shown.colour(20_000, 72).name() == DARK.accent
    shown.selection.select_notes(shown.document.notes)
    assert shown.colour(20_000, 72).name() == DARK.selected


def test_other_parts_are_ghosts(qtbot: QtBot) -> None:
    piece = Piece((Part(NoteSequence([LOUD])), Part(NoteSequence([Note(480, 60, 960, 127)]))))
    with_part = Shown(qtbot, piece=piece).colour(1300, 60)
    without = Shown(qtbot, [LOUD]).colour(1300, 60)
    assert with_part != without
    assert with_part.saturationF() < 0.4


def test_the_take_being_heard_is_in_its_own_colour_and_what_it_replaces_fades(
    qtbot: QtBot,
) -> None:
    shown = Shown(qtbot, [LOUD, Note(1920, 72, 960, 127)])
    before = shown.colour(2500, 72)
    take = NoteSequence([Note(1920, 76, 960, 127)])
    shown.scene.set_overlay(ghost=Ghost(take, Span(1920, 3840)))
    assert shown.colour(2700, 76).name() == DARK.idea
    assert shown.colour(2500, 72) != before
    assert shown.colour(1300, 72).name() == DARK.accent
    shown.scene.set_overlay(ghost=None)
    assert shown.colour(2500, 72) == before


def test_hints_are_painted_the_likelier_the_stronger(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    ground = shown.colour(2350, 76)
    hints = (Hint(1440, 960, 76, 0.6), Hint(1440, 960, 79, 0.05))
    shown.scene.set_overlay(hints=hints)
    likely, unlikely = shown.colour(2350, 76), shown.colour(2350, 79)
    assert likely != ground
    assert likely.blueF() > unlikely.blueF()


def test_surprise_colours_the_notes_until_they_are_dragged(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD, Note(1920, 72, 960, 127)])
    shown.scene.set_overlay(surprise=np.array([0.0, 9.0]))
    assert shown.colour(1300, 72).name() == DARK.calm
    assert shown.colour(2300, 72).name() == DARK.hot
    shown.scene.set_overlay(draft=Draft(shown.document.notes))
    assert shown.colour(1300, 72).name() == DARK.accent


def test_surprise_of_other_notes_is_not_shown(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.scene.set_overlay(surprise=np.array([0.0, 9.0]))
    assert shown.colour(1300, 72).name() == DARK.accent


def test_rows_show_the_key_and_its_tonic(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.document.edit("Set Key", key=Key.parse("D"))
    rows = {pitch: shown.colour(450, pitch).name() for pitch in (74, 76, 77)}
    assert rows[74] == DARK.root_row
    assert rows[76] == DARK.scale_row
    assert rows[77] == DARK.black_row
    shown.scene.set_tools(shows_scale=False)
    assert shown.colour(450, 77).name() == DARK.white_row


def test_the_loop_tints_its_stretch(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    before = shown.colour(450, 79), shown.colour(3000, 79)
    shown.document.edit("Set Loop", loop=Span(0, 960), is_looping=True)
    assert shown.colour(450, 79) != before[0]
    assert shown.colour(3000, 79) == before[1]


def test_without_notes_the_canvas_says_what_to_do(qtbot: QtBot) -> None:
    empty, begun = Shown(qtbot), Shown(qtbot, [Note(0, 84, 10)])
    assert empty.picture() != begun.picture()
    middle = empty.roll.canvas.rect().center()
    panel = empty.picture().pixelColor(middle + QPoint(-240, 0))
    assert abs(panel.lightnessF() - QColor(DARK.panel).lightnessF()) < 0.02


def test_the_rubber_band_the_cut_and_the_step_cursor_are_shown(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    pictures = [shown.picture()]
    for overlay in (
        {"band": Band(0, 60, 2400, 80)},
        {"band": Band(0, 60, 2400, 80, is_cut=True)},
        {"band": None, "step_cursor": 1920},
    ):
        shown.scene.set_overlay(**overlay)
        pictures.append(shown.picture())
    assert all(a != b for a, b in pairwise(pictures))


def test_a_label_beside_the_pointer_says_what_a_gesture_is_at(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    before = shown.picture()
    shown.roll.show_value("C4 · quarter")
    assert shown.picture() != before
    shown.roll.show_value("")
    assert shown.picture() == before


def test_a_moving_playhead_repaints_two_strips_and_no_more(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.scene.set_playhead(480.0)
    QApplication.processEvents()
    painted: list[int] = []
    paint = shown.roll.canvas.paintEvent

    def count(event: QPaintEvent) -> None:
        region: Iterable[QRect] = event.region()  # type: ignore[assignment]  # Qt says nothing
        painted.append(sum(rect.width() for rect in region))
        paint(event)

    shown.roll.canvas.paintEvent = count  # type: ignore[method-assign]  # looks over its shoulder
    shown.scene.set_playhead(1920.0)
    qtbot.waitUntil(lambda: bool(painted))
    assert sum(painted) <= 20
    assert shown.colour(1920, 60).redF() > 0.8


def test_another_look_takes_other_colours(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.roll.set_colours(LIGHT)
    assert shown.colour(1300, 72).name() == LIGHT.accent


def test_the_tools_get_buttons_moves_and_keys(qtbot: QtBot) -> None:
    shown, tools = Shown(qtbot, [LOUD]), Recorder(uses=True)
    shown.roll.set_gestures(tools)
    canvas = shown.roll.canvas
    drag(canvas, QPoint(100, 100), QPoint(140, 100))
    QTest.mouseDClick(canvas, LEFT, NONE, QPoint(50, 50))
    turn(canvas, QPoint(50, 50), (0, 1))
    QTest.keyClick(canvas, Qt.Key.Key_J)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert tools.heard[:3] == ["pressed LeftButton", "moved", "released"]
    assert tools.heard[-4:] == ["double-clicked", "wheeled", "key j", "left"]


def test_the_pointer_has_the_shape_the_tools_say(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.roll.set_gestures(Recorder())
    move(shown.roll.canvas, QPoint(500, 100))
    assert shown.roll.canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    move(shown.roll.canvas, QPoint(100, 100))
    assert shown.roll.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_wheel_the_tools_used_moves_nothing(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    shown.roll.set_gestures(Recorder(uses=True))
    before = shown.scene.geometry
    turn(shown.roll.canvas, QPoint(50, 50), (0, -3))
    assert shown.scene.geometry == before


def test_the_middle_button_pans_and_never_reaches_the_tools(qtbot: QtBot) -> None:
    shown, tools = Shown(qtbot, [LOUD]), Recorder()
    shown.roll.set_gestures(tools)
    shown.view(left=4800)
    drag(shown.roll.canvas, QPoint(300, 200), QPoint(220, 232), button=MIDDLE)
    assert shown.scene.geometry.left == pytest.approx(4800 + 480)
    assert shown.scene.geometry.top == pytest.approx(87)
    assert not tools.heard


def test_the_pointer_says_where_it_is(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    with qtbot.waitSignal(shown.roll.hovered) as told:
        move(shown.roll.canvas, QPoint(80, 8))
    assert told.args == [pytest.approx(480), 84]
    with qtbot.waitSignal(shown.roll.unhovered):
        QApplication.sendEvent(shown.roll.canvas, QEvent(QEvent.Type.Leave))


def test_a_screen_reader_finds_a_name(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [LOUD])
    canvas = shown.roll.canvas
    assert canvas.accessibleName() == "Piano roll"
    assert canvas.focusPolicy() == Qt.FocusPolicy.StrongFocus
