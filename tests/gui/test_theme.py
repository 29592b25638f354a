from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import gui.theme
from gui.theme import DARK, LIGHT, Colours, apply_look, blend, palette, style_sheet

SCHEMES = pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])

TEXTS = [
    ("text", ("window", "panel", "raised", "white_row", "black_row")),
    ("faint_text", ("window", "panel", "raised")),
    ("good", ("window", "panel", "raised")),
    ("warning", ("window", "panel", "raised")),
    ("idea", ("window", "panel", "raised")),
    ("on_accent", ("accent",)),
    ("on_idea", ("idea",)),
    ("key_text", ("white_key",)),
]
SHAPES = [
    ("accent", ("window", "panel", "raised", "white_row")),
    ("idea", ("white_row", "black_row")),
    ("playhead", ("white_row", "black_row", "panel")),
    ("loop", ("window", "panel")),
    ("selected", ("window", "panel", "raised")),
    ("other_part", ("white_row", "black_row")),
    ("copied", ("white_row", "black_row", "panel")),
]


@pytest.fixture(autouse=True)
def _undressed(qapp: QApplication) -> Iterator[None]:
    """Leaves the application as it was: other tests share it."""
    style, before, sheet = qapp.style().objectName(), qapp.palette(), qapp.styleSheet()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(before)
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@SCHEMES
def test_text_stands_out_by_at_least_4_5_to_1(colours: Colours) -> None:
    for text, grounds in TEXTS:
        for ground in grounds:
            measured = contrast(getattr(colours, text), getattr(colours, ground))
            assert measured >= 4.5, (text, ground, measured)


@SCHEMES
def test_what_is_not_text_stands_out_visibly(colours: Colours) -> None:
    for shape, grounds in SHAPES:
        least = 2.3 if shape == "other_part" else 3.0  # other parts are to stay in the back
        for ground in grounds:
            measured = contrast(getattr(colours, shape), getattr(colours, ground))
            assert measured >= least, (shape, ground, measured)


@SCHEMES
def test_text_on_tinted_buttons_can_be_read(colours: Colours) -> None:
    for tint in (colours.accent, colours.idea, colours.playhead):
        assert contrast(colours.text, blend(colours.panel, tint, 0.25)) >= 4.5


@SCHEMES
def test_the_mute_button_can_be_read_when_it_is_down(colours: Colours) -> None:
    assert contrast(colours.panel, colours.warning) >= 4.5


@SCHEMES
def test_every_colour_is_written_in_full(colours: Colours) -> None:
    for name, value in asdict(colours).items():
        assert re.fullmatch("#[0-9a-f]{6}", value), name


def test_blending_goes_from_one_colour_to_the_other() -> None:
    assert blend("#000000", "#ffffff", 0.0) == "#000000"
    assert blend("#000000", "#ffffff", 1.0) == "#ffffff"
    assert blend("#102030", "#304050", 0.5) == "#203040"


@SCHEMES
def test_the_palette_shows_disabled_text_fainter(colours: Colours) -> None:
    shown = palette(colours)
    enabled = shown.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    disabled = shown.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    panel = colours.panel
    assert contrast(disabled.name(), panel) < contrast(enabled.name(), panel)


@SCHEMES
def test_qt_understands_the_style_sheet(colours: Colours, qtbot: QtBot, qtlog: Any) -> None:
    button = QPushButton("Generate")
    qtbot.addWidget(button)
    button.setStyleSheet(style_sheet(colours))
    button.show()
    complaints = ("stylesheet", "Unknown property", "Cannot open file")
    said = [record.message for record in qtlog.records]
    assert not [message for message in said if any(c in message for c in complaints)]
    assert "$" not in style_sheet(colours)


def test_the_tick_has_the_colour_of_text_on_the_accent() -> None:
    tick = (Path(gui.theme.__file__).parent / "art" / "check.svg").read_text()
    assert DARK.on_accent == LIGHT.on_accent
    assert DARK.on_accent in tick


def test_the_chosen_look_is_worn_where_the_platform_knows_none(qapp: QApplication) -> None:
    for choice, colours in (("light", LIGHT), ("dark", DARK)):
        assert apply_look(qapp, choice) == choice  # type: ignore[arg-type]  # the two words
        window = qapp.palette().color(QPalette.ColorRole.Window).name()
        assert window == colours.window
        assert colours.accent in qapp.styleSheet()


def test_the_look_is_dark_where_the_desktop_says_nothing(qapp: QApplication) -> None:
    assert apply_look(qapp, "system") == "dark"
