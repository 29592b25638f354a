"""A score card as it is seen and read out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.learning.card_view import CardView
from gui.learning.card_words import NO_SOURCES, copied_words, overlap_words
from gui.learning.coin_bars import CoinBars
from gui.learning.copied_plot import CopiedPlot
from gui.learning.overlap_plot import HEAD, HEIGHT, OverlapGrid, OverlapPlot
from gui.learning.score_bars import NAMES, ROW, Score, ScoreBars
from gui.theme import DARK, LIGHT
from melodyrnn.scorecard.result import Foils, Originality, Overlap
from tests.gui.learning.score_cards import GOOD, LENGTHS, TEN_TUNES


@pytest.fixture
def view(qtbot: QtBot) -> CardView:
    view = CardView(DARK)
    qtbot.addWidget(view)
    view.resize(800, 1200)
    view.show_card(GOOD, "my model")
    view.show()
    return view


def texts(view: QWidget) -> str:
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def picture(widget: QWidget, width: int, height: int) -> QImage:
    widget.resize(width, height)
    return widget.grab().toImage()


def inked(image: QImage, x: float, colour: str) -> int:
    """Pixels of a colour in one column of a picture."""
    ink = QColor(colour)
    return sum(image.pixelColor(round(x), y) == ink for y in range(image.height()))


def test_the_verdict_comes_first_and_large(view: CardView) -> None:
    assert view.verdict.text() == GOOD.verdict[0]
    sizes = [label.font().pointSizeF() for label in view.findChildren(QLabel)]
    assert view.verdict.font().pointSizeF() == max(sizes)
    assert all(sentence in texts(view) for sentence in GOOD.verdict)


def test_each_plot_says_what_is_seen_on_it(view: CardView) -> None:
    said = view.bars.accessibleDescription()
    assert said.startswith("my model: 1.71 nats a note (when 0.21, which note 1.12, how long 0.38)")
    assert "87 of 100 times (a coin: 50)" in view.coins.accessibleDescription()
    assert GOOD.originality is not None
    assert view.copied.accessibleDescription() == copied_words(GOOD.originality)
    told = [plot.accessibleDescription() for plot in view.overlaps.plots]
    assert told == [overlap_words(overlap) for overlap in GOOD.overlaps]


def test_what_is_not_known_takes_no_room(view: CardView) -> None:
    view.show_card(replace(GOOD, foils=(), overlaps=(), originality=None, remarks=()), "x")
    assert NO_SOURCES in texts(view)
    assert "Does it know" not in texts(view)
    assert "sound like" not in texts(view)
    assert not view.copied.isVisible()
    view.show_card(TEN_TUNES, "x")
    assert "Does it know" in texts(view)
    assert len(view.overlaps.plots) == len(TEN_TUNES.overlaps)
    assert view.copied.isVisible()


def test_it_is_copied_and_saved_by_keyboard(view: CardView, qtbot: QtBot) -> None:
    for button, asked in ((view.copy, view.copy_asked), (view.save, view.save_asked)):
        with qtbot.waitSignal(asked):
            QTest.keyClick(button, Qt.Key.Key_Return)


def test_parts_of_a_score_stand_in_its_bar_one_after_another(qtbot: QtBot) -> None:
    bars = ScoreBars(DARK, ("when", "which note"))
    qtbot.addWidget(bars)
    bars.show_scores([Score("a", 2.0, is_own=True, parts=(1.0, 1.0)), Score("b", 4.0)])
    assert bars.sizeHint().height() == 3 * ROW
    image = picture(bars, 676, 3 * ROW)
    row = ROW // 2
    assert image.pixelColor(int(NAMES) + 50, row) == QColor(DARK.idea)
    assert image.pixelColor(int(NAMES) + 150, row) not in (QColor(DARK.idea), QColor(DARK.panel))


def test_a_coin_bar_is_as_full_as_the_model_was_right(qtbot: QtBot) -> None:
    coins = CoinBars(DARK)
    qtbot.addWidget(coins)
    coins.show_foils([Foils("another piece", 100, 75), Foils("nothing", 0, 0)])
    assert coins.sizeHint().height() == 2 * ROW
    image = picture(coins, 694, 2 * ROW)
    left, room = NAMES, 694 - NAMES - 104
    assert inked(image, left + 0.7 * room, DARK.idea) > 4
    assert inked(image, left + 0.8 * room, DARK.idea) == 0
    coins.set_colours(LIGHT)
    assert inked(picture(coins, 694, 2 * ROW), left + 0.7 * room, LIGHT.idea) > 4


def test_a_column_is_as_high_as_its_share(qtbot: QtBot) -> None:
    plot = OverlapPlot(Overlap("x", 0.5, (1.0, 0.5), (0.0, 1.0), ("a", "b")), DARK)
    qtbot.addWidget(plot)
    image = picture(plot, 200, HEIGHT)
    body = image.copy(0, HEAD, 200, HEIGHT - HEAD)
    assert inked(body, 50, DARK.idea) == pytest.approx(2 * inked(body, 150, DARK.idea), abs=3)


def test_a_statistic_without_anything_in_it_can_be_drawn(qtbot: QtBot) -> None:
    for columns in ((), (0.0, 0.0)):
        plot = OverlapPlot(Overlap("x", 0, columns, columns, ("",) * len(columns)), DARK)
        qtbot.addWidget(plot)
        assert not picture(plot, 200, HEIGHT).isNull()


def test_statistics_stand_below_one_another_where_it_is_narrow(qtbot: QtBot) -> None:
    grid = OverlapGrid(DARK)
    qtbot.addWidget(grid)
    grid.show_overlaps([LENGTHS] * 4)
    grid.show()
    layout, rows = grid.layout(), {}
    assert layout is not None
    for width in (800, 430, 200):
        grid.resize(width, 700)
        layout.activate()
        rows[width] = len({plot.y() for plot in grid.plots})
        assert all(plot.geometry().right() < width for plot in grid.plots)
    assert rows == {800: 2, 430: 2, 200: 4}


@pytest.mark.parametrize(
    "found",
    [
        Originality(200, 0, 0, 0, 0, 0, 0, 0, 0),
        Originality(1, 1, 1, 1, 0, 2, 2, 2, 0),
        Originality(200, 41.5, 96, 256, 0.86, 3, 5, 9, 0.01, "Off She Goes"),
    ],
)
def test_copies_of_any_length_can_be_drawn(found: Originality, qtbot: QtBot) -> None:
    plot = CopiedPlot(DARK)
    qtbot.addWidget(plot)
    plot.show_found(found)
    image = picture(plot, 600, plot.sizeHint().height())
    inks = sum(inked(image, x, DARK.idea) for x in range(int(NAMES), 600))
    assert (inks > 0) == (found.longest > 0)
