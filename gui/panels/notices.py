"""A slim bar for one sentence at a time: what happened, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.icons import icon, pixmap
from gui.panels.announcing import announce
from gui.panels.keyboard import PanelButton
from gui.panels.tool_button import ToolButton
from gui.theme import Colours

Kind = Literal["info", "good", "warning", "error"]

SHOWN_MS = 8000
"""How long a notice stays that asks for nothing."""

_PICTURES: dict[Kind, str] = {
    "info": "info",
    "good": "good",
    "warning": "warning",
    "error": "warning",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence. action: text of a button; key: what `acted` then says."""

    text: str
    kind: Kind = "info"
    action: str = ""
    key: str = ""

    @property
    def stays(self) -> bool:
        """Whether it waits to be closed."""
        return bool(self.action) or self.kind in ("warning", "error")


class Notices(QWidget):
    """Shows the latest notice; takes no room while there is none.

    acted: the button of a notice was pressed; its key.
    """

    acted = Signal(str)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._notice: Notice | None = None
        self._picture = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # names in it are anybody's
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = PanelButton()
        self.dismiss = ToolButton("Close this notice")
        self.dismiss.setIconSize(QSize(14, 14))
        self.dismiss.setMinimumSize(24, 24)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._frame = QFrame()
        self._frame.setObjectName("notice")
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(10, 4, 6, 4)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        row.addWidget(self.action)
        row.addWidget(self.dismiss)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 2)
        layout.addWidget(self._frame)
        self.action.clicked.connect(self._on_acted)
        self.dismiss.clicked.connect(self.clear)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown."""
        return self._notice

    def notify(self, notice: Notice) -> None:
        """Shows a notice in place of the one before, and tells screen readers."""
        self._notice = notice
        self._frame.setProperty("kind", notice.kind)
        self._frame.style().polish(self._frame)
        self._text.setText(notice.text)
        self.action.setText(notice.action)
        self.action.setAccessibleName(notice.action)
        self.action.setVisible(bool(notice.action))
        self.set_colours(self._colours)
        self.show()
        announce(self, notice.text)
        if notice.stays:
            self._timer.stop()
        else:
            self._timer.start()

    def clear(self) -> None:
        """Shows nothing."""
        self._timer.stop()
        self._notice = None
        self.hide()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.dismiss.setIcon(icon("close", colours, ink=colours.faint_text))
        if self._notice is not None:
            kind = self._notice.kind
            inks: dict[Kind, str] = {
                "info": colours.idea,
                "good": colours.good,
                "warning": colours.warning,
                "error": colours.playhead,
            }
            ratio = self.devicePixelRatioF()
            self._picture.setPixmap(pixmap(_PICTURES[kind], inks[kind], size=18, ratio=ratio))

    def _on_acted(self) -> None:
        notice = self._notice
        self.clear()
        if notice is not None:
            self.acted.emit(notice.key)
