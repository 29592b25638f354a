"""Dialogs that belong to no other subject: editing by numbers, help, the model's card."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from gui.actions import Actions
from gui.document.document import Document
from gui.folders import Folders
from gui.icons import application_icon
from gui.jobs import Jobs
from gui.piano_roll.commands import Commands
from gui.piano_roll.scene import Scene
from gui.requests import CardRequest
from melodyrnn.music.naming import key_name

if TYPE_CHECKING:
    from gui.dialogs.transpose import Transposition
    from melodyrnn.card import Card


class Dialogs(QObject):
    """Opens dialogs and hands on what was chosen. failed: a sentence."""

    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        scene: Scene,
        jobs: Jobs,
        window: QWidget,
    ) -> None:
        super().__init__(document)
        self._document = document
        self._scene = scene
        self._jobs = jobs
        self._window = window
        self.facts: dict[str, str] = {}

    def handlers(
        self, commands: Commands, actions: Actions, folders: Folders
    ) -> dict[str, Callable[..., object]]:
        """What the actions that open a dialog do."""
        return {
            "quantize_dialog": lambda: self.quantize(commands),
            "transpose": lambda: self.transpose(commands),
            "shortcuts": lambda: self.shortcuts(actions),
            "about": self.about,
            "model_card": lambda: self.model_card(self._document.project.settings.model),
            "open_log": lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folders.log))),
        }

    def quantize(self, commands: Commands) -> None:
        """Onsets, lengths, strength and swing."""
        from gui.dialogs.quantize import QuantizeDialog

        count = commands.quantize_count
        dialog = QuantizeDialog(self._scene.grid, count, self._window, previews=True)
        dialog.previewed.connect(commands.preview_quantize)
        dialog.rejected.connect(lambda: commands.preview_quantize(None))
        dialog.chosen.connect(commands.quantize_with)
        self._open(dialog)

    def transpose(self, commands: Commands) -> None:
        """Any interval."""
        from gui.dialogs.transpose import TransposeDialog

        key = self._document.project.sounding_key
        dialog = TransposeDialog(key_name(key) if key else "", self._window)
        dialog.chosen.connect(lambda wish: _transpose(commands, wish))
        self._open(dialog)

    def model_card(self, name: str) -> None:
        """What a model learned from, as soon as its file is read."""
        job = self._jobs.start("Reading the model", "gui.tasks:model_card", CardRequest(name))
        job.item_ready.connect(self._show_card)
        job.failed.connect(self.failed)

    def shortcuts(self, actions: Actions) -> None:
        """All of them on one sheet."""
        from gui.dialogs.shortcuts import ShortcutsOverlay

        self._open(ShortcutsOverlay(actions, self._window))

    def about(self) -> None:
        """Version and licences."""
        from gui.dialogs.about import AboutDialog

        self._open(AboutDialog(application_icon(), self.facts, self._window))

    def _show_card(self, card: Card) -> None:
        from gui.dialogs.model_card import ModelCardDialog

        self._open(ModelCardDialog(card, self._window))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _transpose(commands: Commands, wish: Transposition) -> None:
    move = commands.transpose_by_steps if wish.in_scale else commands.transpose_by
    move(wish.amount)
