"""The menu bar holds every action, each in one place."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from gui.actions import MENUS, Actions, specs
from gui.menus import EXCLUSIVE, build_menus


def entries(bar: QMenuBar) -> dict[str, list[QAction]]:
    found = {}
    for entry in bar.actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        found[entry.text()] = [a for a in menu.actions() if not a.isSeparator()]
    return found


def test_each_action_stands_once_and_recent_is_a_menu(qtbot: QtBot) -> None:
    bar, owner = QMenuBar(), QObject()
    qtbot.addWidget(bar)
    recent = QMenu("Open &Recent", bar)
    build_menus(bar, Actions(owner, {}), {"recent": recent})
    menus = entries(bar)
    assert tuple(menus) == MENUS
    names = Counter(a.objectName() for menu in menus.values() for a in menu if a.objectName())
    assert names == dict.fromkeys(specs().keys() - {"recent"}, 1)
    assert recent.menuAction() in menus["&File"]


def test_no_menu_begins_or_ends_with_a_line(qtbot: QtBot) -> None:
    bar, owner = QMenuBar(), QObject()
    qtbot.addWidget(bar)
    build_menus(bar, Actions(owner, {}), {})
    for entry in bar.actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        assert not menu.actions()[0].isSeparator()
        assert not menu.actions()[-1].isSeparator()


def test_of_tools_and_looks_one_is_checked(qtbot: QtBot) -> None:
    bar, owner = QMenuBar(), QObject()
    qtbot.addWidget(bar)
    actions = Actions(owner, {})
    build_menus(bar, actions, {})
    for names in EXCLUSIVE:
        for name in names:
            actions[name].trigger()
            assert [n for n in names if actions[n].isChecked()] == [name]
