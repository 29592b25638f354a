from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from gui.dialogs.shortcut_editor import ShortcutEditor


@pytest.fixture
def editor(qtbot: QtBot) -> ShortcutEditor:
    editor = ShortcutEditor({})
    qtbot.addWidget(editor)
    editor.show()
    return editor


def give(editor: ShortcutEditor, name: str, keys: str) -> None:
    editor.select(name)
    editor.keys.setKeySequence(QKeySequence(keys))
    QTest.mouseClick(editor.use, Qt.MouseButton.LeftButton)


def test_a_free_shortcut_is_taken(editor: ShortcutEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.changed) as changed:
        give(editor, "generate", "Ctrl+F5")
    assert changed.args == [{"generate": ("Ctrl+F5",)}]
    assert "Generate is now" in editor.message.text()


def test_what_another_action_has_is_refused_with_its_name(
    editor: ShortcutEditor, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(editor.changed):
        give(editor, "generate", "Ctrl+D")
    assert "Duplicate" in editor.message.text()
    assert editor.keys.keySequence().toString() == "G"
    assert editor.remapped == {}


def test_the_second_shortcut_of_another_action_is_refused_too(editor: ShortcutEditor) -> None:
    give(editor, "generate", "Ctrl+Y")
    assert "Redo" in editor.message.text()


def test_what_another_action_gave_up_may_be_taken(editor: ShortcutEditor) -> None:
    give(editor, "duplicate", "Ctrl+F9")
    give(editor, "generate", "Ctrl+D")
    assert editor.remapped == {"duplicate": ("Ctrl+F9",), "generate": ("Ctrl+D",)}


def test_an_action_may_do_without_a_shortcut(editor: ShortcutEditor) -> None:
    editor.select("generate")
    QTest.mouseClick(editor.clear, Qt.MouseButton.LeftButton)
    assert editor.remapped == {"generate": ()}


def test_the_default_can_be_had_back(editor: ShortcutEditor) -> None:
    give(editor, "generate", "Ctrl+F5")
    QTest.mouseClick(editor.reset, Qt.MouseButton.LeftButton)
    assert editor.remapped == {}
    assert editor.keys.keySequence().toString() == "G"


def test_a_default_that_is_taken_meanwhile_is_refused(editor: ShortcutEditor) -> None:
    give(editor, "generate", "Ctrl+F5")
    give(editor, "fit", "G")
    editor.select("generate")
    QTest.mouseClick(editor.reset, Qt.MouseButton.LeftButton)
    assert editor.remapped["generate"] == ("Ctrl+F5",)
    assert "Fit" in editor.message.text()


def test_all_defaults_come_back_at_once(editor: ShortcutEditor, qtbot: QtBot) -> None:
    give(editor, "generate", "Ctrl+F5")
    with qtbot.waitSignal(editor.changed) as changed:
        QTest.mouseClick(editor.reset_all, Qt.MouseButton.LeftButton)
    assert changed.args == [{}]


def test_shortcuts_that_were_remapped_before_are_shown(qtbot: QtBot) -> None:
    editor = ShortcutEditor({"generate": ("Ctrl+F5",)})
    qtbot.addWidget(editor)
    assert editor.keys.keySequence().toString() == "Ctrl+F5"
    assert editor.reset.isEnabled()


def test_a_search_leaves_what_fits(editor: ShortcutEditor) -> None:
    editor.search.setText("metronome")
    shown = [name for name, item in editor._items.items() if not item.isHidden()]
    assert shown == ["metronome"]
    assert sum(not heading.isHidden() for heading, _ in editor._headings) == 1


def test_escape_is_no_shortcut_but_leaves_the_dialog(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    editor = ShortcutEditor({}, dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    with qtbot.waitSignal(dialog.rejected), qtbot.assertNotEmitted(editor.changed):
        QTest.keyClick(editor.keys, Qt.Key.Key_Escape)
    assert editor.remapped == {}
