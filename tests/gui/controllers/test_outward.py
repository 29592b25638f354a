"""Music on its way out: what is written, where to, and what is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.controllers import outward as outward_module
from gui.controllers.outward import Outward
from gui.dialogs.export import ExportChoice, ExportDialog
from gui.document.document import Document
from gui.document.outgoing import Outgoing
from gui.document.project import Project
from gui.document.selection import Selection
from gui.requests import ExportRequest
from melodyrnn.midi.reading import read_midi
from tests.gui.fakes import FakeJobs
from tests.gui.panels.samples import BAR, MELODY, document_with_melody, idea


class Gate:
    def __init__(self, folder: Path, window: QWidget) -> None:
        self.document: Document = document_with_melody()
        self.selection = Selection(self.document)
        self.jobs = FakeJobs()
        self.window = window
        outgoing = Outgoing(folder / "outgoing")
        self.outward = Outward(self.document, self.selection, self.jobs, outgoing, window)
        self.outward.folder = folder
        self.said: list[str] = []
        self.failures: list[str] = []
        self.path: Path | None = None
        self.outward.noted.connect(self.said.append)
        self.outward.failed.connect(self.failures.append)

    def keep(self, *numbers: int) -> None:
        self.document.add_ideas([replace(idea(n), status="kept") for n in numbers])

    def requests(self) -> list[ExportRequest]:
        return [started.request for started in self.jobs.started]


@pytest.fixture
def gate(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Gate:
    window = QWidget()
    qtbot.addWidget(window)
    gate = Gate(tmp_path, window)
    monkeypatch.setattr(outward_module, "choose_saved", lambda *_a: gate.path)
    return gate


def test_the_whole_piece_goes_where_the_user_says(gate: Gate, tmp_path: Path) -> None:
    gate.path = tmp_path / "song.mid"
    gate.outward.export_piece()
    (request,) = gate.requests()
    assert (request.path, request.form, request.length) == (gate.path, "midi", 2 * BAR)
    assert request.piece.parts[0].notes == MELODY
    assert gate.jobs.last.job.is_of_user
    gate.jobs.last.finish()
    assert gate.said[-1] == "Exported to song.mid."


def test_no_place_no_export(gate: Gate) -> None:
    gate.outward.export_piece()
    assert gate.jobs.started == []


def test_an_empty_piece_says_what_to_do(gate: Gate) -> None:
    gate.document.reset(Project())
    gate.outward.export_piece()
    assert gate.failures == ["There is no note to export yet; draw or import a melody first."]


def test_the_ending_wav_makes_sound_with_the_preferred_soundfont(
    gate: Gate, tmp_path: Path
) -> None:
    gate.outward.soundfont = "/sounds/grand.sf2"
    gate.path = tmp_path / "song.WAV"
    gate.outward.export_piece()
    (request,) = gate.requests()
    assert (request.form, request.soundfont) == ("wav", "/sounds/grand.sf2")


def test_an_export_can_be_stopped(gate: Gate, tmp_path: Path) -> None:
    gate.path = tmp_path / "song.wav"
    gate.outward.export_piece()
    states = [gate.outward.is_exporting]
    gate.outward.cancel()
    states.append(gate.outward.is_exporting)
    assert states == [True, False]
    assert gate.said == ["Exporting song.wav …; Esc stops it.", "song.wav was not exported."]


def test_an_export_that_fails_says_why(gate: Gate, tmp_path: Path) -> None:
    gate.path = tmp_path / "song.mid"
    gate.outward.export_piece()
    gate.jobs.last.fail("The disk is full.")
    assert gate.failures == ["The disk is full."]
    assert not gate.outward.is_exporting


def dialog_of(gate: Gate) -> ExportDialog:
    gate.outward.choose()
    return gate.window.findChildren(ExportDialog)[-1]


def test_each_kept_idea_gets_a_file_of_its_own(gate: Gate, tmp_path: Path) -> None:
    gate.keep(1, 2)
    gate.document.add_ideas([idea(3)])
    dialog_of(gate).chosen.emit(ExportChoice("kept_files", "midi", tmp_path))
    assert [len(r.piece.parts[0].notes) for r in gate.requests()] == [8, 8]
    assert len({r.path for r in gate.requests()}) == 2
    assert all(r.path.parent == tmp_path and r.path.suffix == ".mid" for r in gate.requests())


def test_seed_and_take_leave_the_seed_as_it_is(gate: Gate, tmp_path: Path) -> None:
    gate.keep(1)
    dialog_of(gate).chosen.emit(ExportChoice("seed_and_take", "midi", tmp_path / "x.mid"))
    (request,) = gate.requests()
    assert request.piece.parts[0].notes.array[:8].tobytes() == MELODY.array.tobytes()
    assert len(request.piece.parts[0].notes) == 16


def test_without_a_kept_take_the_dialog_says_how_to_get_one(gate: Gate) -> None:
    dialog = dialog_of(gate)
    assert "or keep one" in dialog._offer.missing["take"]
    assert "piece" not in dialog._offer.missing


def test_the_take_that_is_heard_can_be_exported_without_being_kept(gate: Gate) -> None:
    gate.keep(1)
    gate.document.add_ideas([idea(2)])
    gate.outward.hear(gate.document.project.idea("idea-2"))
    dialog = dialog_of(gate)
    assert dialog._offer.stems["take"].startswith("Idea 2")


def test_a_copied_idea_is_a_midi_file_on_the_clipboard(gate: Gate) -> None:
    gate.keep(1)
    gate.outward.copy_idea("idea-1")
    (url,) = QGuiApplication.clipboard().mimeData().urls()
    assert read_midi(Path(url.toLocalFile())).parts[0].notes == idea(1).notes.shifted(-2 * BAR)
    assert "can be pasted" in gate.said[0]


def test_dragging_nothing_says_what_to_do(gate: Gate) -> None:
    gate.outward.drag_selection()
    assert gate.said == ["No notes are selected; select some first."]
