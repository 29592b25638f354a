from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.document.project import Span
from gui.piano_roll.scene import Band, Draft, Ghost, Scene
from melodyrnn.music.grid import Grid
from melodyrnn.music.notes import Note, NoteSequence


def test_another_view_is_told_and_the_same_is_not(qtbot: QtBot) -> None:
    scene = Scene()
    with qtbot.waitSignal(scene.view_changed):
        scene.set_geometry(scene.geometry.moved_to(left=100))
    with qtbot.assertNotEmitted(scene.view_changed):
        scene.set_geometry(replace(scene.geometry))


def test_another_tool_is_told_and_the_same_is_not(qtbot: QtBot) -> None:
    scene = Scene()
    with qtbot.waitSignal(scene.tools_changed):
        scene.set_tools(tool="erase")
    assert scene.tool == "erase"
    with qtbot.assertNotEmitted(scene.tools_changed):
        scene.set_tools(tool="erase", shows_scale=True)


@pytest.mark.usefixtures("qapp")
def test_several_changes_are_told_once() -> None:
    scene = Scene()
    told: list[bool] = []
    scene.tools_changed.connect(lambda: told.append(True))
    scene.set_tools(tool="split", shows_velocity=False, snaps_to_scale=True)
    assert told == [True]


@pytest.mark.parametrize(
    "overlay",
    [
        {"draft": Draft(NoteSequence([Note(0, 60, 480)]))},
        {"band": Band(0, 60, 480, 64)},
        {"ghost": Ghost(NoteSequence(), Span(0, 1920))},
        {"surprise": np.array([1.0, 2.0])},
        {"step_cursor": 480},
    ],
)
def test_overlays_are_told_when_they_come_and_when_they_go(
    qtbot: QtBot, overlay: dict[str, object]
) -> None:
    scene = Scene()
    (name,) = overlay
    with qtbot.waitSignal(scene.overlay_changed):
        scene.set_overlay(**overlay)
    with qtbot.assertNotEmitted(scene.overlay_changed):
        scene.set_overlay(**overlay)
    with qtbot.waitSignal(scene.overlay_changed):
        scene.set_overlay(**{name: None})


def test_the_playhead_tells_of_itself_alone(qtbot: QtBot) -> None:
    scene = Scene()
    others = [scene.view_changed, scene.tools_changed, scene.overlay_changed]
    with qtbot.waitSignal(scene.playhead_moved):
        scene.set_playhead(12.5)
    for signal in others:
        with qtbot.assertNotEmitted(signal):
            scene.set_playhead(13.5)
    with qtbot.assertNotEmitted(scene.playhead_moved):
        scene.set_playhead(13.5)


def test_the_step_is_that_of_the_grid_at_this_zoom() -> None:
    scene = Scene()
    scene.set_tools(grid=Grid(8, "triplet"))
    assert scene.step == 160
    scene.set_tools(grid=Grid(8, is_on=False))
    assert scene.step == 1
    scene.set_tools(grid=Grid(is_adaptive=True))
    wide = scene.step
    scene.set_geometry(scene.geometry.zoomed_time(0.05, 0))
    assert scene.step > wide
