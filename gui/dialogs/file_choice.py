"""Asking for files and folders, with the system's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

OPENED = "Music (*.melody *.mid *.midi *.kar);;All files (*)"
PROJECTS = "melodyrnn projects (*.melody)"
MIDI = "MIDI files (*.mid *.midi)"
SOUND = "WAV sound (*.wav)"


def choose_opened(parent: QWidget, folder: Path) -> Path | None:
    """A project or MIDI file to open; None: none after all."""
    name, _ = QFileDialog.getOpenFileName(parent, "Open", str(folder), OPENED)
    return Path(name) if name else None


def choose_folder(parent: QWidget, folder: Path, title: str = "Import From Folder") -> Path | None:
    """A folder of MIDI files."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(name) if name else None


def choose_midi_files(parent: QWidget, folder: Path) -> list[Path]:
    """Any number of MIDI files."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Choose MIDI Files", str(folder), MIDI)
    return [Path(name) for name in names]


def choose_saved(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    """Where to write; the dialog asks before an existing file is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(proposed.suffix)


def show_in_folder(path: Path) -> None:
    """Opens the folder of a file in the system's own file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
