from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.look import Look
from gui.theme import DARK, LIGHT, style_sheet


@pytest.fixture(autouse=True)
def _undressed(qapp: QApplication) -> Iterator[None]:
    """Leaves the application as it was: other tests share it."""
    style, before, sheet = qapp.style().objectName(), qapp.palette(), qapp.styleSheet()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(before)
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)


def test_another_choice_brings_other_colours(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look(qapp, "dark")
    with qtbot.waitSignal(look.changed) as signal:
        look.choose("light")
    assert signal.args == [LIGHT]
    assert (look.choice, look.scheme, look.colours) == ("light", "light", LIGHT)


def test_the_same_look_again_is_no_change(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look(qapp, "dark")
    with qtbot.assertNotEmitted(look.changed):
        look.choose("dark")
        look.choose("system")  # which is dark here
    assert look.colours == DARK


def test_what_the_desktop_wants_is_passed_over_once_the_user_has_chosen(
    qapp: QApplication, qtbot: QtBot
) -> None:
    look = Look(qapp, "dark")
    with qtbot.assertNotEmitted(look.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert look.scheme == "dark"


def test_the_style_sheet_waits_for_the_window(qapp: QApplication) -> None:
    qapp.setStyleSheet("")
    look = Look(qapp, "dark")
    look.choose("light")
    assert qapp.styleSheet() == ""
    look.dress()
    assert qapp.styleSheet() == style_sheet(LIGHT)
    look.choose("dark")
    assert qapp.styleSheet() == style_sheet(DARK)
