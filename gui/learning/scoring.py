"""The score card of the model that is shown: by what it is judged, and where its words go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from gui.learning.card_words import as_text, quoted
from gui.learning.judge_menu import Offer, judge_menu, offers
from gui.learning.model_desk import ModelDesk
from gui.learning.model_sheet import ModelSheet
from gui.learning_requests import Judged, ModelEntry
from gui.panels.announcing import announce
from melodyrnn.errors import ExportError
from melodyrnn.whole_file import whole_file

TEXTS = "Text (*.txt)"


def ask_folder(parent: QWidget, begin: Path) -> Path | None:
    """The music to judge a model by."""
    name = QFileDialog.getExistingDirectory(parent, "Judge by Folder", str(begin))
    return Path(name) if name else None


def ask_text(parent: QWidget, proposed: str) -> Path | None:
    """Where to write a score card."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save Score Card", proposed, TEXTS)
    path = Path(name)
    return (path if path.suffix else path.with_suffix(".txt")) if name else None


class Scoring(QObject):
    """Connects the sheet of a model with the judge."""

    def __init__(
        self,
        desk: ModelDesk,
        sheet: ModelSheet,
        folder: Callable[[QWidget, Path], Path | None] = ask_folder,
        text: Callable[[QWidget, str], Path | None] = ask_text,
    ) -> None:
        """folder: asks for one, told where to begin; text: asks for a file, told a name."""
        super().__init__(sheet)
        self.menu: QMenu | None = None
        self._desk, self._sheet = desk, sheet
        self._ask_folder, self._ask_text = folder, text
        self._entry: ModelEntry | None = None
        desk.judge.changed.connect(self._on_changed)
        desk.judge.judged.connect(self._on_judged)
        desk.judge.failed.connect(self._on_failed)
        scores = sheet.scores
        scores.judge_asked.connect(self._on_judge_asked)
        scores.cancel_asked.connect(desk.judge.cancel)
        scores.copy_asked.connect(self._on_copy)
        scores.save_asked.connect(self._on_save)

    def show_model(self, entry: ModelEntry) -> None:
        """Another model is shown."""
        self._entry = entry
        self._on_changed()

    def drop_words(self, paths: Iterable[Path]) -> str:
        """What happens to files dropped here; "": nothing, they are for others."""
        folder = next((path for path in paths if path.is_dir()), None)
        if folder is None or self._entry is None or not self._sheet.can_be_judged:
            return ""
        return f"Judge {quoted(self._entry.name)} by {quoted(folder.name or str(folder))}"

    def judge_by(self, paths: Iterable[Path]) -> None:
        """Judges the model that is shown by the first folder among the paths."""
        folder = next((path for path in paths if path.is_dir()), None)
        if folder is not None and self._entry is not None and self._sheet.can_be_judged:
            self._desk.judge.start(self._entry, folder)

    def _on_changed(self) -> None:
        if (entry := self._entry) is not None:
            judge = self._desk.judge
            self._sheet.show_judging(judge.judging, judge.problem_of(entry.path))

    def _on_judged(self, model: Path, judged: Judged) -> None:
        verdict = judged.card.verdict[0] if judged.card.verdict else ""
        words = f"{quoted(model.stem)} is judged. {verdict}".strip()
        if self._is_seen(model):
            announce(self._sheet, words)
        else:
            self._desk.told.emit(words)

    def _on_failed(self, model: Path, sentence: str) -> None:
        if self._is_seen(model):
            announce(self._sheet, sentence)
        else:
            self._desk.failed.emit(sentence)

    def _is_seen(self, model: Path) -> bool:
        """Whether what comes of a model is before the user's eyes."""
        return self._sheet.isVisible() and self._entry is not None and self._entry.path == model

    def _on_judge_asked(self) -> None:
        offered = self._offers()
        if not offered:
            self._on_another()
            return
        button = self._sheet.scores.judge
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = judge_menu(button, offered, lambda f: self.judge_by([f]), self._on_another)
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _on_another(self) -> None:
        offered = self._offers()
        begin = offered[0].folder.parent if offered else Path.home()
        if (folder := self._ask_folder(self._sheet, begin)) is not None:
            self.judge_by([folder])

    def _offers(self) -> tuple[Offer, ...]:
        run = self._desk.run_of(self._entry) if self._entry is not None else None
        return offers(self._desk.judge.last_folder, run.folders if run is not None else ())

    def _text(self) -> str:
        entry = self._entry
        return as_text(entry.judged.card, entry.name) if entry and entry.judged else ""

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self._desk.told.emit("The score card is copied.")

    def _on_save(self) -> None:
        name = self._entry.name if self._entry is not None else ""
        target = self._ask_text(self._sheet, f"{name} scores.txt")
        if target is None:
            return
        try:
            with whole_file(target) as draft:
                draft.write_text(self._text(), encoding="utf-8", errors="replace")
        except ExportError as error:
            self._desk.failed.emit(str(error))
        else:
            self._desk.told.emit(f"Saved {target.name}.")
