"""One program for one user: a second start hands over its files and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from gui.instance import FileOpenFilter, Instance

ROOT = Path(__file__).parents[2]

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.instance import Instance

app = QCoreApplication(sys.argv)
instance = Instance(Path(sys.argv[1]))
print("first" if instance.claim() else "later", flush=True)
print(instance.hand_over([Path(p) for p in sys.argv[2:]]), flush=True)
"""

CRASH = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.instance import Instance

app = QCoreApplication(sys.argv)
instance = Instance(Path(sys.argv[1]))
assert instance.claim()
os._exit(1)
"""


def second_start(folder: Path, *paths: str, cwd: Path = ROOT) -> subprocess.Popen[str]:
    return run(SECOND_START, str(folder), *paths, cwd=cwd)


def run(code: str, *arguments: str, cwd: Path = ROOT) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[Instance]:
    assert qapp
    instance = Instance(tmp_path / "state")
    assert instance.claim()
    yield instance
    instance.close()


def test_a_second_start_hands_its_files_to_the_first(
    first: Instance, tmp_path: Path, qtbot: QtBot
) -> None:
    first.start_delivering()
    with qtbot.waitSignal(first.paths_received, timeout=20_000) as received:
        child = second_start(tmp_path / "state", "über 夜.mid", "/b.melody", cwd=tmp_path)
    assert child.communicate()[0].split() == ["later", "True"]
    assert received.args == [[tmp_path / "über 夜.mid", Path("/b.melody")]]


def test_starting_again_without_files_shows_the_window(
    first: Instance, tmp_path: Path, qtbot: QtBot
) -> None:
    first.start_delivering()
    with qtbot.waitSignal(first.paths_received, timeout=20_000) as received:
        child = second_start(tmp_path / "state")
    child.communicate()
    assert received.args == [[]]


def test_files_that_come_before_the_window_wait_for_it(first: Instance) -> None:
    received: list[list[Path]] = []
    first.paths_received.connect(received.append)
    first.open_path(Path("/early.mid"))
    first.open_path(Path("/also.mid"))
    assert received == []
    first.start_delivering()
    first.open_path(Path("/late.mid"))
    assert received == [[Path("/early.mid"), Path("/also.mid")], [Path("/late.mid")]]


def test_nobody_there_is_no_hand_over(qapp: object, tmp_path: Path) -> None:
    assert qapp
    assert not Instance(tmp_path).hand_over([Path("/a.mid")])


def test_after_a_crash_the_next_start_is_the_first(tmp_path: Path, qapp: object) -> None:
    assert qapp
    run(CRASH, str(tmp_path)).communicate()
    assert (tmp_path / "instance.lock").exists()
    instance = Instance(tmp_path)
    assert instance.claim()
    instance.close()


def test_after_a_clean_exit_the_next_start_is_the_first(first: Instance, tmp_path: Path) -> None:
    other = Instance(tmp_path / "state")
    assert not other.claim()
    first.close()
    assert other.claim()
    other.close()


def test_where_nothing_can_be_locked_the_program_starts_all_the_same(
    qapp: object, tmp_path: Path
) -> None:
    assert qapp
    (tmp_path / "state").write_text("a file where the folder should be")
    assert Instance(tmp_path / "state").claim()


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff\xff", b"\0\0\0\2[]"[:3], b"\0\0\0\4nope", b"\0\0\0\3[1]"]
)
def test_what_is_no_message_of_ours_does_no_harm(
    first: Instance, data: bytes, qtbot: QtBot
) -> None:
    received: list[list[Path]] = []
    first.paths_received.connect(received.append)
    first.start_delivering()
    socket = QLocalSocket()
    socket.connectToServer(first.server_name)
    socket.write(data)
    socket.flush()
    socket.disconnectFromServer()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert received == []


def test_a_file_the_system_asks_to_open_is_passed_on(qtbot: QtBot) -> None:
    passing, target = FileOpenFilter(), QObject()
    target.installEventFilter(passing)
    with qtbot.waitSignal(passing.path_opened) as opened:
        QCoreApplication.sendEvent(target, QFileOpenEvent(QUrl.fromLocalFile("/a b.mid")))
    assert opened.args == [Path("/a b.mid")]


def test_other_events_pass(qtbot: QtBot) -> None:
    passing, target = FileOpenFilter(), QObject()
    assert not passing.eventFilter(target, QEvent(QEvent.Type.User))
    assert qtbot
