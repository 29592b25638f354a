from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.dialogs.message import CLOSE, SAVE_FIRST, Choice, Message, MessageDialog
from gui.theme import DARK

ASKED = Message("Save first?", "Changes are not saved.", "question")


def asked(qtbot: QtBot, message: Message = ASKED) -> MessageDialog:
    dialog = MessageDialog(message, DARK, SAVE_FIRST)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def button(dialog: MessageDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def test_a_button_tells_its_key_and_closes(qtbot: QtBot) -> None:
    for choice in SAVE_FIRST:
        dialog = asked(qtbot)
        with qtbot.waitSignal(dialog.chosen) as chosen:
            QTest.mouseClick(button(dialog, choice.text), Qt.MouseButton.LeftButton)
        assert chosen.args == [choice.key]
        assert not dialog.isVisible()


def test_escape_cancels(qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert chosen.args == ["cancel"]


def test_the_focus_is_on_the_main_button_and_not_on_what_destroys(qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    assert dialog.focusWidget() is button(dialog, "Save")


def test_details_can_be_read_and_copied(qtbot: QtBot) -> None:
    dialog = MessageDialog(Message("Failed", "Try again.", "error", "the log"), DARK, CLOSE)
    qtbot.addWidget(dialog)
    details = dialog.findChild(QPlainTextEdit)
    assert isinstance(details, QPlainTextEdit)
    assert details.toPlainText() == "the log"


def test_screen_readers_hear_heading_and_text(qtbot: QtBot) -> None:
    dialog = MessageDialog(
        Message("No room", "Free some space.", "error"), DARK, [Choice("log", "Open Log Folder")]
    )
    qtbot.addWidget(dialog)
    assert dialog.accessibleName() == "No room"
    assert dialog.accessibleDescription() == "Free some space."
