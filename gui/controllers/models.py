"""The models there are, and the one that the project is continued by."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from gui.document.document import Change, Document
from gui.jobs import Jobs
from gui.requests import ModelsRequest, ModelSummary


class Models(QObject):
    """Lists the models, anew whenever there may be others.

    listed: all of them (a tuple of `ModelSummary`), the default first. chosen: the one in
    force. failed: why they cannot be listed.
    """

    listed = Signal(object)
    chosen = Signal(object)
    failed = Signal(str)

    def __init__(self, document: Document, jobs: Jobs) -> None:
        super().__init__(document)
        self._document = document
        self._jobs = jobs
        self._models: tuple[ModelSummary, ...] = ()
        document.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Looks which models there are."""
        listing = self._jobs.start("Listing models", "gui.tasks:models", ModelsRequest())
        listing.item_ready.connect(self._on_listed)
        listing.failed.connect(self.failed)

    def use(self, name: str) -> None:
        """Continues the project by that model from now on."""
        settings = self._document.project.settings
        self._document.set_settings(replace(settings, model=name, style=""))

    def follow(self, name: str, wanted: str) -> None:
        """A model is called otherwise: the project goes on with it."""
        if self._document.project.settings.model == name:
            self._document.set_settings(replace(self._document.project.settings, model=wanted))

    def _on_listed(self, models: object) -> None:
        assert isinstance(models, tuple)
        self._models = models
        self.listed.emit(models)
        self._tell()

    def _on_changed(self, change: Change) -> None:
        if change.fields & {"settings"}:
            self._tell()

    def _tell(self) -> None:
        name = self._document.project.settings.model
        model = next((m for m in self._models if m.name == name), None)
        model = model or next(iter(self._models), None)
        if model is not None:
            self.chosen.emit(model)
