"""Drawing in pixels of the finished picture on a larger canvas that is reduced at the end."""

from __future__ import annotations

from typing import TypeAlias

from PIL import Image, ImageDraw

from melodyrnn.export.picture_style import OVERSAMPLING, Colour
from melodyrnn.export.picture_text import Typesetter

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Pen:
    """Draws on a canvas of `width` x `height` pixels."""

    def __init__(self, width: int, height: int, background: Colour) -> None:
        size = (width * OVERSAMPLING, height * OVERSAMPLING)
        self._image = Image.new("RGB", size, background)
        self._draw = ImageDraw.Draw(self._image)
        self._typesetter = Typesetter()

    def rectangle(self, box: Box, colour: Colour) -> None:
        """A filled box; its right and lower edge are the first pixels outside."""
        left, top, right, bottom = self._scaled(box)
        if right > left and bottom > top:
            self._draw.rectangle((left, top, right - 1, bottom - 1), fill=colour)

    def bar(self, box: Box, corner: float, colour: Colour, edge: Colour) -> None:
        """A filled box with round corners and a thin outline."""
        left, top, right, bottom = self._scaled(box)
        right, bottom = max(right, left + 2), max(bottom, top + 2)
        radius = min(round(corner * OVERSAMPLING), (right - left) // 2, (bottom - top) // 2)
        self._draw.rounded_rectangle(
            (left, top, right - 1, bottom - 1), radius, fill=colour, outline=edge
        )

    def vertical(self, x: float, top: float, bottom: float, colour: Colour, width: float) -> None:
        """A line of the given width around `x`."""
        self.rectangle((x - width / 2, top, x + width / 2, bottom), colour)

    def horizontal(self, y: float, left: float, right: float, colour: Colour) -> None:
        """A hairline around `y`."""
        self.rectangle((left, y - 0.5, right, y + 0.5), colour)

    def text(
        self, at: tuple[float, float], text: str, size: int, colour: Colour, anchor: str = "ls"
    ) -> None:
        """A line of text; `anchor` as Pillow names it, "ls" is left on the base line."""
        x, y = at[0] * OVERSAMPLING, at[1] * OVERSAMPLING
        text, font = self._typesetter.set(text, size * OVERSAMPLING)
        self._draw.text((x, y), text, fill=colour, font=font, anchor=anchor)

    def text_width(self, text: str, size: int) -> float:
        """How wide a line of text will be."""
        text, font = self._typesetter.set(text, size * OVERSAMPLING)
        return self._draw.textlength(text, font=font) / OVERSAMPLING

    def fitted(self, text: str, size: int, room: float) -> str:
        """The text, shortened with an ellipsis where it is wider than `room`."""
        if self.text_width(text, size) <= room:
            return text
        while text and self.text_width(text + "…", size) > room:
            text = text[:-1]
        return text.rstrip() + "…"

    def finished(self) -> Image.Image:
        """The picture, reduced to its real size."""
        return self._image.reduce(OVERSAMPLING)

    def _scaled(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(v * OVERSAMPLING) for v in box)
        return left, top, right, bottom
