"""Announcements for screen readers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.panels.announcing import announce


@pytest.fixture
def reader(qapp: object) -> Iterator[list[tuple[str, QAccessible.Event]]]:
    """A screen reader runs; what it is told."""
    assert qapp
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    yield []
    QAccessible.setActive(was_active)


def test_an_announcement_reaches_a_running_screen_reader_without_moving_the_focus(
    qtbot: QtBot, reader: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    # Qt hands events on to the platform, which offscreen has no reader: listen at its door.
    monkeypatch.setattr(
        "gui.panels.announcing.QAccessible.updateAccessibility",
        lambda event: reader.append((event.message(), event.type())),
    )
    announce(widget, "4 takes ready")
    assert reader == [("4 takes ready", QAccessible.Event.Announcement)]
