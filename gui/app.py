"""The application: builds the long-lived objects, connects them, and ends in good order."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.actions import Actions
from gui.desk import Desk
from gui.document.example import example_project
from gui.document.preferences import PreferencesStore
from gui.document.project import Project
from gui.document.recovery import Recovery
from gui.folders import Folders, user_folders
from gui.icons import application_icon
from gui.instance import FileOpenFilter, Instance
from gui.interrupts import EXIT_STATUS, Interrupts
from gui.log import start_log
from gui.look import Look
from gui.studio import build_studio

NEW_INSTANCE = "--new-instance"


def run(arguments: list[str] | None = None, midi_data: Path | None = None) -> int:
    """Opens the window on the files named, if any; returns the exit status.

    midi_data: the starter collection, where there is one: the file dialogs begin there.
    """
    given = sys.argv[1:] if arguments is None else arguments
    app = make_application()
    folders = user_folders()
    instance = Instance(folders.instance, app)
    paths = [Path(a) for a in given if a != NEW_INSTANCE]
    if NEW_INSTANCE not in given and not instance.claim() and instance.hand_over(paths):
        return 0
    application = Application(app, folders, midi_data)
    application.serve(instance)
    application.begin(paths)
    status = app.exec()
    instance.close()
    return application.status or status


def make_application() -> QApplication:
    """Qt's application under our name."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    QLocale.setDefault(QLocale.c())  # numbers as in music software: 0.85, 1 000 not grouped
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["melodyrnn"])
    app.setApplicationName("melodyrnn")
    app.setApplicationDisplayName("melodyrnn")
    app.setWindowIcon(application_icon())
    return app


class Application(QObject):
    """The running program. status: what the process returns, 0 unless it was interrupted."""

    def __init__(self, app: QApplication, folders: Folders, midi_data: Path | None = None) -> None:
        super().__init__(app)
        self.status = 0
        self._app = app
        self._store = PreferencesStore(folders.preferences)
        preferences = self._store.load()
        self._recovery = Recovery(folders.sessions)
        self._look = Look(app, preferences.look)
        self.actions = Actions(app, preferences.shortcuts)
        self.studio = build_studio(self.actions, self._look, folders, self._recovery)
        self.desk = Desk(
            self.studio, self.actions, self._look, self._recovery, self._store, preferences
        )
        self.window = self.studio.window
        self.window.may_close = self._may_close
        self._look.dress()
        self._interrupts = Interrupts(self._on_interrupt, self)
        start_log(folders.log, self.desk.warn)
        if midi_data is not None:
            self.studio.control.files.set_folder(midi_data)

    def serve(self, instance: Instance) -> None:
        """Files that come from a second start, or from the system, are opened here."""
        instance.paths_received.connect(self._on_paths)
        events = FileOpenFilter(self)
        self._app.installEventFilter(events)
        events.path_opened.connect(lambda path: self._on_paths([path]))
        QTimer.singleShot(0, instance.start_delivering)

    def begin(self, paths: list[Path]) -> None:
        """Shows the window; what takes time comes when it is painted.

        The first start shows the example, later ones the project that was last worked on.
        """
        preferring = self.desk.preferring
        if preferring.is_first_start:
            self.studio.truth.document.reset(example_project())
        else:
            self.studio.truth.document.reset(Project(settings=preferring.preferences.settings))
            paths = paths or preferring.last_project()
        self.window.painted.connect(lambda: self._after_first_paint(paths))
        self.window.show()

    def _after_first_paint(self, paths: list[Path]) -> None:
        gc.freeze()  # what the window is made of stays; `gui.start` has switched it off
        gc.enable()
        self.desk.settle()
        for path in paths[:1]:
            self.studio.control.files.open(path)
        self.desk.preferring.note_start()

    def _on_paths(self, paths: list[Path]) -> None:
        self.window.raise_()
        self.window.activateWindow()
        for path in paths[:1]:
            self.studio.control.files.open(path)

    def _may_close(self) -> bool:
        """Asks what has to be asked; then ends everything in order."""
        if not self.desk.may_close():
            return False
        self._end()
        return True

    def _on_interrupt(self) -> None:
        """Ctrl-C: what is unsaved is offered at the next start."""
        self.status = EXIT_STATUS
        self.studio.control.autosave.flush()
        self.desk.close(keeps_recovery=True)
        self._interrupts.close()
        sys.excepthook = sys.__excepthook__
        self.window.hide()  # Qt crashes over a window that is still shown when Python ends
        self._app.exit(EXIT_STATUS)

    def _end(self) -> None:
        self.desk.close(keeps_recovery=False)
        self._interrupts.close()
        sys.excepthook = sys.__excepthook__
