"""Asking for files and folders, with the system's own dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

OPENED = "Music (*.melody *.mid *.midi *.kar);;All files (*)"
PROJECTS = "melodyrnn projects (*.melody)"
MIDI = "MIDI files (*.mid *.midi)"
SOUND = "WAV sound (*.wav)"

Answer = Literal["save", "discard", "cancel"]


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


def ask_to_save(parent: QWidget, name: str) -> Answer:
    """What to do with unsaved edits."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(f"Save the changes to {name}?")
    box.setInformativeText("Otherwise they are lost, and so are the takes you have not kept.")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    pressed = box.exec()
    if pressed == buttons.Save:
        return "save"
    return "discard" if pressed == buttons.Discard else "cancel"


def ask_to_stop(parent: QWidget, titles: list[str]) -> bool:
    """Whether to leave although work is going on."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(f"{', '.join(titles)}: this is not finished. Leave all the same?")
    leave = box.addButton("Stop and Leave", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is leave
