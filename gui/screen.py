"""Is there a screen to open a window on? Qt itself would end the process without a word."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

NO_SCREEN = (
    "There is no screen here to open the window on; start melodyrnn from a desktop session,"
    " or use the command line: python -m melodyrnn --help."
)


def has_screen(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be opened; only X11 and Wayland can lack one."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if platform in ("win32", "darwin") or chosen.startswith(("offscreen", "minimal", "vnc")):
        return True
    return _wayland_answers(environment) or _x11_answers(environment.get("DISPLAY", ""))


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    path = Path(environment.get("XDG_RUNTIME_DIR", "/run")) / name  # an absolute name stays one
    return bool(name) and _connects(socket.AF_UNIX, str(path))


def _x11_answers(display: str) -> bool:
    match = re.fullmatch(r"(?:unix)?(?P<host>.*):(?P<number>\d+)(?:\.\d+)?", display)
    if match is None:
        return False
    number = int(match["number"])
    if match["host"] and not match["host"].startswith("/"):
        return _connects(socket.AF_INET, (match["host"], 6000 + number))
    path = f"/tmp/.X11-unix/X{number}"
    return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")


def _connects(family: int, address: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family) as probe:
            probe.settimeout(2.0)
            probe.connect(address)
    except OSError:
        return False
    return True
