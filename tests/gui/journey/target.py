"""Another program: a window that takes a dropped file and copies it to a path.

python -m tests.gui.journey.target PATH X Y
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel


class Target(QLabel):
    """Takes one file."""

    def __init__(self, path: Path) -> None:
        super().__init__("drop here")
        self.setWindowTitle("drop target")
        self._path = path
        self.setAcceptDrops(True)
        self.setWindowFlags(Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint)
        self.resize(160, 120)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = Path(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
        self._path.write_bytes(dropped.read_bytes())
        self._path.with_suffix(".name").write_text(dropped.name)


def main() -> None:
    """Shows the window until it is killed."""
    app = QApplication(sys.argv[:1])
    target = Target(Path(sys.argv[1]))
    target.move(int(sys.argv[2]), int(sys.argv[3]))
    target.show()
    sys.exit(app.exec())


if __name__ == "__main__":
    main()
