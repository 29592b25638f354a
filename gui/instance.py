"""One program for one user: a second start hands its files to the first, and ends."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLockFile, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from melodyrnn.errors import MelodyRnnError
from melodyrnn.whole_file import make_folder

PATIENCE_MS = 2000
"""So long a second start waits for the first to answer before it opens a window itself."""

MAX_MESSAGE_BYTES = 1_000_000

_LENGTH = struct.Struct(">I")
_HEARD = b"heard"


class Instance(QObject):
    """Whether this is the first program of its user, and what later ones hand over.

    folder: private to the user, the same for all starts. paths_received: files to open, as
    Path; none when somebody only started the program again: then show the window.
    """

    paths_received = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        digest = hashlib.sha256(str(folder.absolute()).encode(errors="surrogateescape"))
        self._name = f"melodyrnn-{digest.hexdigest()[:16]}"
        self._lock = QLockFile(str(folder / "instance.lock"))
        self._lock.setStaleLockTime(0)  # only its process counts, however long it runs
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._waiting: list[Path] | None = []

    @property
    def server_name(self) -> str:
        """Under which later starts find the first."""
        return self._name

    def claim(self) -> bool:
        """Whether this is the first; from then on it hears of later ones.

        Where nothing can be locked, every start is a first one: better two windows than none.
        """
        try:
            make_folder(self._folder)
        except MelodyRnnError:
            return True
        if not self._lock.tryLock(0):
            return self._lock.error() != QLockFile.LockError.LockFailedError
        QLocalServer.removeServer(self._name)  # what a crash left
        self._server.listen(self._name)
        return True

    def hand_over(self, paths: Sequence[Path]) -> bool:
        """Gives files to the first program; False if it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        data = json.dumps([str(path.absolute()) for path in paths]).encode()
        socket.write(_LENGTH.pack(len(data)) + data)
        answer = b""
        while len(answer) < len(_HEARD) and socket.waitForReadyRead(PATIENCE_MS):
            answer += socket.readAll().data()
        return answer == _HEARD

    def start_delivering(self) -> None:
        """The window is there: what came before it comes now, and the rest at once."""
        waiting, self._waiting = self._waiting, None
        if waiting:
            self.paths_received.emit(waiting)

    def open_path(self, path: Path) -> None:
        """A file to open, from wherever it comes."""
        self._deliver([path])

    def close(self) -> None:
        """Hears of nothing any more; the next start is the first."""
        self._server.close()
        self._lock.unlock()

    def _deliver(self, paths: list[Path]) -> None:
        if self._waiting is None:
            self.paths_received.emit(paths)
        else:
            self._waiting += paths

    def _on_connection(self) -> None:
        while socket := self._server.nextPendingConnection():
            call = _Call(socket, self)
            call.heard.connect(self._deliver)


class FileOpenFilter(QObject):
    """Files that macOS asks the running program to open. Install it on the application.

    path_opened: one of them.
    """

    path_opened = Signal(Path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the file out of the event."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.path_opened.emit(Path(event.file()))
            return True
        return super().eventFilter(watched, event)


class _Call(QObject):
    """One connection: its bytes until they are whole. heard: the paths it names."""

    heard = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket, self._data = socket, b""
        socket.setParent(self)
        socket.readyRead.connect(self._on_bytes)
        socket.disconnected.connect(self.deleteLater)
        self._on_bytes()

    def _on_bytes(self) -> None:
        self._data += self._socket.readAll().data()
        if len(self._data) < _LENGTH.size:
            return
        length = _LENGTH.unpack_from(self._data)[0]
        if length > MAX_MESSAGE_BYTES:
            self._socket.abort()
            return
        if len(self._data) < _LENGTH.size + length:
            return
        paths = _paths(self._data[_LENGTH.size : _LENGTH.size + length])
        self._data = b""
        if paths is None:
            self._socket.abort()
            return
        self._socket.write(_HEARD)
        self._socket.flush()  # at once: opening what was named may take a moment
        self._socket.disconnectFromServer()
        self.heard.emit(paths)


def _paths(data: bytes) -> list[Path] | None:
    """The paths of a message; None if it is none of ours."""
    try:
        texts = json.loads(data)
    except ValueError:
        return None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return None
    return [Path(text) for text in texts]
