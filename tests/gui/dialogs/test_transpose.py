from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.dialogs.transpose import TransposeDialog, Transposition, in_words


def test_the_amount_is_chosen_with_enter(qtbot: QtBot) -> None:
    dialog = TransposeDialog("G major")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.amount.setValue(-5)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog.amount, Qt.Key.Key_Return)
    assert chosen.args == [Transposition(-5)]


def test_an_octave_is_twelve_semitones_or_seven_steps(qtbot: QtBot) -> None:
    dialog = TransposeDialog("G major")
    qtbot.addWidget(dialog)
    up = next(b for b in dialog.findChildren(QPushButton) if b.text() == "+ Octave")
    QTest.mouseClick(up, Qt.MouseButton.LeftButton)
    assert dialog.transposition == Transposition(12)
    dialog.amount.setValue(0)
    dialog.steps.setChecked(True)
    QTest.mouseClick(up, Qt.MouseButton.LeftButton)
    assert dialog.transposition == Transposition(7, in_scale=True)


def test_without_a_key_there_are_no_steps_and_it_says_why(qtbot: QtBot) -> None:
    dialog = TransposeDialog("")
    qtbot.addWidget(dialog)
    assert not dialog.steps.isEnabled()
    assert "No key" in dialog.steps.toolTip()


def test_nought_cannot_be_chosen(qtbot: QtBot) -> None:
    dialog = TransposeDialog("")
    qtbot.addWidget(dialog)
    assert not dialog.apply.isEnabled()
    dialog.amount.setValue(1)
    assert dialog.apply.isEnabled()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Transposition(0), "Stays where it is"),
        (Transposition(1), "Up a semitone"),
        (Transposition(-12), "Down an octave"),
        (Transposition(19), "Up an octave and a fifth"),
        (Transposition(-26), "Down 2 octaves and a whole tone"),
        (Transposition(1, in_scale=True), "Up 1 step of the key"),
        (Transposition(-3, in_scale=True), "Down 3 steps of the key"),
    ],
)
def test_intervals_are_said_as_musicians_say_them(value: Transposition, words: str) -> None:
    assert in_words(value) == words
