"""Sentences that wrap, whatever words they hold."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.panels.sentences import Sentences

PATH = "/home/anna/" + "a_folder_with_a_name_of_no_end/" * 4 + "tune.mid"


@pytest.fixture
def sentences(qtbot: QtBot) -> Sentences:
    label = Sentences(f"There is no file {PATH}.")
    qtbot.addWidget(label)
    with qtbot.waitExposed(label):
        label.show()
    return label


def select(label: Sentences) -> None:
    label._select_all()


def test_a_long_path_breaks_and_is_read_as_it_was_given(sentences: Sentences) -> None:
    assert sentences.minimumSizeHint().width() < 200
    assert sentences.text() == sentences.accessibleName() == f"There is no file {PATH}."


def test_what_is_copied_leads_to_the_file(sentences: Sentences) -> None:
    QGuiApplication.clipboard().setText("before")
    QTest.keySequence(sentences, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "before", "nothing is selected"
    select(sentences)
    QTest.keySequence(sentences, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == f"There is no file {PATH}."


def test_so_it_does_from_the_menu(sentences: Sentences) -> None:
    reason, at = QContextMenuEvent.Reason.Mouse, QPoint(5, 5)
    QApplication.sendEvent(sentences, QContextMenuEvent(reason, at, sentences.mapToGlobal(at)))
    (menu,) = sentences.findChildren(QMenu)
    copy, everything = menu.actions()
    assert not copy.isEnabled()
    everything.trigger()
    assert sentences.selectedText() == f"There is no file {PATH}."
    menu.close()
    QApplication.sendEvent(sentences, QContextMenuEvent(reason, at, sentences.mapToGlobal(at)))
    menu = sentences.findChildren(QMenu)[-1]
    menu.actions()[0].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == f"There is no file {PATH}."


def test_keys_that_copy_nothing_are_as_ever(sentences: Sentences, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(QGuiApplication.clipboard().dataChanged):
        QTest.keyClick(sentences, Qt.Key.Key_A)
