"""About: the version, what it is built with, and a report to send along with a question."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from importlib import metadata

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from gui.dialogs.building import button_row, column, label, plain_button, primary_button
from gui.theme import MARGIN
from melodyrnn import __version__

PACKAGES = ("PySide6_Essentials", "numpy", "mido", "symusic", "miniaudio", "python-rtmidi")
"""Whose versions a report names."""

LICENCES = """\
melodyrnn: MIT licence
Qt and PySide6: LGPL, version 3
NumPy: BSD licence
symusic, mido, pretty_midi, miniaudio, python-rtmidi: MIT licence
safetensors: Apache licence, version 2
TimGM6mb, the SoundFont inside pretty_midi: GPL, version 2
The models learned from music named on their cards; see Help, About the Model.
"""
_COPIED_MS = 2000


class AboutDialog(QDialog):
    """Version and licences. facts: lines for the report, such as the sound device in use."""

    def __init__(
        self, icon: QIcon, facts: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facts = dict(facts)
        self._back = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._back.timeout.connect(self._on_time)
        layout = column(self, "About melodyrnn")
        picture = QLabel()
        picture.setPixmap(icon.pixmap(64, 64))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("melodyrnn", "title"))
        words.addWidget(label(f"Version {__version__}", "faint"))
        words.addWidget(label(f"Python {platform.python_version()}, Qt {qVersion()}", "faint"))
        head = QHBoxLayout()
        head.setSpacing(MARGIN)
        head.addWidget(picture)
        head.addLayout(words, 1)
        layout.addLayout(head)
        layout.addWidget(
            label(
                "Draw, play or import a melody; a network that learned from MIDI goes on with it,"
                " on your own computer.",
                wraps=True,
            )
        )
        licences = QPlainTextEdit(LICENCES.strip())
        licences.setReadOnly(True)
        licences.setAccessibleName("Licences")
        licences.setTabChangesFocus(True)
        licences.setMinimumHeight(150)
        layout.addWidget(licences, 1)
        self.copy = plain_button(
            "Copy Diagnostics", "Versions and devices, to send with a question"
        )
        close = primary_button("Close")
        layout.addLayout(button_row(close, left=[self.copy]))
        self.copy.clicked.connect(self._on_copy)
        close.clicked.connect(self.accept)
        close.setFocus()
        self.resize(500, 420)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(self._facts))
        self.copy.setText("Copied")
        self._back.start()

    def _on_time(self) -> None:
        self.copy.setText("Copy Diagnostics")


def diagnostics(facts: Mapping[str, str]) -> str:
    """Versions, system and facts, one a line."""
    lines = {
        "melodyrnn": __version__,
        "Python": sys.version.split()[0],
        "Qt": qVersion(),
        "System": platform.platform(),
        "Window system": QGuiApplication.platformName(),
    }
    lines |= {name: _version(name) for name in PACKAGES}
    return "\n".join(f"{name}: {value}" for name, value in (lines | dict(facts)).items())


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
