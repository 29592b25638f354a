"""Asking for files and folders, with the system's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

OPENED = "Music (*.melody *.mid *.midi *.kar);;All files (*)"
PROJECTS = "melodyrnn projects (*.melody)"
MIDI = "MIDI files (*.mid *.midi)"
SOUND = "WAV sound (*.wav)"


def choose_opened(parent: QWidget, folder: Path) -> Path | None:
    """A project or MIDI file to open; None: none after all."""
    name, _ = QFileDialog.getOpenFileName(parent, "Open", str(folder), OPENED)
    return Path(name) if name else None


def choose_folder(parent: QWidget, folder: Path) -> Path | None:
    """A folder of MIDI files."""
    name = QFileDialog.getExistingDirectory(parent, "Import From Folder", str(folder))
    return Path(name) if name else None


def choose_saved(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    """Where to write; the dialog asks before an existing file is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(proposed.suffix)
