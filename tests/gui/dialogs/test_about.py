from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.dialogs.about import LICENCES, AboutDialog, diagnostics
from gui.icons import application_icon
from melodyrnn import __version__


def test_the_version_is_said(qtbot: QtBot) -> None:
    dialog = AboutDialog(application_icon(), {})
    qtbot.addWidget(dialog)
    assert any(__version__ in label.text() for label in dialog.findChildren(QLabel))


def test_the_report_is_copied_with_what_is_known(qtbot: QtBot) -> None:
    dialog = AboutDialog(application_icon(), {"Sound": "Speakers"})
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == diagnostics({"Sound": "Speakers"})
    assert f"Qt: {qVersion()}" in copied
    assert "Sound: Speakers" in copied


def test_what_is_not_installed_is_said_and_no_traceback() -> None:
    report = diagnostics({})
    assert "numpy: " in report
    assert all(": " in line for line in report.splitlines())


def test_the_licences_name_what_is_shipped_beside_us() -> None:
    for name in ("PySide6", "NumPy", "symusic", "miniaudio", "TimGM6mb"):
        assert name in LICENCES
