"""Questions, answered with the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.controllers.asking import Asking
from gui.dialogs.message import MessageDialog
from gui.look import Look


@pytest.fixture
def asking(qapp: QApplication, qtbot: QtBot) -> Iterator[Asking]:
    window = QWidget()
    qtbot.addWidget(window)
    style, palette, sheet = qapp.style().objectName(), qapp.palette(), qapp.styleSheet()
    yield Asking(window, Look(qapp, "dark"))
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)


def answered(text: str, ask: Callable[[], object]) -> object:
    """The answer, when a button of that text is clicked; "" is Esc."""

    def click() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MessageDialog)
        if not text:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            return
        (button,) = [b for b in dialog.findChildren(QPushButton) if text == plain(b.text())]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, click)
    return ask()


def plain(text: str) -> str:
    return text.replace("&", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Save", "save"), ("Don't Save", "discard"), ("Cancel", "cancel"), ("", "cancel")],
)
def test_unsaved_edits(asking: Asking, text: str, answer: str) -> None:
    assert answered(text, lambda: asking.save_first("Song")) == answer


@pytest.mark.parametrize(
    ("text", "answer"), [("Stop and Leave", True), ("Stay", False), ("", False)]
)
def test_unfinished_work(asking: Asking, text: str, answer: bool) -> None:
    assert answered(text, lambda: asking.may_stop(["Exporting song.wav"])) is answer
