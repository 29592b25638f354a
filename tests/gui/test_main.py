"""`python main.py`: which of the two it is, and that neither loads the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from main import is_for_window
from tests.source import ROOT


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], True),
        (["song.mid"], True),
        (["my song.MELODY", "--new-instance"], True),
        (["continue", "song.mid"], False),
        (["--help"], False),
        (["models", "--json"], False),
    ],
)
def test_files_open_the_window_and_verbs_do_not(arguments: list[str], expected: bool) -> None:
    assert is_for_window(arguments) is expected


def test_any_file_that_is_there_opens_the_window(tmp_path: Path) -> None:
    path = tmp_path / "no ending"
    path.touch()
    assert is_for_window([str(path)])
    assert not is_for_window([str(tmp_path / "not there")])


def run(code: str, *, display: str = "") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"QT_QPA_PLATFORM": display}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_window_loads_no_torch_and_no_command_line() -> None:
    code = "import sys, gui.app; print({'torch', 'click', 'rich'} & sys.modules.keys())"
    assert run(code).stdout.strip() == "set()"


def test_a_verb_loads_no_qt() -> None:
    code = (
        "import sys\nfrom main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print('PySide6' in sys.modules)"
    )
    assert run(code).stdout.rstrip().endswith("False")


def test_without_a_screen_it_shows_what_it_can_do_all_the_same() -> None:
    done = run("from main import main\nmain([])")
    assert "There is no screen here" in done.stdout
    assert "Traceback" not in done.stderr
