"""Picking a melody from a folder of MIDI, listening before choosing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.controllers.trial import Trial
from gui.jobs import Jobs
from gui.requests import FolderRequest


class Picking(QObject):
    """Shows what a folder holds while it is being read.

    chosen: path and part to open.
    """

    chosen = Signal(object, int)

    def __init__(self, jobs: Jobs, trial: Trial, window: QWidget) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._trial = trial
        self._window = window

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
        picker.auditioned.connect(lambda entry, part: self._trial.hear_file(entry.path, part))
        picker.audition_stopped.connect(self._trial.stop)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.open()
