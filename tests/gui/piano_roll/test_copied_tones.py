"""Shades of copied notes."""

from __future__ import annotations

import numpy as np
import pytest

from gui.piano_roll.copied_tones import copied_palette, joint_tones, with_copied
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.tones import LEVELS, contrast
from gui.theme import DARK, LIGHT, Colours

SCHEMES = pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])


def test_longer_runs_are_stronger_and_other_notes_keep_their_tones() -> None:
    tones = joint_tones(np.array([127, 0, 100, 100, 100, 90]), np.array([0, 0, 8, 20, 32, 300]))
    assert tones.tolist() == [63, 0, 64, 96, 127, 127]


@SCHEMES
def test_a_copied_note_is_told_from_one_that_is_not(colours: Colours) -> None:
    palettes = Palettes.of(colours)
    for usual in (palettes.copied_melody, palettes.copied_idea, palettes.copied_surprise):
        assert len(usual.fill) == LEVELS
        assert not set(map(str, usual.fill[:64])) & set(map(str, usual.fill[64:]))
    hues = [palettes.copied.fill[0].hue(), palettes.copied.fill[-1].hue()]
    for other in (palettes.melody.fill[-1], palettes.idea.fill[-1], palettes.surprise.fill[-1]):
        assert min(abs(other.hue() - hue) for hue in hues) > 30


@SCHEMES
def test_names_can_be_read_on_every_shade(colours: Colours) -> None:
    copied = copied_palette(colours)
    for fill, text in zip(copied.fill, copied.text, strict=True):
        assert contrast(fill, text) >= 3.5


def test_the_usual_tones_stand_in_the_lower_half() -> None:
    palettes = Palettes.of(DARK)
    joint = with_copied(palettes.melody, palettes.copied)
    assert joint.fill[40] == palettes.melody.fill[80]
    assert joint.fill[64] == palettes.copied.fill[0]
