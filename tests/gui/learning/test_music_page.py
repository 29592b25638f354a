"""The music page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from gui.learning.doctor import Doctor
from gui.learning.music_page import MusicPage
from gui.learning_requests import Finding, SurveyBegan
from gui.theme import DARK, LIGHT
from tests.gui.fakes import FakeJobs
from tests.gui.learning.music_rows import FOLDER, GRID, TOP, broken, chords, good

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def jobs(qtbot: QtBot) -> FakeJobs:  # noqa: ARG001  timers need an application
    return FakeJobs()


@pytest.fixture
def doctor(jobs: FakeJobs) -> Doctor:
    return Doctor(jobs)


@pytest.fixture
def page(doctor: Doctor, qtbot: QtBot) -> MusicPage:
    page = MusicPage(doctor, DARK)
    qtbot.addWidget(page)
    page.resize(760, 640)
    page.show()
    return page


def read(doctor: Doctor, jobs: FakeJobs) -> None:
    doctor.add([FOLDER])
    jobs.last.give(SurveyBegan(4))
    jobs.last.give((good("a"), good("b"), chords("c", offered=(TOP, GRID)), broken("d")))
    twins = ((doctor.model.files[0].path, doctor.model.files[1].path),)
    jobs.last.give(Finding("Enough to go on from a model.", is_enough=True, twins=twins))
    jobs.last.finish()


def said(page: MusicPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_before_there_is_music_it_says_what_to_do(page: MusicPage, qtbot: QtBot) -> None:
    assert "Drop a folder of MIDI files here" in said(page)
    with qtbot.waitSignal(page.folder_asked):
        QTest.mouseClick(page.empty.choose, LEFT)
    with qtbot.waitSignal(page.files_asked):
        QTest.mouseClick(page.empty.pick, LEFT)


def test_while_reading_it_counts_and_can_be_cancelled(
    page: MusicPage, doctor: Doctor, jobs: FakeJobs
) -> None:
    doctor.add([FOLDER])
    jobs.last.give(SurveyBegan(4), (good("a"),))
    page.refresh()
    assert "Reading file 1 of 4…" in said(page)
    QTest.mouseClick(page.head.stop, LEFT)
    assert not jobs.last.job.is_running
    assert "Stopped after 1 of 4 files" in said(page)
    QTest.mouseClick(page.head.again, LEFT)
    assert doctor.stage == "scanning"


def test_afterwards_it_sums_up_in_words(page: MusicPage, doctor: Doctor, jobs: FakeJobs) -> None:
    read(doctor, jobs)
    assert "2 of 4 files to learn from" in said(page)
    assert "1 tune comes more than once" in said(page)
    assert "Enough to go on from a model." in said(page)
    assert page.filter.button("left").text() == "Left out  2"


def test_a_button_repairs_all_files_like_this(
    page: MusicPage, doctor: Doctor, jobs: FakeJobs
) -> None:
    read(doctor, jobs)
    button = page.offers.findChildren(type(page.head.stop))[0]
    assert button.text() == "1 file: take the top line"
    QTest.mouseClick(button, LEFT)
    assert jobs.last.request.places == (doctor.model.files[2].path,)


def test_filter_and_search_narrow_the_table(
    page: MusicPage, doctor: Doctor, jobs: FakeJobs, qtbot: QtBot
) -> None:
    read(doctor, jobs)
    QTest.mouseClick(page.filter.button("left"), LEFT)
    assert doctor.model.rowCount() == 2
    QTest.keyClicks(page.search, "nothing like it")
    qtbot.waitUntil(lambda: doctor.model.rowCount() == 0)
    assert "No file is called that" in said(page)


def test_the_filter_for_repairs_goes_when_there_is_nothing_to_repair(
    page: MusicPage, doctor: Doctor, jobs: FakeJobs
) -> None:
    read(doctor, jobs)
    QTest.mouseClick(page.filter.button("repairable"), LEFT)
    doctor.model.take((good("c"),))
    page.refresh()
    assert page.filter.value == "all"
    assert not page.filter.button("repairable").isVisible()
    assert not page.offers.isVisible()
    assert doctor.model.rowCount() == 4


def test_starting_over_leads_back_to_the_beginning(
    page: MusicPage, doctor: Doctor, jobs: FakeJobs
) -> None:
    read(doctor, jobs)
    QTest.mouseClick(page.head.forget, LEFT)
    assert "Drop a folder" in said(page)


def test_another_look_is_another_picture(page: MusicPage, doctor: Doctor, jobs: FakeJobs) -> None:
    read(doctor, jobs)
    dark = page.table.grab().toImage()
    page.set_colours(LIGHT)
    assert page.table.grab().toImage() != dark


def test_esc_in_the_search_takes_the_words_away(
    page: MusicPage, doctor: Doctor, jobs: FakeJobs
) -> None:
    read(doctor, jobs)
    closing = QShortcut(QKeySequence(Qt.Key.Key_Escape), page)
    closed: list[bool] = []
    closing.activated.connect(lambda: closed.append(True))
    page.activateWindow()
    page.search.setFocus()
    QTest.keyClicks(page.search, "xyz")
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert page.table.hasFocus()
    assert closed == []
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert closed == [True], "there it still closes the window"


def test_find_goes_to_the_search_from_anywhere_in_the_window(
    doctor: Doctor, jobs: FakeJobs, qtbot: QtBot
) -> None:
    window = QTabWidget()
    qtbot.addWidget(window)
    window.addTab(MusicPage(doctor, DARK), "Learn")
    window.addTab(QLabel(), "Models")
    read(doctor, jobs)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    page = window.widget(0)
    assert isinstance(page, MusicPage)
    window.tabBar().setFocus()
    QTest.keyClick(window.tabBar(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
