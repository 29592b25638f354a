"""A plot of the comparison's report, drawn in the window by Qt's own reader of SVG."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import DARK, Colours, blend
from melodyrnn.comparison.page_style import DARK as DARK_LINES
from melodyrnn.comparison.page_style import LIGHT as LIGHT_LINES
from melodyrnn.comparison.plots import FONT, Look, Plot, svg

SPARE = 12
"""Units right of a plot: letters are wider in some fonts than is reckoned."""
WIDEST = 760
"""Pixels; wider, letters would look like a headline's."""


def look_of(colours: Colours) -> Look:
    """A plot's colours in the window: the report's lines on the window's own ground."""
    lines = DARK_LINES if colours == DARK else LIGHT_LINES
    grid = blend(colours.panel, colours.text, 0.13)
    return Look(colours.text, colours.faint_text, grid, colours.panel, lines)


def line_colour(core: str, colours: Colours) -> str:
    """The colour of a core in every figure, #rrggbb."""
    look = look_of(colours)
    return look.lines.get(core, look.faint)


class PlotView(QWidget):
    """Shows one plot as wide as there is room."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._plot: Plot | None = None
        self._renderer = QSvgRenderer(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(280)

    def show_plot(self, plot: Plot, told: str = "") -> None:
        """Shows another plot. told: what is seen on it, for who cannot see it."""
        self._plot = plot
        self.setAccessibleName(plot.title)
        self.setAccessibleDescription(told)
        self._load()
        self.updateGeometry()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._load()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        box = self._box
        return round(min(width, WIDEST) * box.height() / box.width())

    def sizeHint(self) -> QSize:
        box = self._box
        return QSize(round(box.width()), round(box.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._plot is None:
            return
        box = self._box
        scale = min(min(self.width(), WIDEST) / box.width(), self.height() / box.height())
        width, height = scale * box.width(), scale * box.height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(0, (self.height() - height) / 2, width, height))
        painter.end()

    @property
    def _box(self) -> QRectF:
        plot = self._plot
        width, height = (plot.width, plot.height) if plot is not None else (720, 400)
        return QRectF(0, 0, width + SPARE, height)

    def _load(self) -> None:
        if self._plot is None:
            return
        # Qt looks for the first font of a list alone; the window's own is always there.
        text = svg(self._plot, look_of(self._colours))
        text = text.replace(escape(FONT), escape(self.font().family(), quote=True), 1)
        self._renderer.load(QByteArray(text.encode()))
        self._renderer.setViewBox(self._box)
        self.update()
