"""Another program: a window from which a file or a folder is dragged out.

python -m tests.gui.journey.source PATH X Y
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Gives one file; its title says how the drag ended."""

    def __init__(self, path: Path) -> None:
        super().__init__("drag from here")
        self.setWindowTitle("drag source")
        self._path = path
        self.setWindowFlags(Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint)
        self.resize(160, 120)

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._path))])
        drag = QDrag(self)
        drag.setMimeData(data)
        done = drag.exec(Qt.DropAction.CopyAction)
        self.setWindowTitle(f"drag ended {done.name}")


def main() -> None:
    """Shows the window until it is killed."""
    app = QApplication(sys.argv[:1])
    source = Source(Path(sys.argv[1]))
    source.move(int(sys.argv[2]), int(sys.argv[3]))
    source.show()
    sys.exit(app.exec())


if __name__ == "__main__":
    main()
