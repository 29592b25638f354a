"""Small buttons with a picture: of an action, or of their own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.panels.keyboard import ENTERS, KeyClaim
from gui.theme import CONTROL_HEIGHT, ICON_SIZE


class ToolButton(QToolButton):
    """A button that Tab reaches, Enter presses and a click does not give the focus."""

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        """name: for screen readers."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setMinimumSize(CONTROL_HEIGHT + 4, CONTROL_HEIGHT)
        self.setAccessibleName(name)
        self.setToolTip(tip or name)
        self._claim = KeyClaim(self, ENTERS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in ENTERS:
            self.click()
        else:
            super().keyPressEvent(event)


def action_button(action: QAction, parent: QWidget | None = None) -> ToolButton:
    """A button that shows an action: its icon, tooltip, and whether it is checked or disabled."""
    name = action.text().replace("&", "").rstrip("…")
    button = ToolButton(name, parent=parent)
    button.setDefaultAction(action)
    button.setObjectName(action.objectName())
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button


def toggle(name: str, tip: str, *, text: str = "", icon: QIcon | None = None) -> ToolButton:
    """A button that stays down."""
    button = ToolButton(name, tip)
    button.setCheckable(True)
    button.setText(text)
    if icon is not None:
        button.setIcon(icon)
    return button
