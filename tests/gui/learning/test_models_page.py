"""The model manager."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.message import MessageDialog
from gui.learning.model_desk import ModelDesk
from gui.learning.models_page import (
    ALONE,
    MODELS,
    WHOLE,
    Choosers,
    ModelsPage,
    Target,
    ask_target,
)
from gui.learning_requests import (
    AdoptRequest,
    CopyRequest,
    ModelEntry,
    RenameRequest,
    Shelf,
    ShelfRequest,
)
from gui.theme import DARK
from melodyrnn.card import Card
from melodyrnn.course.events import CorpusRead
from melodyrnn.course.history import Check, History, Point
from melodyrnn.course.run_file import RunSummary
from tests.gui.fakes import FakeJobs

LEFT = Qt.MouseButton.LeftButton
CARD = Card(
    name="irish", notes=84_000, pieces=812, base="folk-and-song", markov_nats_per_note=2.4,
    nats_per_note={"without_velocity": 1.62},
)  # fmt: skip
HISTORY = History(
    tuple(Point(s, s / 600, s / 60, 2.0) for s in (10.0, 20.0)),
    (Check(1, 20.0, 0.1, 1.0, {"without_velocity": 1.8}, 1.9, best=True),),
)


@pytest.fixture
def entries(tmp_path: Path) -> tuple[ModelEntry, ...]:
    path = tmp_path / "irish.safetensors"
    path.write_bytes(b"model")
    path.with_suffix(".training").write_bytes(b"run")
    return (
        ModelEntry("folk-and-song", tmp_path / "x" / "folk-and-song.safetensors", is_shipped=True),
        ModelEntry("irish", path, False, CARD, "lstm", 2, 256, 4_000_000),
        ModelEntry("old", tmp_path / "old.safetensors", False, problem="old is damaged."),
    )


@pytest.fixture
def run(entries: tuple[ModelEntry, ...]) -> RunSummary:
    out = entries[1].path
    corpus = CorpusRead(1, 1, 1, 1, 1, base_nats_per_note=1.98)
    return RunSummary(
        out.with_suffix(".training"), "irish", out, (), "lstm", "base", "folk-and-song",
        10.0, None, HISTORY, True, "2026-05-03T10:00:00", "done", corpus,
    )  # fmt: skip


class Room:
    """A page with its desk; trash and dialogs are the test's."""

    def __init__(self, qtbot: QtBot, shelf: Shelf, elsewhere: Path) -> None:
        self.jobs = FakeJobs()
        self.trashed: list[Path] = []
        self.has_trash = True
        self.revealed: list[Path] = []
        self.desk = ModelDesk(self.jobs, trash=self.trash)
        self.page = ModelsPage(
            self.desk,
            DARK,
            Choosers(
                lambda _parent: elsewhere,
                lambda _parent, name, has_music: Target(elsewhere / name, has_music),
                self.reveal,
            ),
        )
        qtbot.addWidget(self.page)
        self.page.resize(900, 640)
        self.page.show()
        self.desk.refresh()
        assert isinstance(self.jobs.last.request, ShelfRequest)
        self.jobs.last.give(shelf)
        self.jobs.last.finish()

    def trash(self, path: Path) -> bool:
        if self.has_trash:
            self.trashed.append(path)
        return self.has_trash

    def reveal(self, path: Path) -> None:
        self.revealed.append(path)

    def texts(self, parent: QWidget | None = None) -> str:
        labels = (parent or self.page).findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def room(qtbot: QtBot, entries: tuple[ModelEntry, ...], run: RunSummary, tmp_path: Path) -> Room:
    room = Room(qtbot, Shelf(entries, (run,)), tmp_path / "elsewhere")
    room.page.list.choose("irish")
    return room


