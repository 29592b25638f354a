"""Picking a melody from a folder of MIDI, listening before choosing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.controllers.playing import Playing
from gui.jobs import Job, Jobs
from gui.requests import FolderEntry, FolderRequest, ReadRequest


class Picking(QObject):
    """Shows what a folder holds while it is being read.

    chosen: path and part to open. failed: why a file cannot be heard.
    """

    chosen = Signal(object, int)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, playing: Playing, window: QWidget) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._playing = playing
        self._window = window
        self._hearing: Job | None = None

    def open(self, folder: Path) -> None:
        """The dialog for a folder."""
        from gui.dialogs.import_picker import ImportPicker

        picker = ImportPicker(folder.name, is_folder=True, parent=self._window)
        job = self._jobs.start(
            f"Reading {folder.name}", "gui.tasks:list_folder", FolderRequest(folder), "files"
        )
        job.item_ready.connect(picker.add)
        job.finished.connect(picker.finish)
        job.failed.connect(picker.finish)
        picker.finished.connect(lambda _result: job.cancel() if job.is_running else None)
        picker.chosen.connect(self.chosen)
        picker.auditioned.connect(self._hear)
        picker.audition_stopped.connect(self._silence)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.open()

    def _hear(self, entry: FolderEntry, part: int) -> None:
        self._stop_reading()
        # The other lane: this one is still reading the folder.
        self._hearing = self._jobs.start(
            f"Opening {entry.path.name}", "gui.tasks:read_piece", ReadRequest(entry.path)
        )
        self._hearing.item_ready.connect(lambda read: self._playing.try_part(read[0], part))
        self._hearing.failed.connect(self.failed)

    def _silence(self) -> None:
        self._stop_reading()
        self._playing.end_trial()

    def _stop_reading(self) -> None:
        """What was to be heard is not wanted any more."""
        if self._hearing is not None and self._hearing.is_running:
            self._hearing.cancel()
        self._hearing = None
