"""Recent files: ten paths, the latest first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

MAX_RECENT = 10


def with_recent(files: Iterable[Path], path: Path) -> tuple[Path, ...]:
    """The list after a file was opened or saved: it comes first, and stands there once."""
    path = path.absolute()
    return (path, *(other for other in files if other != path))[:MAX_RECENT]


def without_missing(files: Iterable[Path]) -> tuple[Path, ...]:
    """Those that are still there. Asks the disk: call it when the menu opens."""
    return tuple(path for path in files if _is_there(path))


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
