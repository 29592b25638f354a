"""Files and folders dropped on a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent


def welcome_files(event: QDragEnterEvent) -> None:
    """Accepts what comes with files of this computer."""
    if any(url.isLocalFile() for url in event.mimeData().urls()):
        event.acceptProposedAction()


def dragged_files(event: QDropEvent) -> list[Path]:
    """The files and folders of this computer that a drag or a drop brings."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def take_files(event: QDropEvent) -> list[Path]:
    """Accepts the drop; the files and folders it brings."""
    event.acceptProposedAction()
    return dragged_files(event)
