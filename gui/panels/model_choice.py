"""Which network writes, and its card."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.icons import icon
from gui.panels.fields import ChoiceBox
from gui.panels.tool_button import ToolButton
from gui.theme import SPACING, Colours


class ModelChoice(QWidget):
    """chosen: name of a model. card_asked: name of the model whose card is wanted.

    learn_asked: another one is to be made.
    """

    chosen = Signal(str)
    card_asked = Signal(str)
    learn_asked = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._box = ChoiceBox("Model", "The network that writes the takes")
        self._about = ToolButton("About the model", "What this model learned from")
        self._learn = ToolButton("Learn from my music", "Train a network on your own MIDI files")
        self._models: tuple[tuple[str, str], ...] = ()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self._box, 1)
        layout.addWidget(self._about)
        layout.addWidget(self._learn)
        self._box.activated.connect(self._on_activated)
        self._about.clicked.connect(self._on_about)
        self._learn.clicked.connect(self.learn_asked)
        self.set_colours(colours)
        self._show_none("looking for models", "The models on this computer are being listed")

    def set_models(self, models: Sequence[tuple[str, str]]) -> None:
        """The models there are, by name and summary, the default first."""
        chosen = self.name
        self._models = tuple(models)
        self._box.clear()
        for i, (name, summary) in enumerate(self._models):
            self._box.addItem(name)
            self._box.setItemData(i, summary, Qt.ItemDataRole.ToolTipRole)
        self._box.setEnabled(True)
        self._about.setEnabled(True)
        if not self._models:
            why = "No model is installed: train one on a folder of MIDI files"
            self._show_none("no model installed", why)
        self.set_name(chosen)

    @property
    def name(self) -> str:
        """The name of the model shown; empty if there is none."""
        index = self._box.currentIndex()
        return self._models[index][0] if 0 <= index < len(self._models) else ""

    def set_name(self, name: str) -> None:
        """Shows the model of that name; the default one if there is none."""
        names = [model for model, _ in self._models]
        self._box.setCurrentIndex(names.index(name) if name in names else 0)
        self._describe()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._about.setIcon(icon("info", colours))
        self._learn.setIcon(icon("learn", colours))

    def _show_none(self, text: str, why: str) -> None:
        """There is nothing to choose from."""
        self._box.addItem(text)
        self._box.setToolTip(why)
        self._box.setEnabled(False)
        self._about.setEnabled(False)

    def _describe(self) -> None:
        index = self._box.currentIndex()
        if 0 <= index < len(self._models):
            name, summary = self._models[index]
            self._box.setToolTip(f"<b>{escape(name)}</b><br>{escape(summary)}")
            self._box.setAccessibleDescription(summary)

    def _on_activated(self) -> None:
        self._describe()
        if self.name:
            self.chosen.emit(self.name)

    def _on_about(self) -> None:
        self.card_asked.emit(self.name)
