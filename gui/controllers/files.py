"""Files: new, open, save, import, and what is asked before anything is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.controllers.asking import Asking
from gui.dialogs.file_choice import (
    PROJECTS,
    choose_folder,
    choose_opened,
    choose_saved,
)
from gui.document.document import Document
from gui.document.example import example_project
from gui.document.file_names import file_stem
from gui.document.opened import Opened
from gui.document.project import Project
from gui.document.project_file import SUFFIX
from gui.document.saving import Saving
from gui.jobs import Job, Jobs
from gui.requests import OpenRequest


class Files(QObject):
    """What the File menu does with projects.

    noted: a sentence for the status bar. failed: a sentence that deserves a notice. used:
    a path for the list of recent files. opened: a file is in the window (what came of it).
    folder_chosen: a folder to pick from. leaving: what is in hand, such as a recording, is to be
    written into the project now, before anything is asked about it.
    """

    noted = Signal(str)
    failed = Signal(str)
    used = Signal(object)
    opened = Signal(object)
    folder_chosen = Signal(object)
    leaving = Signal()

    def __init__(
        self,
        document: Document,
        saving: Saving,
        jobs: Jobs,
        asking: Asking,
        window: QWidget,
    ) -> None:
        super().__init__(document)
        self._document = document
        self._saving = saving
        self._jobs = jobs
        self._asking = asking
        self._window = window
        self._folder = Path.home()
        self._job: Job | None = None
        self._given_up = -1
        saving.saved.connect(self._on_saved)
        saving.failed.connect(lambda _path, sentence: self.failed.emit(sentence))

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions of the File menu do."""
        return {
            "new": self.new,
            "open": self.choose,
            "open_example": self.open_example,
            "save": self.save,
            "save_as": self.save_as,
            "import_midi": self.choose,
            "import_folder": self.choose_folder,
        }

    @property
    def name(self) -> str:
        """What to call the project."""
        path = self._document.path
        return path.stem if path else self._document.project.piece.title or "Untitled"

    def set_folder(self, folder: Path) -> None:
        """Where the next file dialog begins."""
        self._folder = folder

    def new(self) -> None:
        """An empty project."""
        if self._leaves():
            self._document.reset(Project(settings=self._document.project.settings))

    def open_example(self) -> None:
        """The example of the first start."""
        if self._leaves():
            self._document.reset(example_project())

    def choose(self) -> None:
        """Asks for a file and opens it."""
        if path := choose_opened(self._window, self._folder):
            self.open(path)

    def choose_folder(self) -> None:
        """Asks for a folder of MIDI to pick from."""
        if folder := choose_folder(self._window, self._folder):
            self._folder = folder
            self.folder_chosen.emit(folder)

    def open(self, path: Path, part: int | None = None) -> None:
        """Opens a project or a MIDI file, told by its content; a folder is picked from.

        part: which part of a MIDI file is the melody; None: the likeliest.
        """
        if path.is_dir():
            self.folder_chosen.emit(path)
            return
        if not self._leaves():
            return
        self._folder = path.parent
        self._job = self._jobs.start(
            f"Opening {path.name}", "gui.tasks:open_path", OpenRequest(path, part), lane="files"
        )
        self._job.item_ready.connect(lambda opened: self._on_opened(path, opened))
        self._job.failed.connect(self.failed)

    def open_dropped(self, paths: list[Path]) -> None:
        """Opens what was dropped; of several the first, and says so."""
        self.open(paths[0])
        if len(paths) > 1:
            self.noted.emit(f"One at a time: this is {paths[0].name}. A folder can be picked from.")

    def save(self) -> None:
        """Saves; asks for a name the first time."""
        if self._document.path is None:
            self.save_as()
        else:
            self._saving.save(self._document.path)

    def save_as(self) -> None:
        """Saves under another name."""
        if path := self._ask_path():
            self._saving.save(path)

    def may_leave(self) -> bool:
        """Whether the project may go; asks about unsaved edits and saves them if so wished."""
        self.leaving.emit()
        if not self._document.is_modified:
            return True
        answer = self._asking.save_first(self.name)
        if answer != "save":
            return answer == "discard"
        path = self._document.path or self._ask_path()
        return path is not None and self._saving.save_and_wait(path)

    def _leaves(self) -> bool:
        """As `may_leave`; and if it may, no file that is still being read comes in between."""
        may = self.may_leave()
        if may and self._job is not None:
            self._job.cancel()
        self._given_up = self._document.history.index()
        return may

    def _ask_path(self) -> Path | None:
        proposed = self._document.path or self._folder / (file_stem(self.name) + SUFFIX)
        return choose_saved(self._window, "Save Project", proposed.with_suffix(SUFFIX), PROJECTS)

    def _on_saved(self, path: Path) -> None:
        self._folder = path.parent
        self.used.emit(path)
        self.noted.emit(f"Saved as {path.name}.")

    def _on_opened(self, path: Path, opened: Opened) -> None:
        if self._document.history.index() != self._given_up and not self.may_leave():
            return  # there was time for an edit while the file was read
        self._document.reset(opened.project, path if opened.is_project else None)
        self.used.emit(path)
        self.opened.emit(opened)
