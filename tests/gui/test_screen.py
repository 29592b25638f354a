"""Whether there is a screen."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from gui.screen import has_screen


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "darwin", True),
        ({}, "win32", True),
        ({}, "linux", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({"DISPLAY": ":987654"}, "linux", False),
        ({"DISPLAY": "nonsense"}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-none", "XDG_RUNTIME_DIR": "/nowhere"}, "linux", False),
    ],
)
def test_what_is_set_is_not_yet_a_screen(
    environment: dict[str, str], platform: str, expected: bool
) -> None:
    assert has_screen(environment, platform) is expected


def test_wayland_that_answers_is_a_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a path to a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("w")
        server.listen()
        environment = {"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": "."}
        assert has_screen(environment, "linux")


def test_x11_that_answers_is_a_screen() -> None:
    number = 54_321
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{number}")  # as X servers do beside the file
        server.listen()
        assert has_screen({"DISPLAY": f":{number}"}, "linux")
        assert has_screen({"DISPLAY": f"unix:{number}.0"}, "linux")
