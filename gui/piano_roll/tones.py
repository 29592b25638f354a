"""Shades worked out from the colours of the theme, once for each look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from gui.theme import Colours, blend

LEVELS = 128
"""Tones of a palette: one for each velocity, or for each degree of surprise."""

MAX_SURPRISE = 6.0
"""Nats from which a note has the hottest tone: it had a chance of one in four hundred."""

PIPS_FROM = (2.5, 4.0, 5.5)
"""Nats from which a note bears one, two and three dots: the cue besides colour."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of notes by tone, each (LEVELS,): inside, outline and the text on them."""

    fill: tuple[QColor, ...]
    edge: tuple[QColor, ...]
    text: tuple[QColor, ...]

    @property
    def inks(self) -> NDArray[np.uint32]:
        """The insides at each opacity, as premultiplied ARGB, (LEVELS, 256)."""
        rgb = np.array([(c.red(), c.green(), c.blue()) for c in self.fill], dtype=np.uint32)
        alpha = np.arange(256, dtype=np.uint32)
        red, green, blue = ((rgb[:, i, None] * alpha + 127) // 255 for i in range(3))
        inks = (alpha << 24) | (red << 16) | (green << 8) | blue
        return inks.astype(np.uint32)


def faded(colour: QColor | str, alpha: float) -> QColor:
    """The colour with an opacity of 0-1."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


def luminance(colour: QColor) -> float:
    """Relative luminance as the contrast rules of the W3C define it, 0-1."""
    red, green, blue = map(_linear, (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, 1-21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def velocity_palette(colours: Colours, strong: str) -> Palette:
    """From a breath of `strong` at velocity 0 to the whole of it at 127."""
    shares = (0.34 + 0.66 * velocity / (LEVELS - 1) for velocity in range(LEVELS))
    return shades([blend(colours.white_row, strong, share) for share in shares])


def surprise_palette(colours: Colours) -> Palette:
    """From calm to hot; lightness runs one way all along, so that it is seen without hues."""
    half = LEVELS // 2
    lower = [blend(colours.calm, colours.lively, i / half) for i in range(half)]
    upper = [blend(colours.lively, colours.hot, i / (half - 1)) for i in range(half)]
    return shades(lower + upper)


def plain_palette(colour: str) -> Palette:
    """One colour at every tone."""
    one = shades([colour])
    return Palette(one.fill * LEVELS, one.edge * LEVELS, one.text * LEVELS)


def ghost_palette(colours: Colours, colour: str) -> Palette:
    """A breath of one colour at every tone, for what is only in the background."""
    fill = QColor(blend(colours.white_row, colour, 0.42))
    edge = QColor(blend(colours.white_row, colour, 0.62))
    return Palette((fill,) * LEVELS, (edge,) * LEVELS, (QColor(colours.faint_text),) * LEVELS)


def surprise_tones(nats: NDArray[np.float64]) -> NDArray[np.int64]:
    """The tone of each note of so many nats."""
    share = np.clip(nats / MAX_SURPRISE, 0.0, 1.0)
    tones: NDArray[np.int64] = np.rint(share * (LEVELS - 1)).astype(np.int64)
    return tones


def pips(nats: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many dots each note of so many nats bears, 0-3."""
    return np.searchsorted(np.array(PIPS_FROM), nats, side="right").astype(np.int64)


def shades(fill: Sequence[str]) -> Palette:
    """A palette of these insides, with outlines and text to suit them."""
    black, white = "#000000", "#ffffff"
    inks = [black if _is_light(colour) else white for colour in fill]
    return Palette(
        fill=tuple(map(QColor, fill)),
        edge=tuple(QColor(blend(colour, black, 0.38)) for colour in fill),
        text=tuple(QColor(blend(i, c, 0.12)) for i, c in zip(inks, fill, strict=True)),
    )


def _is_light(colour: str) -> bool:
    """Whether black stands out from it at least as much as white does."""
    light = luminance(QColor(colour)) + 0.05
    return light / 0.05 >= 1.05 / light


def _linear(channel: float) -> float:
    """A channel of sRGB, 0-1, as an amount of light."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
