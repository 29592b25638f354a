"""Plots drawn in the window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui.learning.plot_view import WIDEST, PlotView, line_colour, look_of
from gui.theme import DARK, LIGHT, Colours
from melodyrnn.comparison.figures import CORE_COLOURS, figures
from tests.comparisons import usual

PLOT = figures(usual())[0].plots[0]


@pytest.fixture
def view(qtbot: QtBot) -> PlotView:
    view = PlotView(DARK)
    qtbot.addWidget(view)
    view.resize(WIDEST, view.heightForWidth(WIDEST))
    return view


def has(image: QImage, colour: str) -> bool:
    """Whether a pixel is of that colour, or nearly."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    wide = (plain.height(), plain.width(), 4)
    pixels = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(wide)[..., 2::-1]
    wanted = np.frombuffer(bytes.fromhex(colour[1:]), dtype=np.uint8)
    return bool((np.abs(pixels.astype(int) - wanted).max(axis=-1) < 9).any())


def test_nothing_is_drawn_before_there_is_a_plot(view: PlotView) -> None:
    assert not has(view.grab().toImage(), line_colour("rnn", DARK))


@pytest.mark.parametrize("colours", [DARK, LIGHT])
def test_every_network_has_its_line_in_both_looks(view: PlotView, colours: Colours) -> None:
    view.show_plot(PLOT, "The LSTM is ahead.")
    view.set_colours(colours)
    image = view.grab().toImage()
    assert all(has(image, line_colour(core, colours)) for core in ("rnn", "transformer"))
    assert view.accessibleName() == "Held-out score over time"
    assert view.accessibleDescription() == "The LSTM is ahead."


def test_a_narrow_one_is_lower_and_a_wide_one_no_higher(view: PlotView) -> None:
    view.show_plot(PLOT)
    narrow, usual_height, wide = (view.heightForWidth(w) for w in (380, WIDEST, 2000))
    assert narrow * 2 == pytest.approx(usual_height, abs=2)
    assert wide == usual_height


def test_all_colours_are_there_for_lines() -> None:
    for colours in (DARK, LIGHT):
        assert set(CORE_COLOURS) <= set(look_of(colours).lines)
    assert line_colour("unheard of", DARK) == DARK.faint_text
