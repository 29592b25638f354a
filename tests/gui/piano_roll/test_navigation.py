from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.document.project import Project, Span
from gui.piano_roll.scene import Draft, Follow, Ghost
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from tests.gui.piano_roll.shown_roll import ALT, CTRL, NONE, SHIFT, Shown, turn

SCALE = [Note(t * 480, 60 + t, 480) for t in range(24)]
AT = QPoint(300, 120)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    shown = Shown(qtbot, SCALE)
    shown.view(left=4800)
    return shown


def test_the_wheel_moves_through_pitch(shown: Shown) -> None:
    before = shown.scene.geometry
    turn(shown.roll.canvas, AT, (0, -1))
    assert shown.scene.geometry.top < before.top
    assert shown.scene.geometry.left == before.left


@pytest.mark.parametrize("notches", [(0, -1), (-1, 0)])
def test_with_shift_it_moves_through_time_whichever_axis_comes(
    shown: Shown, notches: tuple[float, float]
) -> None:
    before = shown.scene.geometry
    turn(shown.roll.canvas, AT, notches, SHIFT)
    assert shown.scene.geometry.left > before.left
    assert shown.scene.geometry.top == before.top


def test_a_wheel_that_tilts_moves_through_time(shown: Shown) -> None:
    before = shown.scene.geometry
    turn(shown.roll.canvas, AT, (-1, 0))
    assert shown.scene.geometry.left > before.left
    assert shown.scene.geometry.top == before.top


def test_with_ctrl_it_zooms_time_at_the_pointer(shown: Shown) -> None:
    before = shown.scene.geometry
    turn(shown.roll.canvas, AT, (0, 2), CTRL)
    after = shown.scene.geometry
    assert after.px_per_quarter > before.px_per_quarter
    assert after.tick(AT.x()) == pytest.approx(before.tick(AT.x()))
    assert after.row_px == before.row_px


def test_with_ctrl_and_shift_it_zooms_pitch_at_the_pointer(shown: Shown) -> None:
    before = shown.scene.geometry
    turn(shown.roll.canvas, AT, (0, 1), CTRL | SHIFT)
    after = shown.scene.geometry
    assert after.row_px > before.row_px
    assert after.top - AT.y() / after.row_px == pytest.approx(before.top - AT.y() / before.row_px)
    assert after.px_per_quarter == before.px_per_quarter


def test_zooming_in_and_out_again_comes_back(shown: Shown) -> None:
    before = shown.scene.geometry
    turn(shown.roll.canvas, AT, (0, 3), CTRL)
    turn(shown.roll.canvas, AT, (0, -3), CTRL)
    assert shown.scene.geometry.px_per_quarter == pytest.approx(before.px_per_quarter)
    assert shown.scene.geometry.left == pytest.approx(before.left)


def pinch(shown: Shown, value: float, modifier: Qt.KeyboardModifier = NONE) -> None:
    canvas, at = shown.roll.canvas, QPointF(AT)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        canvas.mapToGlobal(at),
        value,
        QPointF(),
    )
    event.setModifiers(modifier)
    QApplication.sendEvent(canvas, event)


def test_pinching_zooms_time_and_with_shift_pitch(shown: Shown) -> None:
    before = shown.scene.geometry
    pinch(shown, 0.2)
    assert shown.scene.geometry.px_per_quarter > before.px_per_quarter
    assert shown.scene.geometry.row_px == before.row_px
    pinch(shown, -0.2, SHIFT)
    assert shown.scene.geometry.row_px < before.row_px


def test_the_commands_zoom_around_the_cursor_where_it_is_in_view(shown: Shown) -> None:
    shown.selection.set_cursor(5760)
    x = shown.scene.geometry.x(5760)
    shown.roll.handlers()["zoom_in"]()
    assert shown.scene.geometry.x(5760) == pytest.approx(x)
    shown.selection.set_cursor(0)
    shown.view(left=4800)
    middle = shown.scene.geometry.tick(400)
    shown.roll.handlers()["zoom_out"]()
    assert shown.scene.geometry.tick(400) == pytest.approx(middle)


def is_in_view(shown: Shown, note: Note) -> bool:
    view = shown.scene.geometry
    in_time = view.left <= note.onset and note.end <= view.right
    return in_time and view.bottom <= note.pitch and note.pitch + 1 <= view.top


def test_fit_shows_all_notes(shown: Shown) -> None:
    shown.view(left=90_000, top=40.0)
    shown.roll.handlers()["fit"]()
    assert all(is_in_view(shown, note) for note in SCALE)


def test_fit_shows_the_selected_notes_large(shown: Shown) -> None:
    shown.roll.handlers()["fit"]()
    all_px = shown.scene.geometry.px_per_quarter
    chosen = SCALE[8:12]
    shown.selection.select_notes(NoteSequence(chosen))
    shown.roll.handlers()["fit"]()
    assert all(is_in_view(shown, note) for note in chosen)
    assert shown.scene.geometry.px_per_quarter > all_px * 2


def test_fit_shows_the_take_being_heard_too(shown: Shown) -> None:
    take = NoteSequence([Note(30_000, 70, 480)])
    shown.scene.set_overlay(ghost=Ghost(take, Span(30_000, 40_000)))
    shown.roll.handlers()["fit"]()
    assert shown.scene.geometry.right >= 40_000


