"""Autosave: what is unsaved is on the disk soon, and never while the mouse is down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document.autosave import Autosave
from gui.document.background import Background
from gui.document.document import Document
from gui.document.project import Project
from gui.document.project_file import load_project, read_project
from gui.document.recovery import Recovery
from gui.document.saving import Saving
from melodyrnn.errors import ExportError
from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.document.examples import IDEA, PROJECT

FIRST = NoteSequence([Note(0, 60, 480)])
SECOND = NoteSequence([Note(0, 62, 480)])
NEVER_MS = 3_600_000


class CountedRecovery(Recovery):
    """Counts what is written; refuses while the disk is full."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.saves = 0
        self.is_full = False

    def save(self, project: Project, path: Path | None) -> None:
        if self.is_full:
            raise ExportError("The disk is full; make room.")
        self.saves += 1
        super().save(project, path)


@dataclass
class Desk:
    """A document and all that keeps it."""

    document: Document
    recovery: CountedRecovery
    background: Background
    folder: Path

    def autosave(self, *, quiet_ms: int = NEVER_MS, longest_ms: int = NEVER_MS) -> Autosave:
        return Autosave(
            self.document,
            self.recovery,
            self.background,
            quiet_ms=quiet_ms,
            longest_ms=longest_ms,
        )

    def kept(self) -> Project | None:
        """What the recovery file holds."""
        found = list(self.folder.glob("*/recovery.melody"))
        return read_project(found[0]).project if found else None

    def origin(self) -> Path | None:
        (found,) = self.folder.glob("*/recovery.melody")
        return read_project(found).origin


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    assert qapp
    recovery = CountedRecovery(tmp_path / "sessions")
    recovery.claim()
    desk = Desk(Document(), recovery, Background(), tmp_path / "sessions")
    yield desk
    desk.background.close()
    recovery.finish()


def test_an_edit_is_kept_soon_after(desk: Desk, qtbot: QtBot) -> None:
    autosave = desk.autosave(quiet_ms=1)
    with qtbot.waitSignal(autosave.saved):
        desk.document.edit_notes("Draw", FIRST)
    assert desk.kept() == desk.document.project


def test_it_is_kept_while_edits_follow_each_other(desk: Desk, qtbot: QtBot) -> None:
    autosave = desk.autosave(longest_ms=1)
    with qtbot.waitSignal(autosave.saved):
        desk.document.edit_notes("Draw", FIRST)
    assert desk.kept() == desk.document.project


def test_nothing_is_written_for_an_untouched_document(desk: Desk) -> None:
    autosave = desk.autosave()
    autosave.save_now()
    desk.background.wait()
    assert desk.kept() is None


def test_nothing_is_written_during_a_gesture_and_at_once_after_it(desk: Desk) -> None:
    autosave = desk.autosave()
    autosave.hold(True)
    desk.document.edit_notes("Drag", FIRST)
    autosave.save_now()
    desk.background.wait()
    assert desk.kept() is None
    autosave.hold(False)
    desk.background.wait()
    assert desk.kept() == desk.document.project


def test_a_take_that_is_kept_is_on_the_disk_at_once(desk: Desk) -> None:
    desk.autosave()
    desk.document.add_ideas([replace(IDEA, status="fresh")])
    desk.background.wait()
    assert desk.kept() is None
    desk.document.edit_idea("Keep", IDEA.identifier, status="kept")
    desk.background.wait()
    assert desk.kept() == desk.document.project


def test_takes_nobody_chose_yet_survive_a_crash_too(desk: Desk) -> None:
    autosave = desk.autosave()
    desk.document.add_ideas([replace(IDEA, status="fresh")])
    autosave.flush()
    assert desk.kept() == desk.document.project


def test_listening_and_turning_knobs_is_nothing_to_recover(desk: Desk) -> None:
    desk.document.reset(PROJECT, desk.folder / "a.melody")
    autosave = desk.autosave()
    desk.document.note_play(IDEA.identifier)
    desk.document.set_settings(replace(PROJECT.settings, boldness=2.5))
    assert not autosave.is_needed


def test_a_state_that_is_kept_is_not_written_again(desk: Desk) -> None:
    autosave = desk.autosave()
    desk.document.edit_notes("Draw", FIRST)
    autosave.flush()
    autosave.flush()
    assert desk.recovery.saves == 1


def test_edits_made_while_it_writes_are_written_next(desk: Desk) -> None:
    autosave = desk.autosave()
    desk.document.edit_notes("Draw", FIRST)
    autosave.save_now()
    desk.document.edit_notes("Draw", SECOND)
    autosave.save_now()
    desk.background.wait()
    desk.background.wait()
    assert desk.kept() == desk.document.project


