"""The table behind the doctor's view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.learning.doctor_line import KEY, NAME, NOTES, VERDICT
from gui.learning.doctor_model import DoctorModel
from tests.gui.learning.music_rows import GRID, TOP, broken, chords, good, part

DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@pytest.fixture
def model(qtbot: QtBot) -> DoctorModel:  # noqa: ARG001  models need an application
    model = DoctorModel()
    model.take((good("b"), chords("a"), broken("c")))
    return model


def names(model: DoctorModel) -> list[str]:
    return [str(model.index(row, NAME).data()) for row in range(model.rowCount())]


def test_it_keeps_the_rules_of_models(model: DoctorModel, qtmodeltester: ModelTester) -> None:
    model.set_open(0, True)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # the plugin has no types


def test_files_stand_in_the_order_in_which_they_come(model: DoctorModel) -> None:
    model.take((good("d"),))
    assert names(model) == ["b", "a", "c", "d"]


def test_a_file_that_comes_again_takes_its_old_place(model: DoctorModel) -> None:
    model.take((good("a"),))
    assert names(model) == ["b", "a", "c"]
    assert model.tally.learned == 2
    assert model.tally.repairable == 0


def test_filter_and_search_go_together(model: DoctorModel) -> None:
    model.show_only("left", "")
    assert names(model) == ["a", "c"]
    model.show_only("left", "piano SEVERAL")
    assert names(model) == ["a"]
    model.show_only("repairable", "flute")
    assert names(model) == []
    model.show_only("learned", "flute")
    assert names(model) == ["b"]


def test_new_files_pass_the_filter_too(model: DoctorModel) -> None:
    model.show_only("learned", "")
    model.take((chords("e"), good("d")))
    assert names(model) == ["b", "d"]


def test_every_column_sorts_both_ways(model: DoctorModel) -> None:
    model.sort(NAME, UP)
    assert names(model) == ["a", "b", "c"]
    model.sort(NOTES, DOWN)
    assert names(model) == ["a", "b", "c"]
    model.sort(VERDICT, UP)
    assert names(model) == ["b", "a", "c"]
    model.sort(-1, UP)
    assert names(model) == ["b", "a", "c"]


def test_parts_open_below_their_file_and_stay_through_sorting(model: DoctorModel) -> None:
    model.take((good("b", parts=(part("Flute"), part("Bass", kept=False, kind="bass"))),))
    model.set_open(0, True)
    assert names(model) == ["b", "Flute", "Bass", "a", "c"]
    model.sort(NAME, UP)
    assert names(model) == ["a", "b", "Flute", "Bass", "c"]
    model.set_open(1, False)
    assert names(model) == ["a", "b", "c"]


def test_a_file_that_comes_back_with_other_parts_shows_those(model: DoctorModel) -> None:
    model.take((good("b", parts=(part("Flute"), part("Bass"))),))
    model.set_open(0, True)
    model.take((good("b", parts=(part("Oboe"),)),))
    assert names(model) == ["b", "Oboe", "a", "c"]


def test_a_file_left_out_keeps_what_is_known_of_it(model: DoctorModel) -> None:
    row = model.files[0]
    model.set_left_out([row], is_left_out=True)
    assert model.index(0, VERDICT).data() == "Left out by you"
    assert model.tally.learned == 0
    model.take((good("b", kept=False, lines=0, reason="You left it out."),))
    model.set_left_out([row], is_left_out=False)
    assert model.index(0, VERDICT).data() == "Learned from"
    assert model.tally.learned == 1


def test_the_same_bytes_elsewhere_are_left_out_too(model: DoctorModel) -> None:
    model.take((good("copy", content="hash of b"),))
    model.set_left_out([model.files[0]], is_left_out=True)
    assert model.tally.learned == 0


def test_a_row_offers_a_repair_or_takes_it_back(model: DoctorModel) -> None:
    link = model.line(1).link
    assert link is not None
    assert (link.text, link.is_undo) == ("Take the top line", False)
    model.chosen = {"hash of a": frozenset({"top-line"})}
    model.take((good("a", applied=(TOP,)),))
    undo = model.line(1).link
    assert undo is not None
    assert (undo.offer, undo.is_undo) == (TOP, True)


def test_what_was_repaired_for_all_is_not_undone_in_one(model: DoctorModel) -> None:
    model.take((good("a", applied=(GRID,)),))
    assert model.line(1).link is None


def test_twins_are_named(model: DoctorModel) -> None:
    model.set_twins({model.files[0].path: "The Reel"})
    assert "same tune as The Reel" in str(model.index(0, VERDICT).data())


def test_a_screen_reader_hears_the_reason(model: DoctorModel) -> None:
    said = model.index(1, VERDICT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Left out: The only part plays several notes at once."
    assert model.index(2, KEY).data() == ""
