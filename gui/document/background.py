"""Short work on files, on a thread beside the window: saving never waits for a disk.

Long work goes to `gui.jobs`; this is for what takes milliseconds on a good day, must see the
document as it is now, and must be over before the program ends.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Signal

from melodyrnn.errors import MelodyRnnError

BROKEN = "It could not be saved because of a fault in melodyrnn; Help, Open Log Folder tells more."

_log = logging.getLogger(__name__)

Then = Callable[[str], None]
"""Hears how it ended: "" for well, else a sentence."""


class Background(QObject):
    """Does one thing after another on one thread, and reports on the window's thread.

    Its owner calls `close` before it goes.
    """

    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="melodyrnn-files")
        self._results: SimpleQueue[tuple[Then, str]] = SimpleQueue()
        self._last: Future[None] | None = None
        # Emitted over there, heard here: Qt queues it.
        self._ended.connect(self._on_ended)

    def start(self, work: Callable[[], None], then: Then) -> None:
        """Does `work` after all before it, then tells `then` how it ended."""
        self._last = self._pool.submit(self._do, work, then)

    def wait(self) -> None:
        """Returns when everything started is done and reported."""
        if self._last is not None:
            self._last.result()
        self._on_ended()

    def close(self) -> None:
        """Waits, and ends the thread."""
        self.wait()
        self._pool.shutdown()

    def _do(self, work: Callable[[], None], then: Then) -> None:
        words = ""
        try:
            work()
        except MelodyRnnError as error:
            words = str(error)
        except Exception:  # noqa: BLE001  the thread's boundary: no bug may pass in silence
            _log.exception("work on files failed")
            words = BROKEN
        self._results.put((then, words))
        self._ended.emit()

    def _on_ended(self) -> None:
        while True:
            try:
                then, words = self._results.get_nowait()
            except Empty:
                return
            then(words)
