"""Music on its way out: exported, dragged into another program, copied as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.dialogs.export import ENDINGS, ExportChoice, ExportDialog, ExportOffer, What
from gui.dialogs.file_choice import MIDI, SOUND, choose_saved
from gui.document.document import Document
from gui.document.exporting import (
    Excerpt,
    idea_alone,
    kept_as_files,
    kept_as_tracks,
    seed_and_idea,
    selection,
    whole_piece,
)
from gui.document.outgoing import Outgoing
from gui.document.project import Idea, Project, saved_ideas
from gui.document.selection import Selection
from gui.jobs import Job, Jobs
from gui.panels.drag_picture import drag_picture
from gui.requests import ExportRequest, Form
from melodyrnn.errors import EmptyPieceError, MelodyRnnError


class Outward(QObject):
    """Exports and drags. noted and failed: sentences. soundfont: set from the preferences."""

    noted = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        jobs: Jobs,
        outgoing: Outgoing,
        window: QWidget,
    ) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._jobs = jobs
        self._outgoing = outgoing
        self._window = window
        self.folder = Path.home()
        self.soundfont = ""
        self._heard: Idea | None = None
        self._last = ExportChoice()
        self._running: list[Job] = []

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions that export do."""
        return {"export_midi": self.export_piece, "export_dialog": self.choose}

    def hear(self, idea: Idea | None) -> None:
        """The take that is heard now: the one the dialog is about."""
        self._heard = idea

    def choose(self) -> None:
        """The dialog; its take is the one that is heard, else the one last kept."""
        project = self._document.project
        ideas = saved_ideas(project)
        take = self._heard or (ideas[-1] if ideas else None)
        makers = self._makers(project, take)
        stems: dict[What, str] = {}
        missing: dict[What, str] = {}
        for what, make in makers.items():
            try:
                stems[what] = make()[0].stem
            except MelodyRnnError as error:
                missing[what] = str(error)
        offer = ExportOffer(self.folder, stems, missing, take.name if take else "")
        dialog = ExportDialog(offer, self._last, self._window)
        dialog.chosen.connect(lambda choice: self._on_chosen(choice, makers))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _makers(
        self, project: Project, take: Idea | None
    ) -> dict[What, Callable[[], tuple[Excerpt, ...]]]:
        """How each kind of export is made; making it may fail with a sentence."""

        def of_take(make: Callable[[Project, Idea], Excerpt]) -> tuple[Excerpt, ...]:
            if take is None:
                raise EmptyPieceError("Listen to a take first, or keep one with Ideas, Keep.")
            return (make(project, take),)

        return {
            "piece": lambda: (_not_empty(project),),
            "seed_and_take": lambda: of_take(seed_and_idea),
            "take": lambda: of_take(idea_alone),
            "kept_files": lambda: kept_as_files(project),
            "kept_tracks": lambda: (kept_as_tracks(project),),
        }

    def _on_chosen(
        self, choice: ExportChoice, makers: dict[What, Callable[[], tuple[Excerpt, ...]]]
    ) -> None:
        self._last = choice
        excerpts = makers[choice.what]()
        if choice.what != "kept_files":
            self.write(excerpts[0], choice.path)
            return
        for excerpt in excerpts:
            self.write(excerpt, choice.path / (excerpt.stem + ENDINGS[choice.form]))

    def export_piece(self) -> None:
        """Asks where, and writes the whole piece as MIDI."""
        try:
            self.ask_and_write(_not_empty(self._document.project))
        except MelodyRnnError as error:
            self.failed.emit(str(error))

    def export_idea(self, identifier: str) -> None:
        """Asks where, and writes the new notes of an idea as MIDI."""
        project = self._document.project
        self.ask_and_write(idea_alone(project, project.idea(identifier)))

    def ask_and_write(self, excerpt: Excerpt) -> None:
        """Asks where; the ending of the name says whether MIDI or sound is wanted."""
        proposed = self.folder / f"{excerpt.stem}.mid"
        path = choose_saved(self._window, "Export", proposed, f"{MIDI};;{SOUND}")
        if path is not None:
            self.write(excerpt, path)

    def write(self, excerpt: Excerpt, path: Path) -> None:
        """Writes an excerpt; the ending of the path says whether MIDI or sound is wanted."""
        self.folder = path.parent
        form: Form = "wav" if path.suffix.lower() == ".wav" else "midi"
        request = ExportRequest(excerpt.piece, path, form, excerpt.length, self.soundfont)
        job: Job = self._jobs.start(
            f"Exporting {path.name}", "gui.tasks:export", request, "files", is_of_user=True
        )
        self._running.append(job)
        self.noted.emit(f"Exporting {path.name} …; Esc stops it.")
        job.finished.connect(lambda: self.noted.emit(f"Exported to {path.name}."))
        job.cancelled.connect(lambda: self.noted.emit(f"{path.name} was not exported."))
        job.failed.connect(self.failed)
        job.ended.connect(lambda: self._running.remove(job))

    @property
    def is_exporting(self) -> bool:
        """Whether files are being written."""
        return bool(self._running)

    def cancel(self) -> None:
        """Writes no more; a file that is not whole does not stay."""
        for job in tuple(self._running):
            job.cancel()

    def copy_idea(self, identifier: str) -> None:
        """An idea on the clipboard, to be pasted into a folder or another program."""
        project = self._document.project
        excerpt = idea_alone(project, project.idea(identifier))
        try:
            QGuiApplication.clipboard().setMimeData(self._outgoing.copied(excerpt))
        except MelodyRnnError as error:
            self.failed.emit(str(error))
            return
        self.noted.emit(f"{excerpt.stem}.mid can be pasted now, into a folder or another program.")

    def drag_idea(self, identifier: str) -> None:
        """An idea leaves with the mouse; whoever takes it gets a MIDI file."""
        project = self._document.project
        self._drag(idea_alone(project, project.idea(identifier)))

    def drag_selection(self) -> None:
        """The selected notes leave with the mouse."""
        try:
            excerpt = selection(self._document.project, self._selection.notes)
        except MelodyRnnError as error:
            self.noted.emit(str(error))
            return
        self._drag(excerpt)

    def _drag(self, excerpt: Excerpt) -> None:
        try:
            data = self._outgoing.dragged(excerpt)
        except MelodyRnnError as error:
            self.failed.emit(str(error))
            return
        drag = QDrag(self._window)
        drag.setMimeData(data)
        drag.setPixmap(drag_picture(excerpt.stem, self._window.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction)


def _not_empty(project: Project) -> Excerpt:
    """The whole piece; raises EmptyPieceError if there is nothing in it."""
    if not project.piece.note_count:
        raise EmptyPieceError("There is no note to export yet; draw or import a melody first.")
    return whole_piece(project)
