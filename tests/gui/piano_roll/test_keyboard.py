from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.theme import DARK
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.shown_roll import CTRL, LEFT, NONE, RIGHT, Shown, move


class Player:
    """A keyboard and what it sounds."""

    def __init__(self, qtbot: QtBot) -> None:
        self.shown = Shown(qtbot, [Note(0, 72, 480), Note(480, 72, 480), Note(960, 74, 480)])
        self.keys = self.shown.roll.keyboard
        self.heard: list[tuple[str, int]] = []
        self.velocities: list[int] = []
        self.shown.roll.note_started.connect(self._on_started)
        self.shown.roll.note_ended.connect(lambda pitch: self.heard.append(("off", pitch)))

    def _on_started(self, pitch: int, velocity: int) -> None:
        self.heard.append(("on", pitch))
        self.velocities.append(velocity)

    def at(self, pitch: int, x: int = 60) -> QPoint:
        view = self.shown.scene.geometry
        return QPoint(x, round(view.y(pitch) + view.row_px / 2))


@pytest.fixture
def player(qtbot: QtBot) -> Player:
    return Player(qtbot)


def test_a_key_sounds_while_it_is_held(player: Player) -> None:
    QTest.mousePress(player.keys, LEFT, NONE, player.at(72))
    assert player.heard == [("on", 72)]
    QTest.mouseRelease(player.keys, LEFT, NONE, player.at(72))
    assert player.heard == [("on", 72), ("off", 72)]


def test_nearer_to_its_edge_a_key_is_louder(player: Player) -> None:
    for x in (2, 30, 66):
        QTest.mouseClick(player.keys, LEFT, NONE, player.at(72, x))
    assert player.velocities == sorted(set(player.velocities))
    assert min(player.velocities) >= 1
    assert max(player.velocities) <= 127


def test_dragged_over_the_keys_each_one_sounds_after_the_other(player: Player) -> None:
    QTest.mousePress(player.keys, LEFT, NONE, player.at(72))
    move(player.keys, player.at(72, 50), LEFT)
    move(player.keys, player.at(74), LEFT)
    QTest.mouseRelease(player.keys, LEFT, NONE, player.at(74))
    assert player.heard == [("on", 72), ("off", 72), ("on", 74), ("off", 74)]


def test_black_keys_end_before_the_edge_where_white_ones_meet(player: Player) -> None:
    view = player.shown.scene.geometry
    QTest.mouseClick(player.keys, LEFT, NONE, player.at(73, 10))
    upper = QPoint(64, round(view.y(73) + 2))
    lower = QPoint(64, round(view.y(73) + view.row_px - 2))
    QTest.mouseClick(player.keys, LEFT, NONE, upper)
    QTest.mouseClick(player.keys, LEFT, NONE, lower)
    assert [pitch for kind, pitch in player.heard if kind == "on"] == [73, 74, 72]


def test_with_ctrl_a_key_selects_its_pitch_in_silence(player: Player) -> None:
    QTest.mouseClick(player.keys, LEFT, CTRL, player.at(72))
    assert sorted(player.shown.selection.ids) == [(0, 72), (480, 72)]
    assert not player.heard


def test_other_buttons_play_nothing(player: Player) -> None:
    QTest.mouseClick(player.keys, RIGHT, NONE, player.at(72))
    assert not player.heard


def test_a_key_does_not_stay_down_when_the_keys_are_hidden(player: Player) -> None:
    QTest.mousePress(player.keys, LEFT, NONE, player.at(72))
    player.shown.roll.hide()
    assert player.heard[-1] == ("off", 72)


def test_keys_of_what_is_heard_light_up(player: Player) -> None:
    player.shown.roll.set_sounding([74, 73])

    def lit(pitch: int) -> bool:
        at = player.at(pitch, 20)
        return player.shown.picture(player.keys).pixelColor(at).name() == DARK.accent

    assert [pitch for pitch in range(70, 77) if lit(pitch)] == [73, 74]
    player.shown.roll.set_sounding(())
    assert not lit(74)


def test_the_key_of_the_row_under_the_pointer_is_marked(player: Player) -> None:
    before = player.shown.picture(player.keys)
    view = player.shown.scene.geometry
    move(player.shown.roll.canvas, QPoint(50, round(view.y(71) + 8)))
    assert player.shown.picture(player.keys) != before


def test_every_c_is_named(player: Player) -> None:
    view = player.shown.scene.geometry
    picture = player.shown.picture(player.keys)

    def shades(pitch: int) -> int:
        y = round(view.y(pitch))
        return len(
            {picture.pixelColor(x, y + dy).name() for x in range(44, 64) for dy in range(3, 13)}
        )

    assert shades(72) > 4
    assert shades(74) == 1
