"""Music on its way into other programs: dragged out of the window, or copied as a file.

Each time a new file is written, from the present state, under a name for people. It stays:
the program it was dropped on may read it late, or keep referring to it. What is older than a
week goes when melodyrnn starts.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from gui.document.as_midi import midi_bytes
from gui.document.exporting import Excerpt
from melodyrnn.whole_file import make_folder, whole_file

MIDI_TYPE = "audio/midi"

KEPT_S = 7 * 24 * 3600.0
"""So old is a file when it goes."""

_FILE_MANAGER_TYPE = "x-special/gnome-copied-files"


class Outgoing:
    """Writes files for others to take.

    folder: private to the user; made when needed. Every file lies in a folder of its own,
    so that its name can be the same as another's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def purge(self, now: float) -> None:
        """Clears away what is older than a week; now: seconds since 1970."""
        with suppress(OSError):
            for entry in self._folder.iterdir():
                if now - entry.stat().st_mtime > KEPT_S:
                    shutil.rmtree(entry, ignore_errors=True)

    def write(self, excerpt: Excerpt) -> Path:
        """A new file with this music.

        Raises:
            ExportError: it cannot be written.
        """
        make_folder(self._folder)
        with suppress(OSError):
            self._folder.chmod(0o700)  # nobody else's to read
        place = self._folder / secrets.token_hex(4)
        make_folder(place)
        path = place / f"{excerpt.stem}.mid"
        with whole_file(path) as draft:
            draft.write_bytes(midi_bytes(excerpt.piece, length=excerpt.length))
        return path

    def dragged(self, excerpt: Excerpt) -> QMimeData:
        """For a drag: the file, and its bytes for programs that take MIDI as such.

        Call it when the drag begins. Raises as `write`.
        """
        path = self.write(excerpt)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        data.setData(MIDI_TYPE, path.read_bytes())
        return data

    def copied(self, excerpt: Excerpt) -> QMimeData:
        """For the clipboard: as `dragged`, and so that file managers paste it too."""
        data = self.dragged(excerpt)
        url = data.urls()[0].toString(QUrl.ComponentFormattingOption.FullyEncoded)
        data.setData(_FILE_MANAGER_TYPE, f"copy\n{url}".encode())
        return data