def test_a_model_is_told_of_in_words_with_its_scores_and_its_curve(room: Room) -> None:
    said = room.texts()
    assert "812 melodies with 84,000 notes" in said
    assert "2 × 256 LSTM, 4.0 MB" in said  # noqa: RUF001 (times)
    scores = room.page.sheet.bars.accessibleDescription()
    assert scores.startswith("irish: 1.62 nats a note, folk-and-song before: 1.98")
    assert "Markov chain: 2.40" in scores
    assert room.page.sheet.plot.isVisible()
    room.page.list.choose("folk-and-song")
    assert not room.page.sheet.plot.isVisible()
    assert not room.page.sheet.bars.isVisible()


def test_a_model_is_used(room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.page.use_asked) as asked:
        QTest.mouseClick(room.page.sheet.use, LEFT)
    assert asked.args == ["irish"]


def test_what_cannot_be_done_says_why(room: Room) -> None:
    sheet = room.page.sheet
    room.page.list.choose("folk-and-song")
    assert sheet.name.isReadOnly()
    for button in (sheet.rename, sheet.delete):
        assert not button.isEnabled()
        assert "comes with the program" in button.toolTip()
    room.page.list.choose("old")
    assert not sheet.use.isEnabled()
    assert sheet.use.toolTip() == "old is damaged."
    assert "old is damaged." in room.texts()
    assert sheet.delete.isEnabled()


def test_a_name_is_typed_where_it_stands(room: Room, qtbot: QtBot) -> None:
    QTest.mouseClick(room.page.sheet.rename, LEFT)
    QTest.keyClicks(room.page.sheet.name, "jigs")
    QTest.keyClick(room.page.sheet.name, Qt.Key.Key_Return)
    assert room.jobs.last.request == RenameRequest("irish", "jigs")
    with qtbot.waitSignal(room.desk.models_changed):
        room.jobs.last.give("jigs")
    shelf = Shelf((room.desk.models[0], replace(room.desk.models[1], name="jigs")))
    room.jobs.last.give(shelf)
    assert room.page.list.entry is not None
    assert room.page.list.entry.name == "jigs"


def test_an_unfit_name_is_refused_at_once(room: Room) -> None:
    before = len(room.jobs.started)
    QTest.mouseClick(room.page.sheet.rename, LEFT)
    QTest.keyClicks(room.page.sheet.name, "a?")
    assert "A name cannot hold ?" in room.texts()
    QTest.keyClick(room.page.sheet.name, Qt.Key.Key_Return)
    assert room.page.sheet.name.text() == "irish"
    assert len(room.jobs.started) == before


def test_a_model_goes_into_the_trash_with_all_that_lies_beside_it(room: Room, qtbot: QtBot) -> None:
    path = room.desk.models[1].path
    path.with_suffix(".sources").write_bytes(b"music")
    with qtbot.waitSignals([room.desk.models_changed, room.desk.told]):
        QTest.mouseClick(room.page.sheet.delete, LEFT)
    assert room.trashed == [path, path.with_suffix(".training"), path.with_suffix(".sources")]


@pytest.mark.parametrize(("text", "is_there"), [("Keep It", True), ("Delete for Good", False)])
def test_without_a_trash_it_asks_before_deleting(room: Room, text: str, is_there: bool) -> None:
    room.has_trash = False
    QTest.mouseClick(room.page.sheet.delete, LEFT)
    (dialog,) = room.page.findChildren(MessageDialog)
    assert "for good" in dialog.windowTitle()
    path = room.desk.models[1].path
    path.with_suffix(".sources").write_bytes(b"music")
    assert path.exists()
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()
    assert path.exists() == is_there
    assert path.with_suffix(".training").exists() == is_there
    assert path.with_suffix(".sources").exists() == is_there


def test_what_could_not_be_deleted_whole_is_listed_anew(room: Room, qtbot: QtBot) -> None:
    irish = room.desk.models[1]
    scores = irish.path.with_suffix(".training")
    scores.unlink()
    scores.mkdir()  # which no file is deleted as
    (scores / "kept").touch()
    with qtbot.waitSignals([room.desk.failed, room.desk.models_changed]):
        room.desk.delete(irish)
    assert not irish.path.exists()
    assert isinstance(room.jobs.last.request, ShelfRequest)


