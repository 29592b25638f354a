from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.dialogs.recover import RecoverDialog, when
from gui.document.project import Project
from gui.document.recovery import Offer
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=timezone.utc)


def offer(session: str, name: str, hours: float = 1) -> Offer:
    project = Project(piece=simple_piece(NoteSequence([Note(0, 60, 480)])))
    return Offer(session, project, Path(f"{name}.melody"), NOW - timedelta(hours=hours))


@pytest.fixture
def dialog(qtbot: QtBot) -> RecoverDialog:
    dialog = RecoverDialog([offer("a", "Evening"), offer("b", "Morning", 30)], NOW)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def button(dialog: RecoverDialog, name: str) -> QPushButton:
    return next(
        b for b in dialog.findChildren(QPushButton) if name in (b.accessibleName(), b.text())
    )


def test_every_session_is_shown_with_what_it_holds(dialog: RecoverDialog) -> None:
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Evening" in texts
    assert "1 note · today at 11:00" in texts
    assert "1 note · yesterday at 06:00" in texts


def test_recovering_one_leaves_the_others_for_later(dialog: RecoverDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.recovered) as recovered, qtbot.assertNotEmitted(dialog.discarded):
        QTest.mouseClick(button(dialog, "Recover Evening"), Qt.MouseButton.LeftButton)
    assert recovered.args[0].session == "a"
    assert dialog.sessions == ("b",)
    assert not dialog.isVisible()


def test_discarding_all_closes(dialog: RecoverDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.discarded):
        QTest.mouseClick(button(dialog, "Discard Evening"), Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    QTest.mouseClick(button(dialog, "Discard Morning"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_later_decides_nothing(dialog: RecoverDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.recovered), qtbot.assertNotEmitted(dialog.discarded):
        QTest.mouseClick(button(dialog, "Later"), Qt.MouseButton.LeftButton)
    assert dialog.sessions == ("a", "b")


def test_enter_recovers_the_newest_and_discards_nothing(
    dialog: RecoverDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.recovered) as recovered:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert recovered.args[0].session == "a"


def test_long_ago_is_a_date() -> None:
    assert when(NOW - timedelta(days=40), NOW) == "January 24, 2026 at 12:00"
