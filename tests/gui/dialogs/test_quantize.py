from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.dialogs.quantize import QuantizeDialog
from melodyrnn.music.grid import Grid
from melodyrnn.music.quantize import Quantization


@pytest.fixture
def dialog(qtbot: QtBot) -> QuantizeDialog:
    dialog = QuantizeDialog(Grid(denominator=8, division="triplet"), 7, previews=True)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_begins_with_the_grid_of_the_roll(dialog: QuantizeDialog) -> None:
    assert dialog.quantization == Quantization(step=160)


def test_everything_that_is_set_is_chosen(dialog: QuantizeDialog, qtbot: QtBot) -> None:
    dialog.value.setCurrentText("1/16")
    dialog.division.setCurrentText("Straight")
    dialog.strength.setValue(50)
    dialog.swing.setValue(20)
    dialog.onsets.setChecked(False)
    dialog.lengths.setChecked(True)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    assert chosen.args == [
        Quantization(step=120, strength=0.5, swing=0.2, onsets=False, lengths=True)
    ]


def test_swing_at_67_is_that_of_triplets(dialog: QuantizeDialog) -> None:
    dialog.swing.setValue(67)
    assert dialog.quantization.swing == 2 / 3


def test_every_change_is_shown_at_once(dialog: QuantizeDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.previewed) as shown:
        dialog.strength.setValue(30)
    assert shown.args == [Quantization(step=160, strength=0.3)]


def test_the_first_outcome_is_shown_without_touching_anything(qtbot: QtBot) -> None:
    dialog = QuantizeDialog(Grid(), 1)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.previewed) as shown:
        pass
    assert shown.args == [Quantization(step=120)]


def test_where_nobody_shows_the_outcome_it_is_not_offered(qtbot: QtBot) -> None:
    dialog = QuantizeDialog(Grid(), 1)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.preview.isVisible()


def test_without_preview_and_after_escape_the_notes_are_as_they_were(
    dialog: QuantizeDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.previewed) as shown:
        dialog.preview.setChecked(False)
    assert shown.args == [None]
    with qtbot.waitSignal(dialog.previewed) as shown, qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert shown.args == [None]


def test_with_nothing_to_move_the_button_says_why(dialog: QuantizeDialog) -> None:
    dialog.onsets.setChecked(False)
    assert not dialog.apply.isEnabled()
    assert "beginnings" in dialog.apply.toolTip()
