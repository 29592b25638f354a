"""The menu bar, built from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from gui.actions import ACTIONS, MENUS, Actions

EXCLUSIVE = (
    ("tool_pencil", "tool_select", "tool_erase", "tool_split"),
    ("look_system", "look_light", "look_dark"),
)
"""Actions of which one is checked."""


def build_menus(bar: QMenuBar, actions: Actions, submenus: Mapping[str, QMenu]) -> None:
    """Fills the bar; submenus: what stands in the place of an action, by its name."""
    menus = {title: bar.addMenu(title) for title in MENUS}
    for spec in ACTIONS:
        menu = menus[spec.menu]
        if spec.name == "-":
            menu.addSeparator()
        elif spec.name in submenus:
            menu.addMenu(submenus[spec.name])
        else:
            menu.addAction(actions[spec.name])
    for names in EXCLUSIVE:
        group = QActionGroup(bar)
        for name in names:
            group.addAction(actions[name])