def test_models_come_in_and_go_out(room: Room, tmp_path: Path) -> None:
    QTest.mouseClick(room.page.adopt, LEFT)
    assert room.jobs.last.request == AdoptRequest(tmp_path / "elsewhere")
    QTest.mouseClick(room.page.sheet.export, LEFT)
    target = tmp_path / "elsewhere" / "irish.safetensors"
    path = room.desk.models[1].path
    assert room.jobs.last.request == CopyRequest(path, target, with_sources=False)
    path.with_suffix(".sources").write_bytes(b"music")
    QTest.mouseClick(room.page.sheet.export, LEFT)
    assert room.jobs.last.request == CopyRequest(path, target, with_sources=True)
    QTest.mouseClick(room.page.sheet.reveal, LEFT)
    assert room.revealed == [room.desk.models[1].path]


def test_what_fails_is_said(room: Room, qtbot: QtBot) -> None:
    QTest.mouseClick(room.page.adopt, LEFT)
    with qtbot.waitSignal(room.desk.failed) as failed:
        room.jobs.last.fail("x is no model of this program; choose one it has trained.")
    assert failed.args == ["x is no model of this program; choose one it has trained."]


def test_unfinished_trainings_can_be_taken_up_or_forgotten(
    room: Room, run: RunSummary, qtbot: QtBot
) -> None:
    assert not room.page.runs.isVisible()
    begun = replace(run, is_finished=False)
    room.desk.refresh()
    room.jobs.last.give(Shelf(room.desk.models, (begun,)))
    assert "20 s of 10 min · saved 2026-05-03" in room.texts(room.page.runs)
    resume, discard = room.page.runs.findChildren(QPushButton)
    with qtbot.waitSignal(room.page.resume_asked) as asked:
        QTest.mouseClick(resume, LEFT)
    assert asked.args == [begun]
    with qtbot.waitSignal(room.page.discard_asked) as asked:
        QTest.mouseClick(discard, LEFT)
    assert asked.args == [begun]
    room.page.set_busy("A network is learning already.")
    assert (resume.isEnabled(), resume.toolTip()) == (False, "A network is learning already.")


def test_new_models_are_marked(room: Room) -> None:
    index = room.page.list.model().index(1, 0)
    room.page.set_new(frozenset({"irish"}))
    said = room.page.list.model().data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("irish, new,")


def test_esc_takes_a_half_typed_name_back(room: Room) -> None:
    sheet = room.page.sheet
    sheet.begin_rename()
    QTest.keyClicks(sheet.name, "half")
    QTest.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert sheet.name.text() == "irish"
    assert not isinstance(room.jobs.last.request, RenameRequest)


def test_files_of_the_model_that_learns_are_left_alone(room: Room) -> None:
    sheet = room.page.sheet
    room.page.set_learning("irish")
    assert [b.isEnabled() for b in (sheet.rename, sheet.delete, sheet.export)] == [
        False,
        False,
        True,
    ]
    assert sheet.name.isReadOnly()
    assert "learning" in sheet.delete.toolTip()
    room.page.set_learning("")
    assert sheet.delete.isEnabled()
    assert not sheet.name.isReadOnly()


@pytest.mark.parametrize(("kind", "goes_along"), [(WHOLE, True), (ALONE, False)])
def test_the_kind_of_file_says_whether_the_music_goes_along(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: str, goes_along: bool
) -> None:
    offered: list[str] = []

    def ask(_parent: QWidget, _title: str, name: str, kinds: str) -> tuple[str, str]:
        offered.append(kinds)
        return f"/x/{name}", kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    parent = QWidget()
    qtbot.addWidget(parent)
    path = Path("/x/irish.safetensors")
    assert ask_target(parent, "irish", True) == Target(path, goes_along)
    ask_target(parent, "irish", False)
    assert offered == [f"{WHOLE};;{ALONE}", MODELS]
