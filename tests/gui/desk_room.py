"""The whole window, built as the application builds it, in folders of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from gui.actions import Actions
from gui.desk import Desk
from gui.document.document import Document
from gui.document.preferences import PreferencesStore
from gui.document.recovery import Recovery
from gui.folders import Folders
from gui.look import Look
from gui.studio import Studio, build_studio
from tests.gui.panels.samples import document_with_melody


class Room:
    """A window with the melody in it; its worker is real, and starts when it is needed."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        names = ("sessions", "outgoing", "log", "melodyrnn.ini", "music", "instance")
        folders = Folders(*(folder / name for name in names))
        store = PreferencesStore(folders.preferences)
        look = Look(app, "dark")
        recovery = Recovery(folders.sessions)
        self.owner = QObject()
        self.actions = Actions(self.owner, {})
        self.studio: Studio = build_studio(self.actions, look, folders, recovery)
        self.desk = Desk(self.studio, self.actions, look, recovery, store, store.load())
        self.document: Document = self.studio.truth.document
        self.document.reset(document_with_melody().project)
        self.window = self.studio.window

    def trigger(self, name: str) -> None:
        self.actions[name].trigger()


@contextmanager
def open_room(app: QApplication, folder: Path) -> Iterator[Room]:
    """The window, closed in good order; the application looks as before."""
    style, palette, sheet = app.style().objectName(), app.palette(), app.styleSheet()
    room = Room(app, folder)
    room.window.show()
    yield room
    room.desk.close(keeps_recovery=False)
    room.window.hide()
    room.window.deleteLater()
    # Now, while the actions are still there: timers of the panels ask for them.
    QCoreApplication.sendPostedEvents(room.window, QEvent.Type.DeferredDelete)
    app.setStyleSheet(sheet)
    app.setStyle(style)
    app.setPalette(palette)
