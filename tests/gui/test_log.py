"""What goes wrong is in a file, and said in a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.source import ROOT

PROGRAM = """
import logging, sys
from pathlib import Path
from PySide6.QtCore import qWarning
from gui.log import start_log
start_log(Path(sys.argv[1]), lambda words: print("SAID", words))
logging.getLogger("melodyrnn.test").info("an everyday thing")
qWarning("a word of Qt")
exec(sys.argv[2])
"""


def run(folder: Path, ending: str) -> tuple[str, str, str]:
    """What is on stdout and stderr and in the log, after a program that ends that way."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), ending],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    file = folder / "melodyrnn.log"
    return done.stdout, done.stderr, file.read_text() if file.is_file() else ""


def test_a_bug_is_said_in_a_sentence_and_written_down_whole(tmp_path: Path) -> None:
    out, _, log = run(tmp_path / "log", "1 / 0")
    assert out.startswith("SAID Something unexpected went wrong (ZeroDivisionError).")
    assert "Traceback" in log
    assert "ZeroDivisionError: division by zero" in log


def test_qt_and_our_own_words_are_in_it(tmp_path: Path) -> None:
    _, _, log = run(tmp_path, "")
    assert "an everyday thing" in log
    assert "WARNING qt: a word of Qt" in log


def test_ctrl_c_is_no_bug(tmp_path: Path) -> None:
    out, _, log = run(tmp_path, "raise KeyboardInterrupt")
    assert out == ""
    assert "a bug" not in log


def test_without_a_place_for_the_file_it_goes_to_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    out, err, _ = run(tmp_path / "in the way", "1 / 0")
    assert "SAID" in out
    assert "ZeroDivisionError" in err
