"""A file or folder dragged over from another program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.gui.journey.app import ROOT, App
from tests.gui.journey.screen import Screen


@contextmanager
def dropped(screen: Screen, app: App, path: Path, place: tuple[int, int]) -> Iterator[None]:
    """Drags a path from another program's window to a place; that program lives on in here."""
    source = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.journey.source", str(path), "1150", "560"],
        env=screen.environment,
        cwd=ROOT,
    )
    try:
        app.wait(lambda _s: screen.shows("drag source"), "the other program's window")
        screen.drag((1230, 620), place)
        app.wait(lambda _s: screen.shows("drag ended CopyAction"), "the drag to end")
        yield
    finally:
        source.kill()
        source.wait(timeout=20)