def test_undoing_everything_leaves_nothing_to_recover(desk: Desk) -> None:
    autosave = desk.autosave()
    desk.document.edit_notes("Draw", FIRST)
    autosave.flush()
    desk.document.history.undo()
    autosave.flush()
    assert desk.kept() is None


def test_saving_leaves_nothing_to_recover(desk: Desk, tmp_path: Path) -> None:
    autosave = desk.autosave()
    saving = Saving(desk.document, desk.background, autosave)
    desk.document.edit_notes("Draw", FIRST)
    autosave.flush()
    assert saving.save_and_wait(tmp_path / "tune")
    desk.background.wait()
    assert desk.kept() is None
    assert desk.document.path == tmp_path / "tune.melody"
    assert not desk.document.is_modified


def test_takes_that_the_file_does_not_hold_stay_recoverable(desk: Desk, tmp_path: Path) -> None:
    autosave = desk.autosave()
    saving = Saving(desk.document, desk.background, autosave)
    desk.document.add_ideas([replace(IDEA, status="fresh")])
    assert saving.save_and_wait(tmp_path / "tune.melody")
    autosave.flush()
    assert desk.kept() == desk.document.project
    assert desk.origin() == tmp_path / "tune.melody"


def test_edits_made_while_saving_stay_unsaved(desk: Desk, tmp_path: Path) -> None:
    autosave = desk.autosave()
    saving = Saving(desk.document, desk.background, autosave)
    desk.document.edit_notes("Draw", FIRST)
    saving.save(tmp_path / "tune.melody")
    desk.document.edit_notes("Draw", SECOND)
    desk.background.wait()
    assert desk.document.is_modified
    autosave.flush()
    assert desk.kept() == desk.document.project


def test_a_project_opened_while_the_last_is_being_saved_keeps_its_own_path(
    desk: Desk, tmp_path: Path
) -> None:
    saving = Saving(desk.document, desk.background, desk.autosave())
    desk.document.edit_notes("Draw", FIRST)
    drawn = desk.document.project
    saving.save(tmp_path / "tune.melody")
    desk.document.reset(PROJECT, tmp_path / "other.melody", is_saved=False)
    desk.background.wait()
    assert desk.document.path == tmp_path / "other.melody"
    assert desk.document.is_modified
    assert load_project(tmp_path / "tune.melody") == drawn


def test_a_save_that_fails_says_so_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    saving = Saving(desk.document, desk.background, desk.autosave())
    words: list[str] = []
    saving.failed.connect(lambda _, sentence: words.append(sentence))
    desk.document.edit_notes("Draw", FIRST)
    assert not saving.save_and_wait(tmp_path / "gone" / "tune.melody")
    assert desk.document.path is None
    assert len(words) == 1


def test_an_opened_file_is_nothing_to_recover_but_recovered_work_is(
    desk: Desk, tmp_path: Path
) -> None:
    autosave = desk.autosave()
    desk.document.reset(PROJECT, tmp_path / "tune.melody")
    desk.background.wait()
    assert desk.kept() is None
    desk.document.reset(replace(PROJECT, ideas=()), tmp_path / "other.melody", is_saved=False)
    autosave.flush()
    assert desk.kept() == desk.document.project
    assert desk.origin() == tmp_path / "other.melody"


def test_another_project_takes_the_place_of_the_last_one_s_recovery(desk: Desk) -> None:
    autosave = desk.autosave()
    desk.document.edit_notes("Draw", FIRST)
    autosave.flush()
    desk.document.reset(PROJECT, None)
    desk.background.wait()
    desk.background.wait()
    assert desk.kept() is None


def test_a_full_disk_is_said_once_and_tried_again(desk: Desk) -> None:
    autosave = desk.autosave()
    words: list[str] = []
    autosave.failed.connect(words.append)
    desk.recovery.is_full = True
    desk.document.edit_notes("Draw", FIRST)
    autosave.flush()
    autosave.flush()
    assert words == ["The disk is full; make room."]
    desk.recovery.is_full = False
    autosave.flush()
    assert desk.kept() == desk.document.project


def test_once_closed_it_writes_nothing(desk: Desk) -> None:
    autosave = desk.autosave(quiet_ms=1)
    desk.document.edit_notes("Draw", FIRST)
    autosave.close()
    desk.document.edit_notes("Draw", SECOND)
    desk.background.wait()
    assert desk.kept() is None
