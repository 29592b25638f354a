"""Keys on panels: Space stays with playing, Enter presses buttons, arrows move in controls.

Shortcuts of the window come before the focused control. A control that needs a key of its
own claims it here, and only while it has the focus.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
JUMPS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class KeyClaim(QObject):
    """Lets a focused widget have keys that are shortcuts of the window as well."""

    def __init__(self, widget: QWidget, keys: Iterable[Qt.Key]) -> None:
        super().__init__(widget)
        self._keys = frozenset(keys)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Says of the keys that they are wanted here."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in self._keys and not event.modifiers() & _CHORDS:
            event.accept()
            return True
        return False


class WheelGuard(QObject):
    """Keeps the wheel from changing a control that only happens to lie under the pointer."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hands the wheel on to what scrolls."""
        if event.type() == QEvent.Type.Wheel and not self._widget.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class PanelButton(QPushButton):
    """A button that Tab reaches, Enter presses and a click does not give the focus."""

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        """kind: the style sheet's property, "quiet" or "idea"."""
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._claim = KeyClaim(self, ENTERS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in ENTERS:
            self.click()
        else:
            super().keyPressEvent(event)

    def say(self, name: str, tip: str = "") -> None:
        """Sets the name for screen readers, and the tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(tip or name)
