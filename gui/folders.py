"""Where the window keeps what is not the user's own files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths


@dataclass(frozen=True, slots=True)
class Folders:
    """Where each kind of thing lies.

    sessions: unsaved work. outgoing: files dragged out. log: what went wrong. preferences:
    their file. music: where dialogs begin. instance: how a second start finds the first.
    """

    sessions: Path
    outgoing: Path
    log: Path
    preferences: Path
    music: Path
    instance: Path


def user_folders() -> Folders:
    """The user's, as the system wants them; call it once the application has its name."""
    place = QStandardPaths.StandardLocation
    data = _path(place.AppLocalDataLocation)
    return Folders(
        sessions=data / "sessions",
        outgoing=data / "outgoing",
        log=data / "log",
        preferences=_path(place.AppConfigLocation) / "melodyrnn.ini",
        music=next((p for p in (_path(place.MusicLocation), Path.home()) if p.is_dir()), Path()),
        instance=data,
    )


def _path(location: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(location))
