from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollBar
from pytestqt.qtbot import QtBot

from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.piano_roll.shown_roll import Shown


def bars(shown: Shown) -> tuple[QScrollBar, QScrollBar]:
    across, upright = None, None
    for bar in shown.roll.findChildren(QScrollBar):
        if bar.accessibleName() == "Time":
            across = bar
        if bar.accessibleName() == "Pitch":
            upright = bar
    assert across is not None
    assert upright is not None
    return across, upright


def test_the_bars_stand_where_the_view_is(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [Note(0, 60, 96_000)])
    shown.view(left=4800, top=90)
    across, upright = bars(shown)
    assert across.value() == 4800
    assert across.pageStep() == pytest.approx(4800, abs=1)
    assert upright.value() / 16 == pytest.approx(38)


def test_moving_a_bar_moves_the_view(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [Note(0, 60, 96_000)])
    across, upright = bars(shown)
    across.setValue(9600)
    assert shown.scene.geometry.left == 9600
    upright.setValue(upright.minimum())
    assert shown.scene.geometry.top == 128
    upright.setValue(upright.maximum())
    assert shown.scene.geometry.bottom == pytest.approx(0, abs=0.1)


def test_a_view_between_two_ticks_is_not_rounded_by_its_bar(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [Note(0, 60, 96_000)])
    shown.view(left=100.5)
    assert shown.scene.geometry.left == 100.5


def test_longer_music_has_a_longer_way(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [Note(0, 60, 9600)])
    across, _ = bars(shown)
    before = across.maximum()
    shown.document.edit_notes("Add Note", NoteSequence([Note(96_000, 60, 480)]))
    assert across.maximum() > before + 80_000


def test_a_bar_moved_while_it_plays_suspends_following(qtbot: QtBot) -> None:
    shown = Shown(qtbot, [Note(0, 60, 96_000)])
    shown.view()
    shown.scene.set_playhead(100.0)
    across, _ = bars(shown)
    across.setValue(40_000)
    shown.scene.set_playhead(200.0)
    assert shown.scene.geometry.left == 40_000
