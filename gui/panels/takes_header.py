"""The line above the takes: how many are ready, what is in the way, and Cancel."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.actions import Actions
from gui.panels.keyboard import PanelButton
from gui.panels.naming import counted
from gui.theme import SPACING

HEIGHT = 26


class TakesHeader(QWidget):
    """Shows states of the strip; `cancel` is its button."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.cancel = PanelButton("Cancel", "quiet")
        self.cancel.say("Stop generating", actions["stop_generating"].toolTip())
        self.cancel.setFixedHeight(HEIGHT)
        self._status, self._hint = QLabel(), QLabel()
        self._hint.setProperty("role", "faint")
        self._status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        title = QLabel("Takes")
        title.setProperty("role", "heading")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 0, 3, 0)
        layout.setSpacing(SPACING + 4)
        layout.addWidget(title)
        layout.addWidget(self._status, 1)
        layout.addWidget(self._hint)
        layout.addWidget(self.cancel)
        self.setFixedHeight(HEIGHT)

    def show_counts(self, ready: int, waiting: int) -> None:
        """How many takes there are, and how many are still to come."""
        self.cancel.setVisible(waiting > 0)
        if waiting:
            text = f"{ready} of {ready + waiting} ready …"
        else:
            text = f"{counted(ready, 'take')} ready" if ready else ""
        self._show(text, "faint")

    def show_message(self, message: str) -> None:
        """What is in the way and what to do about it."""
        self._show(message, "warning")

    def show_hint(self, hint: str) -> None:
        """What a key would do now."""
        self._hint.setText(hint)

    @property
    def text(self) -> str:
        """What it says."""
        return self._status.text()

    def _show(self, text: str, role: str) -> None:
        self._status.setText(text)
        self._status.setToolTip(text)
        if self._status.property("role") != role:
            self._status.setProperty("role", role)
            self._status.style().unpolish(self._status)
            self._status.style().polish(self._status)
