"""A window without a screen for the tests of the window."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

# Before any QApplication is made; the journey sets its own platform in its own process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Without a screen Qt crashes at the very end over what a test left on the clipboard."""
    yield
    if isinstance(QGuiApplication.instance(), QGuiApplication):
        QGuiApplication.clipboard().clear()
