"""Tools: the action that is checked is the tool in hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.controllers.toolbox import SWITCHES, Toolbox
from gui.menus import build_menus
from gui.piano_roll.scene import Scene
from melodyrnn.music.grid import Grid

TOOLS = ("pencil", "select", "erase", "split")


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[tuple[Scene, Actions, Toolbox]]:
    scene = Scene()
    actions = Actions(QObject(scene), {})
    bar = QMenuBar()
    qtbot.addWidget(bar)
    build_menus(bar, actions, {"recent": QMenu("Recent", bar)})
    toolbox = Toolbox(scene, actions)
    actions.connect(toolbox.handlers())
    yield scene, actions, toolbox
    bar.close()  # until now it holds the groups


def checked(actions: Actions) -> list[str]:
    return [tool for tool in TOOLS if actions[f"tool_{tool}"].isChecked()]


@pytest.mark.parametrize("tool", TOOLS)
def test_an_action_takes_its_tool(box: tuple[Scene, Actions, Toolbox], tool: str) -> None:
    scene, actions, _ = box
    actions[f"tool_{tool}"].trigger()
    assert scene.tool == tool
    assert checked(actions) == [tool]


def test_a_tool_held_by_its_key_shows_too(box: tuple[Scene, Actions, Toolbox]) -> None:
    scene, actions, _ = box
    scene.set_tools(tool="erase")
    assert checked(actions) == ["erase"]


@pytest.mark.parametrize(("name", "field"), SWITCHES.items())
def test_switches_show_what_the_scene_says(
    box: tuple[Scene, Actions, Toolbox], name: str, field: str
) -> None:
    scene, actions, _ = box
    for is_on in (True, False, True):
        scene.set_tools(**{field: is_on})
        assert actions[name].isChecked() is is_on


def test_the_grid_shows_whether_it_is_on(box: tuple[Scene, Actions, Toolbox]) -> None:
    scene, actions, _ = box
    scene.set_tools(grid=Grid(8, is_on=False))
    assert not actions["snap"].isChecked()
