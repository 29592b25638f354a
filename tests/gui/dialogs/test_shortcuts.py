from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.actions import Actions, specs
from gui.dialogs.shortcuts import ShortcutsOverlay


@pytest.fixture
def actions(qapp: QObject) -> Actions:
    return Actions(qapp, {})


def test_every_action_with_a_shortcut_stands_there_once(actions: Actions, qtbot: QtBot) -> None:
    overlay = ShortcutsOverlay(actions)
    qtbot.addWidget(overlay)
    with_keys = [name for name, spec in specs().items() if spec.keys]
    assert sorted(overlay.shown_names) == sorted(with_keys)


def test_shortcuts_are_those_of_the_actions_now(actions: Actions, qtbot: QtBot) -> None:
    actions.remap({"generate": ("Ctrl+F5",)})
    overlay = ShortcutsOverlay(actions)
    qtbot.addWidget(overlay)
    texts = [label.text() for label in overlay.findChildren(QLabel)]
    assert any("F5" in text for text in texts)


def test_typing_searches_in_names_keys_and_explanations(actions: Actions, qtbot: QtBot) -> None:
    overlay = ShortcutsOverlay(actions)
    qtbot.addWidget(overlay)
    overlay.show()
    QTest.keyClicks(overlay.search, "octave up")
    assert overlay.shown_names == ("octave_up",)
    overlay.search.setText("ctrl+z")
    assert "undo" in overlay.shown_names
    overlay.search.setText("network")
    assert "generate" in overlay.shown_names


def test_a_search_without_an_answer_says_so(actions: Actions, qtbot: QtBot) -> None:
    overlay = ShortcutsOverlay(actions)
    qtbot.addWidget(overlay)
    overlay.show()
    overlay.search.setText("bagpipe")
    assert overlay.shown_names == ()
    assert any("another word" in label.text() for label in overlay.findChildren(QLabel))


def test_menus_without_an_answer_go(actions: Actions, qtbot: QtBot) -> None:
    overlay = ShortcutsOverlay(actions)
    qtbot.addWidget(overlay)
    overlay.show()
    overlay.search.setText("undo")
    headings = [g for g, _ in overlay._groups if g.isVisible()]
    assert len(headings) == 1
