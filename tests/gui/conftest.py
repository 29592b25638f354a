"""A window without a screen for the tests of the window."""

from __future__ import annotations

import os

# Before any QApplication is made; the journey sets its own platform in its own process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
