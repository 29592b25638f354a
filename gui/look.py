"""The look in force: follows the desktop's wish for light or dark while the user leaves it so."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gui.theme import Choice, Colours, Scheme, apply_look, colours


class Look(QObject):
    """Light or dark, as chosen or as the desktop is. changed: the new Colours are in force.

    The style sheet waits for `dress`: a widget under it is polished anew at every change of its
    parent, so that a window built first is there sooner by a tenth.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, choice: Choice = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        self._is_dressed = False
        self._scheme = apply_look(app, choice, has_sheet=False)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> Choice:
        """What the user chose."""
        return self._choice

    @property
    def scheme(self) -> Scheme:
        """What that comes to now."""
        return self._scheme

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        return colours(self._scheme)

    def dress(self) -> None:
        """Puts the style sheet in force; call it when the window is built, before it is shown."""
        self._is_dressed = True
        apply_look(self._app, self._choice)

    def choose(self, choice: Choice) -> None:
        """The user wants another look."""
        if choice != self._choice:
            self._choice = choice
            self._refresh()

    def _on_system_changed(self, _scheme: object = None) -> None:
        if self._choice == "system":
            self._refresh()

    def _refresh(self) -> None:
        scheme = apply_look(self._app, self._choice, has_sheet=self._is_dressed)
        if scheme != self._scheme:
            self._scheme = scheme
            self.changed.emit(self.colours)
