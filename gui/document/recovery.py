"""What survives a crash: unsaved work of each running program, in a folder of its own.

Beside the folder lies a lock that holds the number of the process. A folder whose process is
gone is offered at the next start; that of a second window which is alive is not.

    sessions/3f9a….lock             QLockFile, taken before the folder is made
    sessions/3f9a…/recovery.melody  there while something is unsaved
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLockFile

from gui.document.project import Project
from gui.document.project_file import load_project, read_project, save_project
from melodyrnn.errors import ExportError, ProjectFileError
from melodyrnn.whole_file import make_folder

_FILE = "recovery.melody"


@dataclass(frozen=True, slots=True)
class Offer:
    """Unsaved work of a program that ended without saving.

    session: its number. origin: the project file it belongs to, if it had one. when: how
    it stood then, local time.
    """

    session: str
    project: Project
    origin: Path | None
    when: datetime

    @property
    def name(self) -> str:
        """What to call it."""
        return self.origin.stem if self.origin else self.project.piece.title or "Untitled"


class Recovery:
    """Unsaved work of this program, and of others which crashed.

    folder: where sessions of all programs of this user lie; made when needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._session = ""
        self._locks: dict[str, QLockFile] = {}

    def claim(self) -> str:
        """Begins a session of this program; returns its number.

        Raises:
            ExportError: nothing can be written there.
        """
        make_folder(self._folder)
        session = secrets.token_hex(8)
        if not self._lock(session):
            raise ExportError(
                f"Unsaved work cannot be kept in {self._folder}; check that you may write there."
            )
        make_folder(self._folder / session)
        self._session = session
        return session

    def offers(self) -> list[Offer]:
        """What can be recovered, the newest first.

        Sessions are offered whose process is gone and whose work differs from the project
        file it belongs to. What holds nothing is cleared away; what cannot be read, because
        a newer version wrote it, stays where it is.
        """
        found = []
        for session in self._others():
            if not self._lock(session):
                continue  # alive
            try:
                offer = self._read(session)
            except ProjectFileError:
                self._unlock(session)
                continue
            if offer is None:
                self.discard(session)
            else:
                found.append(offer)
        return sorted(found, key=lambda offer: offer.when, reverse=True)

    def save(self, project: Project, path: Path | None) -> None:
        """Keeps this state of the project whose file is `path`; on any thread.

        Raises:
            ExportError: it cannot be written.
        """
        folder = self._folder / self._session
        make_folder(folder)  # something may have tidied it away
        save_project(folder / _FILE, project, all_ideas=True, origin=path)

    def clear(self) -> None:
        """Nothing of this session is unsaved."""
        (self._folder / self._session / _FILE).unlink(missing_ok=True)

    def take_over(self, offer: Offer) -> None:
        """Makes recovered work this session's own: at no moment is it on the disk nowhere.

        Raises:
            ExportError: it cannot be written.
        """
        self.save(offer.project, offer.origin)
        self.discard(offer.session)

    def discard(self, session: str) -> None:
        """Clears away what a session left."""
        shutil.rmtree(self._folder / session, ignore_errors=True)
        self._unlock(session)

    def finish(self) -> None:
        """A clean exit: nothing of this session stays; what was offered may be offered again."""
        if self._session:
            self.discard(self._session)
            self._session = ""
        for session in list(self._locks):
            self._unlock(session)

    def _others(self) -> list[str]:
        """All sessions but ours, also those of which only the lock is left."""
        names = {path.stem for path in self._folder.glob("*.lock")}
        names |= {path.name for path in self._folder.glob("*") if path.is_dir()}
        return sorted(names - {self._session})

    def _read(self, session: str) -> Offer | None:
        path = self._folder / session / _FILE
        if not path.exists():
            return None
        saved = read_project(path)
        if saved.origin and _holds(saved.origin, saved.project):
            return None
        when = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        return Offer(session, saved.project, saved.origin, when)

    def _lock(self, session: str) -> bool:
        """Whether the session is ours now: nobody's, or that of a process that is gone."""
        if session in self._locks:
            return True
        lock = QLockFile(str(self._folder / f"{session}.lock"))
        lock.setStaleLockTime(0)  # a program may run for weeks: only its process counts
        if not lock.tryLock(0):
            return False
        self._locks[session] = lock
        return True

    def _unlock(self, session: str) -> None:
        if lock := self._locks.pop(session, None):
            lock.unlock()


def _holds(path: Path, project: Project) -> bool:
    """Whether a project file holds just this."""
    try:
        return load_project(path) == project
    except ProjectFileError:
        return False
