"""New, open, save, and what is asked before anything is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.controllers import files as files_module
from gui.controllers.asking import Asking
from gui.controllers.files import Files
from gui.document.autosave import Autosave
from gui.document.background import Background
from gui.document.document import Document
from gui.document.opened import Opened
from gui.document.project import Project
from gui.document.project_file import load_project
from gui.document.recovery import Recovery
from gui.document.saving import Saving
from gui.requests import OpenRequest
from melodyrnn.music.notes import NoteSequence
from tests.gui.controllers.studio import another_project
from tests.gui.fakes import FakeJobs
from tests.gui.panels.samples import MELODY, document_with_melody


@dataclass
class Answers:
    """Someone who answers without a dialog."""

    save: str = "cancel"
    path: Path | None = None
    asked: list[str] = field(default_factory=list)

    def save_first(self, name: str) -> str:
        self.asked.append(name)
        return self.save


class Shelf:
    """Files over a real document that saves for real."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        self.document: Document = document_with_melody()
        self.background = Background(self.document)
        recovery = Recovery(folder / "sessions")
        recovery.claim()
        self.autosave = Autosave(self.document, recovery, self.background)
        saving = Saving(self.document, self.background, self.autosave)
        self.jobs = FakeJobs()
        self.answers = Answers()
        asking = cast(Asking, self.answers)
        self.files = Files(self.document, saving, self.jobs, asking, window)
        self.failures: list[str] = []
        self.files.failed.connect(self.failures.append)

    def edit(self) -> None:
        notes = self.document.notes
        self.document.edit_notes("Delete Notes", notes.where(notes.onset > notes.start))

    def close(self) -> None:
        self.autosave.close()
        self.background.close()


@pytest.fixture
def shelf(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    window = QWidget()
    qtbot.addWidget(window)
    shelf = Shelf(tmp_path, window)
    monkeypatch.setattr(files_module, "choose_saved", lambda *_a: shelf.answers.path)
    yield shelf
    shelf.close()


def opened(project: Project, *, is_project: bool = True) -> Any:
    return Opened(project, is_project=is_project)


def test_new_keeps_how_takes_are_to_be(shelf: Shelf) -> None:
    settings = shelf.document.project.settings
    shelf.files.new()
    assert shelf.document.notes == NoteSequence()
    assert shelf.document.project.settings == settings
    assert shelf.answers.asked == []


@pytest.mark.parametrize("go", ["new", "open_example"])
def test_unsaved_edits_are_asked_about_and_cancel_stays(shelf: Shelf, go: str) -> None:
    shelf.edit()
    before = shelf.document.project
    getattr(shelf.files, go)()
    assert shelf.document.project is before
    shelf.answers.save = "discard"
    getattr(shelf.files, go)()
    assert shelf.document.project is not before
    assert shelf.answers.asked == ["Untitled", "Untitled"]


def test_saving_first_saves_and_then_goes_on(shelf: Shelf, tmp_path: Path) -> None:
    shelf.edit()
    notes = shelf.document.notes
    shelf.answers.save, shelf.answers.path = "save", tmp_path / "song.melody"
    shelf.files.new()
    assert load_project(tmp_path / "song.melody").notes == notes
    assert shelf.document.notes == NoteSequence()


def test_saving_that_fails_stays_with_the_sentence(shelf: Shelf, tmp_path: Path) -> None:
    shelf.edit()
    before = shelf.document.project
    shelf.answers.save = "save"
    shelf.answers.path = tmp_path / "no such folder" / "song.melody"
    (tmp_path / "no such folder").write_text("a file in the way")
    shelf.files.new()
    assert shelf.document.project is before
    assert len(shelf.failures) == 1


def test_what_is_in_hand_is_written_before_it_is_asked(shelf: Shelf) -> None:
    shelf.files.leaving.connect(shelf.edit)
    assert not shelf.files.may_leave()
    assert shelf.answers.asked == ["Untitled"]


def test_a_project_opens_under_its_path_and_midi_without_one(shelf: Shelf, tmp_path: Path) -> None:
    used: list[Path] = []
    shelf.files.used.connect(used.append)
    paths = [tmp_path / "a.melody", tmp_path / "b.mid"]
    for path, is_project in zip(paths, (True, False), strict=True):
        shelf.files.open(path)
        assert shelf.jobs.last.request == OpenRequest(path)
        assert shelf.jobs.last.lane == "files"
        shelf.jobs.last.give(opened(another_project(), is_project=is_project))
        assert shelf.document.path == (path if is_project else None)
    assert used == paths
    assert shelf.document.notes == MELODY.shifted(480)


def test_a_file_that_cannot_be_opened_leaves_all_as_it_is(shelf: Shelf, tmp_path: Path) -> None:
    before = shelf.document.project
    shelf.files.open(tmp_path / "a.mid")
    shelf.jobs.last.fail("It is damaged.")
    assert shelf.failures == ["It is damaged."]
    assert shelf.document.project is before


def test_an_edit_made_while_a_file_is_read_is_asked_about(shelf: Shelf, tmp_path: Path) -> None:
    shelf.files.open(tmp_path / "a.mid")
    shelf.edit()
    before = shelf.document.project
    shelf.jobs.last.give(opened(another_project()))
    assert shelf.document.project is before
    assert shelf.answers.asked == ["Untitled"]


def test_who_discarded_the_edits_is_asked_once(shelf: Shelf, tmp_path: Path) -> None:
    shelf.edit()
    shelf.answers.save = "discard"
    shelf.files.open(tmp_path / "a.mid")
    shelf.jobs.last.give(opened(another_project()))
    assert shelf.answers.asked == ["Untitled"]
    assert shelf.document.notes == MELODY.shifted(480)


def test_a_file_still_being_read_does_not_take_the_place_of_a_new_project(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.files.open(tmp_path / "a.mid")
    late = shelf.jobs.last
    shelf.files.new()
    late.give(opened(another_project()))
    assert shelf.document.notes == NoteSequence()


def test_a_folder_is_picked_from(shelf: Shelf, tmp_path: Path) -> None:
    chosen: list[Path] = []
    shelf.files.folder_chosen.connect(chosen.append)
    shelf.files.open(tmp_path)
    assert chosen == [tmp_path]
    assert shelf.jobs.started == []


def test_of_several_dropped_files_the_first_is_opened_and_the_user_told(
    shelf: Shelf, tmp_path: Path
) -> None:
    told: list[str] = []
    shelf.files.noted.connect(told.append)
    shelf.files.open_dropped([tmp_path / "one.mid", tmp_path / "two.mid"])
    assert [job.request.path.name for job in shelf.jobs.started] == ["one.mid"]
    assert told == ["One at a time: this is one.mid. A folder can be picked from."]


def test_saving_names_the_project(shelf: Shelf, tmp_path: Path, qtbot: QtBot) -> None:
    shelf.edit()
    shelf.answers.path = tmp_path / "song.melody"
    with qtbot.waitSignal(shelf.files.noted) as said:
        shelf.files.save()
    assert said.args == ["Saved as song.melody."]
    assert shelf.files.name == "song"
    assert not shelf.document.is_modified
    shelf.edit()
    with qtbot.waitSignal(shelf.files.used):
        shelf.files.save()
    assert load_project(tmp_path / "song.melody").notes == shelf.document.notes


def test_no_name_no_saving(shelf: Shelf) -> None:
    shelf.edit()
    shelf.files.save()
    assert shelf.document.path is None
    assert shelf.document.is_modified
