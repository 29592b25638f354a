from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui.screen import NO_SCREEN
from gui.start import run

ROOT = Path(__file__).parents[2]

LATER = (
    "gui.dialogs.preferences", "melodyrnn.collection", "melodyrnn.engine", "mido", "miniaudio",
    "numpy.ma", "rich", "symusic", "urllib.request",
)  # fmt: skip
"""What the first picture of the window does without; most of it costs tens of milliseconds."""


def test_without_a_screen_it_says_so_and_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert run([]) == 1
    assert capsys.readouterr().err == NO_SCREEN + "\n"


@pytest.mark.parametrize("wait_s", [0.0, 0.1, 0.3])
def test_ctrl_c_while_it_is_loaded_ends_it_with_one_line(tmp_path: Path, wait_s: float) -> None:
    """Wherever it is then: in an import of PySide's an exception would be lost."""
    code = (
        "import os, signal, sys, threading\n"
        "stop = lambda: os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Timer(float(sys.argv[1]), stop).start()\n"
        "import gui.start\n"
        "sys.exit(gui.start.run(['--new-instance']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(wait_s + 0.15)],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 130
    assert done.stderr in ("melodyrnn: stopped.\n", "")  # "" where the window was there already


def test_the_window_is_painted_without_what_comes_later() -> None:
    code = (
        "import sys, tempfile\n"
        "from pathlib import Path\n"
        "from gui.app import Application, make_application\n"
        "from gui.folders import Folders\n"
        "app = make_application()\n"
        "folder = Path(tempfile.mkdtemp())\n"
        "application = Application(app, Folders(*(folder / n for n in 'abcdef')))\n"
        "names = sys.argv[1:]\n"
        "painted = lambda: print(*(n for n in names if n in sys.modules))\n"
        "application.window.painted.connect(painted)\n"
        "application.begin([])\n"
        "application.window.painted.connect(application.window.close)\n"
        "app.exec()\n"
    )
    command = [sys.executable, "-c", code, *LATER]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
