from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document.selection import NoteId
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.shown_roll import LEFT, MIDDLE, NONE, RIGHT, SHIFT, Shown, drag, move

LINE = [Note(t * 480, 60 + t, 400, 64) for t in range(5)]


class Lane:
    """A roll with five notes and its velocity lane."""

    def __init__(self, qtbot: QtBot, notes: Sequence[Note] = LINE) -> None:
        self.shown = Shown(qtbot, notes)
        self.lane = self.shown.roll.velocity_lane

    def at(self, tick: int, velocity: int) -> QPoint:
        return self.shown.place(tick, self.lane.scale.y(velocity))

    @property
    def velocities(self) -> list[int]:
        return [note.velocity for note in self.shown.document.notes]

    @property
    def drafted(self) -> list[int]:
        draft = self.shown.scene.draft
        assert draft is not None
        return [note.velocity for note in draft.notes]


@pytest.fixture
def lane(qtbot: QtBot) -> Lane:
    return Lane(qtbot)


def near(wanted: Sequence[int]) -> object:
    return pytest.approx(list(wanted), abs=2)  # a pixel is nearly two


def test_a_head_is_dragged_to_another_velocity(lane: Lane) -> None:
    drag(lane.lane, lane.at(960, 64), lane.at(960, 80), lane.at(960, 100))
    assert lane.velocities == near([64, 64, 100, 64, 64])
    assert lane.shown.document.history.count() == 1


def test_while_it_is_dragged_the_document_stays_and_the_draft_shows_it(lane: Lane) -> None:
    QTest.mousePress(lane.lane, LEFT, NONE, lane.at(480, 64))
    move(lane.lane, lane.at(480, 20), LEFT)
    assert lane.drafted == near([64, 20, 64, 64, 64])
    assert lane.velocities == [64] * 5
    QTest.mouseRelease(lane.lane, LEFT, NONE, lane.at(480, 20))
    assert lane.shown.scene.draft is None


def test_a_press_on_a_head_changes_nothing(lane: Lane) -> None:
    QTest.mouseClick(lane.lane, LEFT, NONE, lane.at(480, 62))
    assert lane.velocities == [64] * 5
    assert lane.shown.document.history.count() == 0


def test_a_head_of_the_selection_takes_all_of_it_along(qtbot: QtBot) -> None:
    lane = Lane(qtbot, [Note(0, 60, 400, 30), Note(480, 62, 400, 90), Note(960, 64, 400, 120)])
    lane.shown.selection.select([NoteId(480, 62), NoteId(960, 64)])
    drag(lane.lane, lane.at(480, 90), lane.at(480, 110))
    assert lane.velocities == near([30, 110, 127])


def test_dragged_across_notes_take_the_height_of_the_pointer(lane: Lane) -> None:
    drag(lane.lane, lane.at(-100, 120), lane.at(500, 110), lane.at(1000, 20), lane.at(1500, 30))
    assert lane.velocities == near([118, 110, 24, 29, 64])
    assert lane.shown.document.history.count() == 1


def test_a_fast_stroke_misses_no_note(lane: Lane) -> None:
    drag(lane.lane, lane.at(-100, 10), lane.at(2100, 120))
    assert 64 not in lane.velocities
    assert lane.velocities == sorted(lane.velocities)


def test_with_shift_a_straight_line_is_drawn_however_the_pointer_went(lane: Lane) -> None:
    points = [lane.at(0, 20), lane.at(700, 120), lane.at(1920, 100)]
    drag(lane.lane, *points, modifier=SHIFT)
    assert lane.velocities == near([20, 40, 60, 80, 100])


def test_with_several_selected_only_these_are_drawn_at(lane: Lane) -> None:
    lane.shown.selection.select([NoteId(480, 61), NoteId(1440, 63)])
    drag(lane.lane, lane.at(-100, 100), lane.at(2100, 100))
    assert lane.velocities == near([64, 100, 64, 100, 64])


def test_the_right_button_takes_a_drag_back(lane: Lane) -> None:
    QTest.mousePress(lane.lane, LEFT, NONE, lane.at(480, 64))
    move(lane.lane, lane.at(480, 20), LEFT)
    QTest.mousePress(lane.lane, RIGHT, NONE, lane.at(480, 20))
    QTest.mouseRelease(lane.lane, LEFT, NONE, lane.at(480, 20))
    assert lane.velocities == [64] * 5
    assert lane.shown.scene.draft is None


def test_undo_brings_all_velocities_of_a_stroke_back(lane: Lane) -> None:
    drag(lane.lane, lane.at(-100, 10), lane.at(900, 90), lane.at(2100, 120))
    lane.shown.document.history.undo()
    assert lane.velocities == [64] * 5


def test_velocities_stay_within_their_range(lane: Lane) -> None:
    drag(lane.lane, QPoint(0, 2), QPoint(790, 2))
    assert set(lane.velocities) == {127}
    drag(lane.lane, QPoint(2, 86), QPoint(790, 86))
    assert min(lane.velocities) >= 1


def test_the_value_under_the_pointer_is_shown(lane: Lane) -> None:
    before = lane.shown.picture(lane.lane)
    move(lane.lane, lane.at(960, 64))
    assert lane.shown.picture(lane.lane) != before


def test_what_was_dragged_can_be_heard(qtbot: QtBot, lane: Lane) -> None:
    with qtbot.waitSignal(lane.lane.velocity_changed) as told:
        drag(lane.lane, lane.at(960, 64), lane.at(960, 100))
    assert told.args == [62, pytest.approx(100, abs=2)]


def test_thousands_of_notes_are_a_skyline(qtbot: QtBot) -> None:
    lane = Lane(qtbot, [Note(t * 10, 60, 10, 100) for t in range(4000)])
    lane.shown.view(px_per_quarter=9)
    picture = lane.shown.picture(lane.lane)
    x = lane.shown.place(20_000).x()
    above, below = (picture.pixelColor(x, round(lane.lane.scale.y(v))) for v in (110, 60))
    assert below.redF() > above.redF() + 0.2


def test_the_lane_closes_and_opens(qtbot: QtBot, lane: Lane) -> None:
    handler = lane.shown.roll.handlers()["show_velocity"]
    height = lane.shown.roll.canvas.height()
    handler(False)
    assert not lane.lane.isVisible()
    qtbot.waitUntil(lambda: lane.shown.roll.canvas.height() > height)
    handler(True)
    assert lane.lane.isVisible()


def test_the_middle_button_pans_time(lane: Lane) -> None:
    lane.shown.view(left=4800)
    drag(lane.lane, QPoint(200, 40), QPoint(120, 60), button=MIDDLE)
    assert lane.shown.scene.geometry.left == pytest.approx(5280)
    assert lane.shown.document.history.count() == 0


def test_without_notes_a_stroke_does_nothing(qtbot: QtBot) -> None:
    lane = Lane(qtbot, [])
    drag(lane.lane, QPoint(10, 10), QPoint(300, 60))
    assert lane.shown.document.history.count() == 0
