"""What went wrong, in a file that a person can send us: Help, Open Log Folder."""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

FILE_NAME = "melodyrnn.log"
MAX_BYTES, OLD_FILES = 1_000_000, 3

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger("melodyrnn")
_qt_log = logging.getLogger("qt")


def start_log(folder: Path, on_bug: Callable[[str], None]) -> None:
    """Everything logged, Qt's words and uncaught errors go to a file in `folder`.

    on_bug: told in one sentence that something unexpected went wrong; the program goes on.
    Without a place for the file the log goes to stderr.
    """
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        handlers=[_handler(folder)],
    )
    if sys.stderr is not None:  # a window without a console has none
        faulthandler.enable()
    qInstallMessageHandler(_on_qt_message)
    sys.excepthook = _reporter(on_bug)


def _handler(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(
            folder / FILE_NAME, maxBytes=MAX_BYTES, backupCount=OLD_FILES, encoding="utf-8"
        )
    except OSError:
        return logging.StreamHandler()


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


def _reporter(
    on_bug: Callable[[str], None],
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return  # `gui.interrupts` sees to it
        _log.error("a bug", exc_info=(kind, error, trace))
        on_bug(
            f"Something unexpected went wrong ({kind.__name__}). Your work is safe; please save it"
            " and send us the log from Help, Open Log Folder."
        )

    return report