def test_fit_without_notes_goes_home(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.view(left=50_000, top=40)
    shown.roll.handlers()["fit"]()
    assert shown.scene.geometry.left == 0


def test_a_new_project_is_seen_from_its_beginning(shown: Shown) -> None:
    low = simple_piece(NoteSequence([Note(0, 30, 480), Note(480, 35, 480)]))
    shown.document.reset(Project.of_piece(low))
    assert shown.scene.geometry.left == 0
    assert all(is_in_view(shown, note) for note in shown.document.notes)


def test_a_first_view_fits_the_melody_whatever_size_the_window_comes_to(shown: Shown) -> None:
    notes = [Note(0, 59, 480), Note(480, 76, 480)]
    shown.document.reset(Project.of_piece(simple_piece(NoteSequence(notes))))
    for height in (420, 700):
        shown.roll.resize(900, height)
        view = shown.scene.geometry
        assert view.pitch(0) > 76
        assert view.pitch(view.height) < 59


def test_a_view_that_was_moved_stays_where_it_is_when_the_window_grows(shown: Shown) -> None:
    shown.roll.navigation.scroll(0, 40)
    top = shown.scene.geometry.top
    shown.roll.resize(900, 700)
    assert shown.scene.geometry.top == top


def test_an_edit_does_not_move_the_view(shown: Shown) -> None:
    before = shown.scene.geometry
    shown.document.edit_notes("Delete Notes", NoteSequence(SCALE[:3]))
    assert shown.scene.geometry == before


def test_a_place_is_brought_into_view_and_no_further(shown: Shown) -> None:
    before = shown.scene.geometry
    shown.roll.reveal(before.left + 480, int(before.top) - 5)
    assert shown.scene.geometry == before
    for tick, pitch in ((0, 100), (60_000, 20)):
        shown.roll.reveal(tick, pitch)
        assert is_in_view(shown, Note(tick, pitch, 1))


def test_a_cursor_sent_out_of_view_is_followed(shown: Shown) -> None:
    shown.selection.set_cursor(60_000)
    assert shown.scene.geometry.left <= 60_000 <= shown.scene.geometry.right
    shown.selection.set_cursor(0)
    assert shown.scene.geometry.left == 0


def test_a_cursor_in_view_moves_nothing(shown: Shown) -> None:
    before = shown.scene.geometry
    shown.selection.set_cursor(int(before.right) - 1)
    assert shown.scene.geometry == before


def test_a_note_picked_out_of_view_is_brought_into_it(shown: Shown) -> None:
    shown.view(left=90_000, top=40.0)
    shown.selection.select_notes(NoteSequence(SCALE[5:6]))
    assert is_in_view(shown, SCALE[5])


def test_step_entry_is_followed(shown: Shown) -> None:
    shown.scene.set_overlay(step_cursor=60_000)
    assert shown.scene.geometry.left <= 60_000 <= shown.scene.geometry.right


@pytest.mark.parametrize(("follow", "moves"), [("off", False), ("page", True), ("smooth", True)])
def test_the_view_follows_the_playhead_as_asked(shown: Shown, follow: Follow, moves: bool) -> None:
    shown.scene.set_tools(follow=follow)
    shown.scene.set_playhead(20_000.0)
    view = shown.scene.geometry
    assert (view.left <= 20_000 < view.right) is moves


def test_a_page_stays_until_the_playhead_leaves_it(shown: Shown) -> None:
    shown.scene.set_playhead(shown.scene.geometry.left + 100)
    before = shown.scene.geometry
    shown.scene.set_playhead(before.right - 1)
    assert shown.scene.geometry == before
    shown.scene.set_playhead(before.right + 1)
    assert shown.scene.geometry.left == pytest.approx(before.right, rel=0.05)


def test_smoothly_followed_the_playhead_stands_still(shown: Shown) -> None:
    shown.scene.set_tools(follow="smooth")
    places = []
    for tick in (20_000.0, 20_100.0, 26_000.0):
        shown.scene.set_playhead(tick)
        places.append(shown.scene.geometry.x(tick))
    assert places == pytest.approx([places[0]] * 3)


def test_scrolling_by_hand_suspends_following_until_playing_stops(shown: Shown) -> None:
    shown.scene.set_playhead(5000.0)
    turn(shown.roll.canvas, AT, (0, -40), SHIFT)
    away = shown.scene.geometry
    shown.scene.set_playhead(5100.0)
    assert shown.scene.geometry == away
    shown.scene.set_playhead(None)
    shown.scene.set_playhead(5200.0)
    assert shown.scene.geometry.left <= 5200 < shown.scene.geometry.right


def test_a_drag_under_way_is_not_carried_off_by_the_playhead(shown: Shown) -> None:
    shown.scene.set_overlay(draft=Draft(shown.document.notes))
    before = shown.scene.geometry
    shown.scene.set_playhead(50_000.0)
    assert shown.scene.geometry == before


def test_follow_goes_round_its_three_ways(shown: Shown) -> None:
    handler, seen = shown.roll.handlers()["follow"], []
    for _ in range(3):
        handler()
        seen.append(shown.scene.follow)
    assert seen == ["smooth", "off", "page"]


def test_alt_alone_scrolls_too_when_the_tools_leave_it(shown: Shown) -> None:
    before = shown.scene.geometry
    turn(shown.roll.canvas, AT, (-1, 0), ALT)
    assert shown.scene.geometry != before
