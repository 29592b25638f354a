"""The doctor's table under mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.learning.doctor_delegate import DoctorDelegate
from gui.learning.doctor_line import NAME, VERDICT
from gui.learning.doctor_model import DoctorModel
from gui.learning.doctor_table import DoctorTable
from gui.theme import DARK
from tests.gui.learning.music_rows import TOP, broken, chords, good

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def model(qtbot: QtBot) -> DoctorModel:  # noqa: ARG001  models need an application
    model = DoctorModel()
    model.take((good("a"), chords("b"), broken("c")))
    return model


@pytest.fixture
def table(model: DoctorModel, qtbot: QtBot) -> DoctorTable:
    table = DoctorTable(model, DARK)
    qtbot.addWidget(table)
    table.resize(800, 300)
    table.show()
    return table


def link_of(table: DoctorTable, row: int) -> QPoint:
    """Where the repair of a row is clicked."""
    cell = table.visualRect(table.model().index(row, VERDICT))
    return cell.bottomRight() - QPoint(20, 12)


def choose(table: DoctorTable, row: int) -> None:
    table.setCurrentIndex(table.model().index(row, NAME))


def texts(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def test_one_click_repairs_a_file(table: DoctorTable, model: DoctorModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.repair_asked) as asked:
        QTest.mouseClick(table.viewport(), LEFT, pos=link_of(table, 1))
    assert asked.args == [[model.files[1]], TOP, True]


def test_one_click_takes_it_back(table: DoctorTable, model: DoctorModel, qtbot: QtBot) -> None:
    model.chosen = {"hash of b": frozenset({"top-line"})}
    model.take((good("b", applied=(TOP,)),))
    with qtbot.waitSignal(table.repair_asked) as asked:
        QTest.mouseClick(table.viewport(), LEFT, pos=link_of(table, 1))
    assert asked.args == [[model.files[1]], TOP, False]


def test_space_leaves_out_and_takes_in_again(table: DoctorTable, model: DoctorModel) -> None:
    table.leave_asked.connect(lambda files, out: model.set_left_out(files, is_left_out=out))
    choose(table, 0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.line(0).standing == "by_user"
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.line(0).standing == "learned"


def test_all_selected_files_go_together(table: DoctorTable, qtbot: QtBot) -> None:
    table.selectAll()
    with qtbot.waitSignal(table.leave_asked) as asked:
        QTest.keyClick(table, Qt.Key.Key_Space)
    files, is_left_out = asked.args
    assert ([file.path.stem for file in files], is_left_out) == (["a", "b", "c"], True)


def test_enter_and_double_click_listen(table: DoctorTable, model: DoctorModel) -> None:
    heard: list[tuple[object, int]] = []
    table.listen_asked.connect(lambda path, part: heard.append((path, part)))
    choose(table, 0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(model.index(1, VERDICT)).topLeft() + QPoint(30, 8)
    QTest.mouseDClick(table.viewport(), LEFT, pos=place)
    choose(table, 2)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard == [(model.files[0].path, -1), (model.files[1].path, -1)]


def test_arrows_show_the_parts_and_lead_back(table: DoctorTable, model: DoctorModel) -> None:
    choose(table, 0)
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert model.line(1).part_index == 0
    choose(table, 1)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert model.rowCount() == 3


def test_a_click_on_the_arrow_shows_the_parts(table: DoctorTable, model: DoctorModel) -> None:
    place = table.visualRect(model.index(0, NAME)).topLeft() + QPoint(10, 20)
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    assert model.line(0).is_open


def test_a_part_is_heard_by_itself(table: DoctorTable, model: DoctorModel, qtbot: QtBot) -> None:
    model.set_open(0, True)
    choose(table, 1)
    with qtbot.waitSignal(table.listen_asked) as asked:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == [model.files[0].path, 0]


def test_the_menu_counts_what_each_repair_would_help(
    table: DoctorTable, model: DoctorModel, qtbot: QtBot
) -> None:
    choose(table, 1)
    menu = table.menu(model.files)
    assert texts(menu) == ["Listen", "Take the top line (1 file)", "Leave Out", "Show in Folder"]
    with qtbot.waitSignal(table.repair_asked) as asked:
        menu.actions()[2].trigger()
    assert asked.args == [[model.files[1]], TOP, True]


def test_what_is_left_out_offers_nothing_but_to_come_back(
    table: DoctorTable, model: DoctorModel
) -> None:
    model.set_left_out(model.files, is_left_out=True)
    assert texts(table.menu(model.files)) == ["Listen", "Learn From It Again", "Show in Folder"]


def test_sorting_follows_the_header(table: DoctorTable, model: DoctorModel) -> None:
    table.horizontalHeader().setSortIndicator(NAME, Qt.SortOrder.DescendingOrder)
    assert model.line(0).file.path.stem == "c"


def test_names_get_their_share_of_a_wide_window(table: DoctorTable) -> None:
    narrow = table.columnWidth(NAME)
    table.resize(1600, 400)
    assert table.columnWidth(NAME) > narrow


def test_a_repair_stays_in_its_cell_however_narrow_that_is(
    table: DoctorTable, model: DoctorModel
) -> None:
    table.resize(480, 300)
    cell = table.visualRect(model.index(1, VERDICT))
    delegate = table.itemDelegate()
    assert isinstance(delegate, DoctorDelegate)
    link = delegate.link_rect(cell, table.font(), model.line(1))
    assert cell.contains(link)
