"""The page that compares networks, with a process that only speaks as the command does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.learning.compare_page import NOTHING_THROUGH, ComparePage, Outward
from gui.theme import DARK, LIGHT
from tests.comparisons import usual
from tests.gui.learning.test_reports import put

Open = Callable[[str], ComparePage]
MUSIC = (Path("/music/irish"),)
WAIT_MS = 20_000


class Outside:
    """Instead of the browser and the system's dialog."""

    def __init__(self, target: Path) -> None:
        self.seen: list[Path] = []
        self.asked: list[str] = []
        self.target: Path | None = target

    def browse(self, path: Path) -> None:
        self.seen.append(path)

    def choose(self, _parent: QWidget, proposed: str) -> Path | None:
        self.asked.append(proposed)
        return self.target


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path / "copy.html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "reports"


@pytest.fixture
def opening(qtbot: QtBot, folder: Path, outside: Outside) -> Iterator[Open]:
    pages: list[ComparePage] = []

    def open_page(how: str) -> ComparePage:
        command = (sys.executable, "-m", "tests.gui.fake_comparing", how)
        page = ComparePage(DARK, folder, command, Outward(outside.browse, outside.choose))
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(1180, 680)
        page.show()
        page.set_places(MUSIC)
        return page

    yield open_page
    for page in pages:
        page.close_down()


def said(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def is_whole(page: ComparePage) -> bool:
    """Whether all figures and the table are there."""
    return page.finding.isVisible() and page.finding.table is not None


def test_at_first_it_says_what_it_is_for_and_asks_for_music(opening: Open, qtbot: QtBot) -> None:
    page = opening("quick")
    page.set_places(())
    assert "Which network learns your music best" in said(page)
    assert not page.plan.isVisible()
    with qtbot.waitSignal(page.folder_asked):
        page.intro.choose.click()
    page.set_places(MUSIC)
    assert page.plan.isVisible()
    assert not page.intro.choose.isVisible()


def test_one_click_leads_to_what_was_found(
    opening: Open, qtbot: QtBot, folder: Path, outside: Outside
) -> None:
    page = opening("quick")
    page.plan.start.click()
    assert not page.plan.start.isEnabled()
    assert "compared already" in page.plan.start.toolTip()
    qtbot.waitUntil(lambda: is_whole(page), timeout=WAIT_MS)
    assert page.plan.start.isEnabled()
    assert "the GRU and the LSTM foresaw best" in said(page.finding)
    assert [card.name for card in page.finding.cards] == [
        "learning", "size", "cost", "reach", "context",
    ]  # fmt: skip
    assert page.finding.table is not None
    assert page.finding.table.columnCount() == 6
    names = sorted(p.name for p in folder.iterdir())
    assert [Path(name).suffix for name in names] == [".html", ".json"]
    assert names[0].startswith("irish 2 min base ")
    page.finding.open.click()
    (folder / names[0]).unlink()
    page.finding.open.click()  # made anew where it was thrown away
    assert outside.seen == [folder / names[0]] * 2
    assert (folder / names[0]).exists()
    dark = page.grab().toImage()
    page.set_colours(LIGHT)
    assert page.grab().toImage() != dark


def test_a_copy_is_saved_where_the_user_says(
    opening: Open, qtbot: QtBot, folder: Path, outside: Outside, tmp_path: Path
) -> None:
    folder.mkdir()
    put(folder, "old", usual())
    page = opening("quick")
    qtbot.waitUntil(lambda: bool(page.intro.opens), timeout=WAIT_MS)
    page.intro.opens[0].click()
    page.finding.save.click()
    assert outside.asked == ["folk comparison.html"]
    assert "Which network" in (tmp_path / "copy.html").read_text(encoding="utf-8")
    outside.target = None
    page.finding.save.click()
    outside.target = tmp_path / "copy.html" / "inside a file.html"
    with qtbot.waitSignal(page.failed) as told:
        page.finding.save.click()
    assert told.args is not None
    assert told.args[0] in said(page.failure)


def test_earlier_ones_are_opened_again_and_changed_between(
    opening: Open, qtbot: QtBot, folder: Path
) -> None:
    folder.mkdir()
    put(folder, "first", usual(), age=10)
    put(folder, "second", usual())
    page = opening("quick")
    page.set_places(())
    qtbot.waitUntil(lambda: len(page.intro.opens) == 2, timeout=WAIT_MS)
    page.intro.opens[1].click()
    assert page.finding.which.currentIndex() == 1
    assert page.plan.isVisible()
    page.finding.which.activated.emit(0)
    qtbot.waitUntil(lambda: is_whole(page), timeout=WAIT_MS)
    assert page.finding.which.currentIndex() == 0


def test_while_it_runs_each_network_says_how_it_does_and_stop_keeps_what_is_through(
    opening: Open, qtbot: QtBot
) -> None:
    page = opening("obey")
    page.plan.start.click()
    qtbot.waitUntil(
        lambda: "LSTM" in said(page.running) and "gets ready" in said(page.running), timeout=WAIT_MS
    )
    told = said(page.running)
    assert "2 of 5 networks are through" in told
    assert "1 in 11" in told
    assert "1 in 8.2" in told
    assert page.running.plot.isVisible()
    assert page.running.stop.text() == "Stop and Report"
    page.running.stop.click()
    assert not page.running.stop.isEnabled()
    qtbot.waitUntil(lambda: is_whole(page), timeout=WAIT_MS)
    assert "nothing is known of LSTM, transformer and LSTM + memory" in said(page.finding)
    assert not page.failure.isVisible()


def test_stopped_before_any_is_through_it_says_that_there_is_nothing(
    opening: Open, qtbot: QtBot
) -> None:
    page = opening("slow")
    page.plan.start.click()
    qtbot.waitUntil(lambda: "waits its turn" in said(page.running), timeout=WAIT_MS)
    with qtbot.assertNotEmitted(page.failed):
        page.running.stop.click()
        qtbot.waitUntil(page.intro.isVisible, timeout=WAIT_MS)
    assert NOTHING_THROUGH in said(page)
    assert page.plan.start.isEnabled()


def test_a_refusal_is_told_in_its_own_words(opening: Open, qtbot: QtBot) -> None:
    page = opening("refuse")
    with qtbot.waitSignal(page.failed, timeout=WAIT_MS) as told:
        page.plan.start.click()
    assert told.args == ["There are no MIDI files in it; choose another folder."]
    qtbot.waitUntil(page.intro.isVisible, timeout=WAIT_MS)
    assert "There are no MIDI files" in said(page)


def test_one_that_breaks_off_shows_what_was_through(opening: Open, qtbot: QtBot) -> None:
    page = opening("stumble")
    with qtbot.waitSignal(page.failed, timeout=WAIT_MS):
        page.plan.start.click()
    qtbot.waitUntil(lambda: is_whole(page), timeout=WAIT_MS)
    assert "The comparison stopped unexpectedly" in said(page)


def test_closing_down_ends_it_at_once_and_leaves_what_is_through(
    opening: Open, qtbot: QtBot, folder: Path
) -> None:
    page = opening("obey")
    page.plan.start.click()
    qtbot.waitUntil(lambda: page.comparer.state.done == 2, timeout=WAIT_MS)
    page.close_down()
    assert not page.is_running
    assert len(list(folder.glob("*.json"))) == 1


def test_while_something_else_learns_it_waits(opening: Open) -> None:
    page = opening("quick")
    page.set_busy("A network learns.")
    assert page.plan.start.toolTip() == "A network learns."
    page.set_busy("")
    assert page.plan.start.isEnabled()
