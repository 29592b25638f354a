from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.dialogs.export import ExportChoice, ExportDialog, ExportOffer, What

STEMS: dict[What, str] = {
    "piece": "Evening",
    "seed_and_take": "Idea 3 with seed",
    "take": "Idea 3",
    "kept_tracks": "Evening - ideas",
}


def opened(
    qtbot: QtBot, folder: Path, last: ExportChoice | None = None, **missing: str
) -> ExportDialog:
    offer = ExportOffer(folder, STEMS, missing)  # type: ignore[arg-type]  # names of What
    dialog = ExportDialog(offer, last or ExportChoice())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_whole_piece_goes_into_the_usual_folder(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, tmp_path)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    assert chosen.args == [ExportChoice("piece", "midi", tmp_path / "Evening.mid")]


@pytest.mark.parametrize("what", ["seed_and_take", "take", "kept_tracks"])
def test_the_proposed_name_follows_what_is_exported(
    what: What, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(qtbot, tmp_path)
    dialog.whats[what].click()
    assert dialog.choice == ExportChoice(what, "midi", tmp_path / f"{STEMS[what]}.mid")


def test_the_ending_follows_the_form_and_a_name_of_ones_own_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(qtbot, tmp_path)
    dialog.place.selectAll()
    QTest.keyClicks(dialog.place, str(tmp_path / "mine.mid"))
    dialog.forms["wav"].click()
    dialog.whats["take"].click()
    assert dialog.choice == ExportChoice("take", "wav", tmp_path / "mine.wav")


def test_a_file_for_each_idea_needs_a_folder_only(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, tmp_path)
    dialog.whats["kept_files"].click()
    assert dialog.choice == ExportChoice("kept_files", "midi", tmp_path)
    assert dialog.export.isEnabled()


def test_tracks_are_midi(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, tmp_path, ExportChoice("piece", "wav"))
    dialog.whats["kept_tracks"].click()
    assert dialog.choice.form == "midi"
    assert dialog.choice.path.suffix == ".mid"
    assert not dialog.forms["wav"].isEnabled()
    assert "MIDI" in dialog.forms["wav"].toolTip()
    dialog.whats["piece"].click()
    assert dialog.forms["wav"].isEnabled()


def test_what_cannot_be_exported_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, tmp_path, ExportChoice("take"), take="Hear a take first")
    assert not dialog.whats["take"].isEnabled()
    assert dialog.whats["take"].toolTip() == "Hear a take first"
    assert dialog.choice.what == "piece"


def test_replacing_a_file_is_said_before(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "Evening.mid").touch()
    dialog = opened(qtbot, tmp_path)
    assert dialog.export.text() == "Replace"
    assert "will be replaced" in dialog.note.text()
    dialog.forms["wav"].click()
    assert dialog.export.text() == "Export"


@pytest.mark.parametrize(("place", "words"), [("", "Choose where"), ("gone/a.mid", "no folder")])
def test_a_place_that_cannot_be_says_why(
    place: str, words: str, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(qtbot, tmp_path)
    dialog.place.selectAll()
    QTest.keyClick(dialog.place, Qt.Key.Key_Delete)
    if place:
        QTest.keyClicks(dialog.place, str(tmp_path / place))
    assert not dialog.export.isEnabled()
    assert words in dialog.note.text()
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.accept()


def test_the_last_choice_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(qtbot, tmp_path, ExportChoice("seed_and_take", "wav"))
    assert dialog.choice == ExportChoice("seed_and_take", "wav", tmp_path / "Idea 3 with seed.wav")


def test_the_dialog_names_the_take_it_is_about(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(ExportOffer(tmp_path, STEMS, take="Idea 2"), ExportChoice())
    qtbot.addWidget(dialog)
    assert dialog.whats["take"].toolTip().startswith("Idea 2: from the bar line")
    assert "Idea 2" not in dialog.whats["piece"].toolTip()
