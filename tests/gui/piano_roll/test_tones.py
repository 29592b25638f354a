from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from gui.piano_roll.tones import (
    LEVELS,
    MAX_SURPRISE,
    contrast,
    luminance,
    pips,
    plain_palette,
    surprise_palette,
    surprise_tones,
    velocity_palette,
)
from gui.theme import DARK, LIGHT, Colours

LOOKS = (DARK, LIGHT)


@pytest.mark.parametrize("colours", LOOKS)
def test_harder_notes_stand_out_more(colours: Colours) -> None:
    fill = velocity_palette(colours, colours.accent).fill
    row = QColor(colours.white_row)
    ratios = [contrast(c, row) for c in fill[::16]]
    assert ratios == sorted(ratios)
    assert fill[-1].name() == colours.accent


@pytest.mark.parametrize("colours", LOOKS)
def test_surprise_is_seen_without_hues(colours: Colours) -> None:
    steps = [luminance(c) for c in surprise_palette(colours).fill[::8]]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert abs(steps[-1] - steps[0]) > 0.3


@pytest.mark.parametrize("colours", LOOKS)
@pytest.mark.parametrize("kind", ["velocity", "idea", "surprise", "selected"])
def test_names_can_be_read_on_every_tone(colours: Colours, kind: str) -> None:
    palette = {
        "velocity": velocity_palette(colours, colours.accent),
        "idea": velocity_palette(colours, colours.idea),
        "surprise": surprise_palette(colours),
        "selected": plain_palette(colours.selected),
    }[kind]
    for fill, text in zip(palette.fill[20:], palette.text[20:], strict=True):
        assert contrast(fill, text) >= 3.5


@pytest.mark.parametrize("colours", LOOKS)
def test_selected_notes_differ_in_lightness_from_all_others(colours: Colours) -> None:
    selected = QColor(colours.selected)
    for fill in velocity_palette(colours, colours.accent).fill:
        assert contrast(fill, selected) > 1.4


def test_surprise_becomes_tones_and_dots() -> None:
    nats = np.array([0.0, 2.0, 3.0, 4.5, MAX_SURPRISE, 50.0])
    tones = surprise_tones(nats)
    assert tones[0] == 0
    assert tones[-2:].tolist() == [LEVELS - 1, LEVELS - 1]
    assert pips(nats).tolist() == [0, 0, 1, 2, 3, 3]


def test_inks_are_premultiplied() -> None:
    inks = plain_palette("#ff8040").inks
    assert inks.shape == (LEVELS, 256)
    assert int(inks[5, 255]) == 0xFFFF8040
    assert int(inks[5, 0]) == 0
    assert int(inks[0, 128]) >> 24 == 128
    assert (int(inks[0, 128]) >> 16) & 0xFF == 128
