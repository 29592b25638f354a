"""The ideas shelf."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.document.document import Document
from gui.panels.idea_menu import entry_of
from gui.panels.ideas import NO_IDEA, IdeasShelf
from gui.panels.ideas_delegate import star_rect, without_what_does_not_fit
from gui.panels.ideas_model import IdeasModel, chosen_ideas
from gui.panels.ideas_view import IdeasView
from gui.panels.more_like import MoreLike
from gui.panels.segments import Segments
from gui.panels.tool_button import ToolButton
from gui.theme import DARK, LIGHT
from tests.gui.panels.samples import document_with_melody, idea

IDEAS = (
    idea(1),
    replace(idea(2), status="kept", plays=2),
    replace(idea(3), status="kept", is_starred=True, name="Evening"),
    replace(idea(4), status="discarded", is_starred=True),
)


class Desk:
    """A shelf over a document, shown."""

    def __init__(self, qtbot: QtBot) -> None:
        self.document: Document = document_with_melody()
        self.document.add_ideas(IDEAS)
        self.shelf = IdeasShelf(self.document, Actions(QObject(self.document), {}), DARK)
        qtbot.addWidget(self.shelf)
        self.shelf.resize(316, 400)
        with qtbot.waitActive(self.shelf):
            self.shelf.show()
            self.shelf.activateWindow()

    @property
    def view(self) -> IdeasView:
        return self.shelf.findChildren(IdeasView)[0]

    @property
    def names(self) -> list[str]:
        model = self.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def row(self, row: int) -> QModelIndex:
        return self.view.model().index(row, 0)

    def place(self, row: int) -> QPoint:
        return self.view.visualRect(self.row(row)).center()

    def filter(self, value: str) -> None:
        segments = self.shelf.findChildren(Segments)[0]
        QTest.mouseClick(segments.button(value), Qt.MouseButton.LeftButton)

    def button(self, text: str) -> ToolButton:
        return next(b for b in self.shelf.findChildren(ToolButton) if b.text() == text)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_each_shelf_holds_its_own_the_newest_first(desk: Desk) -> None:
    assert desk.names == ["Evening", "Idea 2", "Idea 1"]
    desk.filter("kept")
    assert desk.names == ["Evening", "Idea 2"]
    desk.filter("starred")
    assert desk.names == ["Evening"]
    desk.filter("bin")
    assert desk.names == ["Idea 4"]


@pytest.mark.parametrize(("text", "found"), [("even", [3]), ("4711", [1]), (" G MAJOR ", [3, 2, 1]),
                                             ("polka", [])])  # fmt: skip
def test_the_search_finds_names_keys_and_random_seeds(text: str, found: list[int]) -> None:
    chosen = chosen_ideas(IDEAS, "all", text)
    assert [i.identifier for i in chosen] == [f"idea-{number}" for number in found]


def test_typing_narrows_the_list(desk: Desk) -> None:
    QTest.keyClicks(desk.shelf.findChildren(QLineEdit)[0], "even")
    assert desk.names == ["Evening"]


def test_an_empty_shelf_says_what_to_do_next(qtbot: QtBot) -> None:
    document = Document()
    shelf = IdeasShelf(document, Actions(QObject(document), {}), DARK)
    qtbot.addWidget(shelf)
    shelf.resize(316, 300)
    blank = shelf.findChildren(IdeasView)[0].grab().toImage()
    view = shelf.findChildren(IdeasView)[0]
    view.set_empty_text("")
    assert view.grab().toImage() != blank


def test_a_click_hears_and_a_double_click_inserts(qtbot: QtBot, desk: Desk) -> None:
    viewport = desk.view.viewport()
    with qtbot.waitSignal(desk.shelf.audition_asked) as asked:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=desk.place(1))
    assert asked.args == ["idea-2"]
    assert desk.shelf.selected == "idea-2"
    with qtbot.waitSignal(desk.shelf.wishes.insert_asked) as asked:
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=desk.place(1))
    assert asked.args == ["idea-2"]


def test_a_click_on_the_star_stars_and_does_not_play(qtbot: QtBot, desk: Desk) -> None:
    star = star_rect(desk.view.visualRect(desk.row(2))).center()
    heard: list[str] = []
    desk.shelf.audition_asked.connect(heard.append)
    with qtbot.waitSignal(desk.shelf.wishes.star_asked) as asked:
        QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=star)
    assert (asked.args, heard) == (["idea-1"], [])


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Right, "audition_asked"),
        (Qt.Key.Key_Return, "insert_asked"),
        (Qt.Key.Key_Delete, "discard_asked"),
    ],
)
def test_keys_hear_insert_and_discard_the_current_idea(
    qtbot: QtBot, desk: Desk, key: Qt.Key, signal: str
) -> None:
    desk.shelf.select("idea-1")
    with qtbot.waitSignal(
        getattr(desk.shelf if signal == "audition_asked" else desk.shelf.wishes, signal)
    ) as asked:
        QTest.keyClick(desk.view, key)
    assert asked.args == ["idea-1"]


def test_f2_renames_in_place(qtbot: QtBot, desk: Desk) -> None:
    desk.shelf.select("idea-2")
    desk.view.setFocus()
    QTest.keyClick(desk.view, Qt.Key.Key_F2)
    editor = desk.view.findChildren(QLineEdit)[0]
    editor.selectAll()
    QTest.keyClicks(editor, "Morning")
    with qtbot.waitSignal(desk.shelf.wishes.rename_asked) as asked:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == ["idea-2", "Morning"]


def test_an_empty_name_is_no_name(desk: Desk) -> None:
    assert not desk.view.model().setData(desk.row(0), "  ")
    assert desk.names[0] == "Evening"


def test_an_idea_can_be_pulled_out(qtbot: QtBot, desk: Desk) -> None:
    viewport, start = desk.view.viewport(), desk.place(1)
    far = QApplication.startDragDistance()
    with qtbot.waitSignal(desk.shelf.wishes.drag_asked) as asked:
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        for step in (1, 2, 3):
            QTest.mouseMove(viewport, start + QPoint(step * far, 0))
    assert asked.args == ["idea-2"]
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start)


def test_buttons_ask_for_the_chosen_idea(qtbot: QtBot, desk: Desk) -> None:
    desk.shelf.select("idea-1")
    with qtbot.waitSignal(desk.shelf.wishes.keep_asked) as asked:
        QTest.mouseClick(desk.button("Keep"), Qt.MouseButton.LeftButton)
    assert asked.args == ["idea-1"]


def test_buttons_say_why_they_do_nothing(desk: Desk) -> None:
    assert not desk.button("Insert").isEnabled()
    assert desk.button("Insert").toolTip() == NO_IDEA
    desk.shelf.select("idea-2")
    assert desk.button("Insert").isEnabled()
    assert not desk.button("Keep").isEnabled()
    assert desk.button("Keep").toolTip() == "It is kept already"


def test_the_bin_gives_back_what_it_holds(desk: Desk) -> None:
    desk.filter("bin")
    desk.shelf.select("idea-4")
    QTest.mouseClick(desk.button("Restore"), Qt.MouseButton.LeftButton)
    assert desk.document.project.idea("idea-4").status == "fresh"
    assert desk.document.history.undoText() == "Restore Idea"
    assert desk.names == []


def test_the_chosen_idea_stays_chosen_when_others_come(desk: Desk) -> None:
    desk.shelf.select("idea-1")
    desk.document.add_ideas([idea(5)])
    assert desk.names[0] == "Idea 5"
    assert desk.shelf.selected == "idea-1"


def test_the_menu_asks_with_the_idea_under_the_mouse(qtbot: QtBot, desk: Desk) -> None:
    desk.view.customContextMenuRequested.emit(desk.place(2))
    menu = desk.shelf.findChildren(QMenu)[0]
    with qtbot.waitSignal(desk.shelf.wishes.recipe_copy_asked) as asked:
        entry_of(menu, "copy_recipe").trigger()
    assert asked.args == ["idea-1"]
    menu.close()


def test_more_like_an_idea_carries_the_distance(qtbot: QtBot, desk: Desk) -> None:
    desk.view.customContextMenuRequested.emit(desk.place(0))
    menu = desk.shelf.findChildren(QMenu)[0]
    entry_of(menu, "more_like_this").trigger()
    menu.close()
    popup = desk.shelf.findChildren(MoreLike)[0]
    popup.slider.setValue(100)
    with qtbot.waitSignal(desk.shelf.wishes.more_like_asked) as asked:
        QTest.mouseClick(popup.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["idea-3", 1.0]


def test_plays_are_counted_in_words(desk: Desk) -> None:
    model = desk.view.model()
    assert isinstance(model, IdeasModel)
    assert model.line(IDEAS[0]) == "2 bars · G major"
    assert model.line(IDEAS[1]) == "2 bars · G major · heard twice"
    assert model.line(replace(IDEAS[1], plays=7)).endswith("heard 7 times")


def test_the_idea_that_is_heard_and_another_look_repaint_the_list(desk: Desk) -> None:
    before = desk.view.grab().toImage()
    desk.shelf.set_auditioned("idea-2")
    heard = desk.view.grab().toImage()
    assert heard != before
    desk.shelf.set_colours(LIGHT)
    assert desk.view.grab().toImage() != heard


def test_the_model_keeps_qts_rules(desk: Desk) -> None:
    model = desk.view.model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.document.add_ideas([idea(5)])
    desk.document.edit_idea("Discard Idea", "idea-1", status="discarded")
    desk.filter("bin")
    assert tester.model() is model


def test_a_narrow_row_leaves_out_whole_facts_instead_of_cutting_words() -> None:
    metrics = QFontMetrics(QApplication.font())
    line = "4 bars · G minor · heard twice"
    width = metrics.horizontalAdvance("4 bars · G minor") + 4
    assert without_what_does_not_fit(line, metrics, width) == "4 bars · G minor"
    assert without_what_does_not_fit(line, metrics, 5000) == line
    assert without_what_does_not_fit(line, metrics, 1) == "4 bars"
