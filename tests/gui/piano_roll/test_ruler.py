from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document.project import Span
from gui.piano_roll.ruler_painting import LOOP_PX, flags_of
from gui.theme import DARK
from melodyrnn.music.grid import Grid
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap
from tests.gui.piano_roll.shown_roll import ALT, CTRL, LEFT, MIDDLE, NONE, SHIFT, Shown, drag, turn

UP, DOWN = LOOP_PX / 2, LOOP_PX + 20


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    shown = Shown(qtbot, [Note(0, 60, 480), Note(480, 62, 480), Note(960, 64, 480)])
    shown.scene.set_tools(grid=Grid(4))
    return shown


def test_a_drag_in_the_upper_half_makes_a_loop_on_the_grid(shown: Shown) -> None:
    drag(shown.roll.ruler, *(shown.place(t, UP) for t in (500, 900, 1900)))
    assert shown.document.project.loop == Span(480, 1920)
    assert shown.document.project.is_looping


def test_a_loop_may_be_drawn_backwards(shown: Shown) -> None:
    drag(shown.roll.ruler, shown.place(1900, UP), shown.place(500, UP))
    assert shown.document.project.loop == Span(480, 1920)


def test_each_drag_is_one_step_to_undo(shown: Shown) -> None:
    drag(shown.roll.ruler, *(shown.place(t, UP) for t in (500, 900, 1300, 1900)))
    drag(shown.roll.ruler, *(shown.place(t, UP) for t in (1200, 1700, 2160)))
    assert shown.document.history.count() == 2
    shown.document.history.undo()
    assert shown.document.project.loop == Span(480, 1920)
    shown.document.history.undo()
    assert shown.document.project.loop is None


def test_a_loop_is_moved_by_its_middle(shown: Shown) -> None:
    shown.document.edit("Set Loop", loop=Span(480, 1440))
    drag(shown.roll.ruler, shown.place(960, UP), shown.place(1900, UP))
    assert shown.document.project.loop == Span(1440, 2400)
    drag(shown.roll.ruler, shown.place(1900, UP), shown.place(0, UP))
    assert shown.document.project.loop == Span(0, 960)


@pytest.mark.parametrize(
    ("grip", "to", "loop"),
    [(480, 0, Span(0, 1440)), (1440, 2400, Span(480, 2400)), (480, 2000, Span(480, 1440))],
)
def test_a_loop_is_resized_at_its_ends_and_never_turned_over(
    shown: Shown, grip: int, to: int, loop: Span
) -> None:
    shown.document.edit("Set Loop", loop=Span(480, 1440))
    drag(shown.roll.ruler, shown.place(grip, UP), shown.place(to, UP))
    assert shown.document.project.loop == loop


def test_a_loop_goes_from_beat_to_beat_and_with_alt_along_the_grid(shown: Shown) -> None:
    shown.scene.set_tools(grid=Grid(16))
    drag(shown.roll.ruler, shown.place(606, UP), shown.place(1806, UP))
    assert shown.document.project.loop == Span(480, 1920)
    shown.document.history.undo()
    drag(shown.roll.ruler, shown.place(606, UP), shown.place(1806, UP), modifier=ALT)
    assert shown.document.project.loop == Span(600, 1800)


def test_from_afar_a_loop_goes_from_bar_to_bar(shown: Shown) -> None:
    shown.view(px_per_quarter=8.0)
    drag(shown.roll.ruler, shown.place(1500, UP), shown.place(5000, UP))
    assert shown.document.project.loop == Span(1920, 5760)


def test_a_click_in_the_upper_half_changes_nothing(shown: Shown) -> None:
    QTest.mouseClick(shown.roll.ruler, LEFT, NONE, shown.place(960, UP))
    assert shown.document.history.count() == 0
    assert shown.selection.cursor == 0


def test_a_click_in_the_lower_half_places_the_cursor(shown: Shown) -> None:
    QTest.mouseClick(shown.roll.ruler, LEFT, NONE, shown.place(1000, DOWN))
    assert shown.selection.cursor == 960
    QTest.mouseClick(shown.roll.ruler, LEFT, ALT, shown.place(1002, DOWN))
    assert shown.selection.cursor == 1002


