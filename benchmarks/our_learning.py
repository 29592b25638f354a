"""What the window does while a folder is looked through and while a network learns.

Part of `benchmarks.our_window`; each figure is the longest time, in seconds, that the event
loop stood still.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from gui.app import Application

Wait = Callable[[Callable[[], object]], float]

CHECKS = 3
"""So many checks of a training are watched."""


def learning(application: Application, wait: Wait, music: Path) -> dict[str, float]:
    """Opens the learning window, has a folder read, decides about its files, learns from it."""
    control = application.studio.control.learning
    opened = max(_doing(wait, lambda: control.open("learn")), _rest(wait, 1.0))
    began = time.perf_counter()
    surveyed = _doing(wait, lambda: control.learn_from([music]))
    doctor = control.room.doctor
    surveyed = max(surveyed, wait(lambda: doctor.stage == "ready"))
    took = time.perf_counter() - began
    surveyed = max(surveyed, _rest(wait, 1.0))
    decided = _decide(application, wait)
    plan, progress = control.room.plan, control.room.progress
    plan.name.setText("bench")
    learned = _doing(wait, plan.start.click)
    learned = max(learned, wait(lambda: len(progress.state.history.samples) >= CHECKS))
    learned = max(learned, _doing(wait, control.teaching.stop))
    learned = max(learned, wait(lambda: progress.state.phase in ("over", "failed")))
    assert not progress.state.failure, progress.state.failure
    return {
        "files": len(doctor.model.files),
        "survey_s": took,
        "opening Learn": opened,
        "surveying": surveyed,
        "deciding": decided,
        "learning": max(learned, _rest(wait, 1.0)),
    }


def _decide(application: Application, wait: Wait) -> float:
    """Sorts, searches, leaves all files out and takes them in again."""
    page = application.studio.control.learning.room.music
    model, doctor = page.table.model(), application.studio.control.learning.room.doctor
    deeds: tuple[Callable[[], object], ...] = (
        lambda: model.sort(1, Qt.SortOrder.DescendingOrder),
        lambda: model.sort(0, Qt.SortOrder.AscendingOrder),
        lambda: page.search.setText("a"),
        page.search.clear,
        page.table.selectAll,
        lambda: doctor.leave(page.table.chosen_files),
        lambda: doctor.leave(page.table.chosen_files, is_left_out=False),
    )
    still = 0.0
    for deed in deeds:
        still = max(still, _doing(wait, deed), _rest(wait, 1.0))
    return max(still, wait(lambda: not doctor.music.problem))


def _doing(wait: Wait, deed: Callable[[], object]) -> float:
    """How long something takes at once, and what it sets off."""
    began = time.perf_counter()
    deed()
    return max(time.perf_counter() - began, _rest(wait, 0.2))


def _rest(wait: Wait, seconds: float) -> float:
    end = time.perf_counter() + seconds
    return wait(lambda: time.perf_counter() >= end)
