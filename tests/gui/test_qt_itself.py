"""The Qt we run on: one release loses references and kills the process within seconds."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]


def test_the_lock_and_the_requirement_stay_below_the_release_that_crashes() -> None:
    locked = re.search(
        r"^pyside6-essentials==(\d+)\.(\d+)", (ROOT / "requirements.lock").read_text(), re.M
    )
    assert locked is not None
    assert (6, 8) <= (int(locked[1]), int(locked[2])) < (6, 12)
    assert '"PySide6-Essentials>=6.8,<6.12"' in (ROOT / "pyproject.toml").read_text()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot die there")
def test_calls_that_return_nothing_lose_no_reference_to_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(5000):
        widget.update()
    assert sys.getrefcount(None) > before - 1000