def test_a_drag_in_the_lower_half_takes_the_cursor_along(shown: Shown) -> None:
    drag(shown.roll.ruler, shown.place(0, DOWN), shown.place(1400, DOWN))
    assert shown.selection.cursor == 1440


def test_a_double_click_asks_to_play_from_there(qtbot: QtBot, shown: Shown) -> None:
    with qtbot.waitSignal(shown.roll.play_asked) as asked:
        QTest.mouseDClick(shown.roll.ruler, LEFT, NONE, shown.place(1000, DOWN))
    assert asked.args == [960]


def test_shift_and_a_drag_select_a_stretch(shown: Shown) -> None:
    drag(shown.roll.ruler, shown.place(500, DOWN), shown.place(1100, DOWN), modifier=SHIFT)
    assert {i.pitch for i in shown.selection.ids} == {62, 64}
    assert shown.selection.cursor == 0


def test_the_pointer_tells_what_a_press_would_do(shown: Shown) -> None:
    shown.document.edit("Set Loop", loop=Span(480, 1440))
    shapes = []
    for tick, y in ((2400, UP), (960, UP), (480, UP), (960, DOWN)):
        QTest.mouseMove(shown.roll.ruler, shown.place(tick, y))
        drag(shown.roll.ruler, shown.place(tick, y), button=Qt.MouseButton.RightButton)
        shapes.append(shown.roll.ruler.cursor().shape())
    shape = Qt.CursorShape
    assert shapes == [
        shape.CrossCursor,
        shape.OpenHandCursor,
        shape.SizeHorCursor,
        shape.ArrowCursor,
    ]


def test_the_wheel_moves_through_time_and_zooms_it(shown: Shown) -> None:
    shown.view(left=4800)
    turn(shown.roll.ruler, QPoint(100, 10), (0, -1))
    assert shown.scene.geometry.left > 4800
    before = shown.scene.geometry
    turn(shown.roll.ruler, QPoint(100, 10), (0, 1), CTRL)
    assert shown.scene.geometry.px_per_quarter > before.px_per_quarter
    assert shown.scene.geometry.tick(100) == pytest.approx(before.tick(100))


def test_the_middle_button_pans_time(shown: Shown) -> None:
    shown.view(left=4800)
    drag(shown.roll.ruler, QPoint(200, 10), QPoint(120, 50), button=MIDDLE)
    assert shown.scene.geometry.left == pytest.approx(5280)
    assert shown.scene.geometry.top == 85


def test_the_loop_is_painted_fuller_while_it_is_on(shown: Shown) -> None:
    at = shown.place(1000, UP)

    def colour() -> str:
        return shown.picture(shown.roll.ruler).pixelColor(at).name()

    none = colour()
    shown.document.edit("Set Loop", loop=Span(480, 1440))
    off = colour()
    shown.document.edit("Loop", is_looping=True)
    assert len({none, off, colour()}) == 3


def test_the_playhead_has_its_mark(shown: Shown) -> None:
    shown.scene.set_playhead(960.0)
    ruler = shown.roll.ruler
    at = shown.place(960, ruler.height() - 5)
    assert shown.picture(ruler).pixelColor(at).name() == DARK.playhead


def test_all_that_changes_has_a_flag() -> None:
    piece = Piece(
        (Part(NoteSequence()),),
        tempos=TempoMap([TempoChange(0, 500_000), TempoChange(1920, 600_000)]),
        meters=MeterMap([MeterChange(0, Meter(3, 4)), MeterChange(2880, Meter(6, 8))]),
        keys=KeyMap([KeyChange(0, Key.parse("F"))]),
        markers=(Marker(1920, "Chorus"), Marker(99, "")),
    )
    assert [(f.tick, f.text) for f in flags_of(piece)] == [
        (0, "3/4   ♩ = 120   F major"),
        (1920, "♩ = 100"),
        (1920, "Chorus"),
        (2880, "6/8"),
    ]


def test_new_flags_appear_with_a_new_piece(shown: Shown) -> None:
    before = shown.picture(shown.roll.ruler)
    piece = shown.document.project.piece
    marked = Piece(piece.parts, markers=(Marker(960, "Bridge"),))
    shown.document.edit("Add Marker", piece=marked)
    assert shown.picture(shown.roll.ruler) != before
