"""Plots as SVG, written by hand: no library, no scripts. Free of PyTorch.

A plot says what is shown; a `Look` gives its colours, which may be CSS variables (for a page
that is light or dark) or #rrggbb (for the window). Lines carry their names at their ends.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from melodyrnn.comparison.scales import Scale, Unit, scale_for, tick_text

FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
"""One that every system has in some shape."""

_TEXT = 13
_LINE_HEIGHT = 16
_LETTER = 8.6
"""Usual width of a letter at that size: room for labels is reckoned by it."""
_TOP, _BOTTOM, _LEFT = 30, 50, 72
_SHAPES = 5
_MOST_LEVELS = 7
"""Level lines of a grid."""
_TIED = 60
"""A line that ends farther from the right edge is not tied to its name there."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a plot, each as CSS takes it; `lines` by the `colour` of a series."""

    ink: str
    faint: str
    grid: str
    ground: str
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis. from_zero: an even axis begins at 0. ticks: where, if not by itself."""

    title: str
    unit: Unit = "number"
    is_log: bool = False
    from_zero: bool = False
    ticks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or points alone. colour: a key of `Look.lines`. shape: of its marks, 0-4."""

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]
    is_dashed: bool = False
    has_line: bool = True
    has_marks: bool = True
    shape: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line to compare with; one off the scale is not drawn."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Plot:
    """What is shown. title: what a person who cannot see it is told. floor: y ends there."""

    title: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    rules: tuple[Rule, ...] = ()
    floor: float | None = None
    width: int = 720
    height: int = 400


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the plot's area lies, and its scales."""

    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.left + self.x.place(x) * (self.right - self.left),
            self.bottom - self.y.place(y) * (self.bottom - self.top),
        )


@dataclass(frozen=True, slots=True)
class _Label:
    """A name beside the end of its line."""

    text: str
    colour: str
    x: float
    y: float


def svg(plot: Plot, look: Look) -> str:
    """The plot as one <svg> element."""
    frame = _framed(plot)
    labels = [*_rule_labels(plot, frame, look), *_series_labels(plot, frame, look)]
    body = [
        *_grid(plot, frame, look),
        *_rules(plot, frame, look),
        *(part for series in plot.series for part in _drawn(plot, series, frame, look)),
        *_labels(labels, frame, look),
        *_beside(plot, frame, look),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {plot.width} {plot.height}"'
        f' role="img" aria-label="{escape(plot.title)}" font-family="{escape(FONT)}"'
        f' font-size="{_TEXT}">' + "".join(body) + "</svg>"
    )


def _framed(plot: Plot) -> _Frame:
    names = [s.name for s in plot.series if s.points and s.has_line] + [r.name for r in plot.rules]
    right = plot.width - 30 - _LETTER * max((len(n) for n in names), default=0)
    points = [p for s in plot.series for p in s.points]
    x = scale_for([p[0] for p in points], is_log=plot.x.is_log, from_zero=plot.x.from_zero)
    levels = [p[1] for p in points] + [r.value for r in plot.rules]
    y = scale_for(levels, is_log=plot.y.is_log, from_zero=plot.y.from_zero)
    if plot.floor is not None:
        y = Scale(max(y.low, plot.floor), max(y.high, plot.floor * 10), y.is_log)
    return _Frame(_LEFT, right, _TOP, plot.height - _BOTTOM, x, y)


def _grid(plot: Plot, frame: _Frame, look: Look) -> Iterable[str]:
    for value in plot.y.ticks or frame.y.ticks(_MOST_LEVELS):
        _, y = frame.at(frame.x.low, value)
        yield _line((frame.left, y), (frame.right, y), look.grid)
        yield _text(frame.left - 8, y + 4, tick_text(value, plot.y.unit), look.faint, "end")
    room = (frame.right - frame.left) // 70
    for value in plot.x.ticks or frame.x.ticks(int(room), plot.x.unit):
        x, _ = frame.at(value, frame.y.low)
        yield _line((x, frame.bottom), (x, frame.bottom + 5), look.faint)
        yield _text(x, frame.bottom + 20, tick_text(value, plot.x.unit), look.faint, "middle")
    yield _line((frame.left, frame.bottom), (frame.right, frame.bottom), look.faint)
    middle = (frame.left + frame.right) / 2
    yield _text(middle, plot.height - 10, plot.x.title, look.ink, "middle")
    yield _text(8, 16, plot.y.title, look.ink, "start")


def _rules(plot: Plot, frame: _Frame, look: Look) -> Iterable[str]:
    for rule in plot.rules:
        _, y = frame.at(frame.x.low, rule.value)
        yield _line((frame.left, y), (frame.right, y), look.faint, "2 4")


def _drawn(plot: Plot, series: Series, frame: _Frame, look: Look) -> Iterable[str]:
    colour = look.lines[series.colour]
    places = [frame.at(*p) for p in series.points]
    if series.has_line and len(places) > 1:
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        dashes = "stroke-dasharray:7 4;" if series.is_dashed else ""
        yield (
            f'<path d="{path}" style="fill:none;stroke:{colour};stroke-width:2.2;{dashes}'
            f'stroke-linejoin:round"><title>{escape(series.name)}</title></path>'
        )
    if series.has_marks:
        for point, (x, y) in zip(series.points, places, strict=True):
            told = _told(plot, series, point)
            yield _mark(series.shape, x, y, f"fill:{colour};stroke:{look.ground}", told)


def _told(plot: Plot, series: Series, point: tuple[float, float]) -> str:
    """What a pointer over a mark is told."""
    x, y = (
        tick_text(float(f"{v:.4g}"), a.unit) for v, a in zip(point, (plot.x, plot.y), strict=True)
    )
    return f"{series.name}: {y} ({plot.x.title}: {x})"


def _mark(shape: int, x: float, y: float, style: str, told: str) -> str:
    """A disc, square, diamond, or triangle pointing up or down, all of about the same size."""
    title = f"<title>{escape(told)}</title>"
    if shape % _SHAPES == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" style="{style}">{title}</circle>'
    corners = (
        (),
        ((-3.7, -3.7), (3.7, -3.7), (3.7, 3.7), (-3.7, 3.7)),
        ((0, -5.2), (5.2, 0), (0, 5.2), (-5.2, 0)),
        ((0, -5.2), (5, 3.8), (-5, 3.8)),
        ((0, 5.2), (5, -3.8), (-5, -3.8)),
    )[shape % _SHAPES]
    places = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{places}" style="{style}">{title}</polygon>'


def _series_labels(
    plot: Plot, frame: _Frame, look: Look, *, of_lines: bool = True
) -> Iterable[_Label]:
    for series in plot.series:
        if series.points and series.has_line == of_lines:
            x, y = frame.at(*series.points[-1])
            yield _Label(series.name, look.lines[series.colour], x, y)


def _rule_labels(plot: Plot, frame: _Frame, look: Look) -> Iterable[_Label]:
    for rule in plot.rules:
        yield _Label(rule.name, look.faint, frame.right, frame.at(frame.x.low, rule.value)[1])


def _labels(labels: Sequence[_Label], frame: _Frame, look: Look) -> Iterable[str]:
    """Names right of the plot, pushed apart; one whose line ends near is tied to that end."""
    ordered = sorted(labels, key=lambda label: label.y)
    heights = spread([label.y for label in ordered], _LINE_HEIGHT, frame.top, frame.bottom)
    x = frame.right + 18
    for label, y in zip(ordered, heights, strict=True):
        is_near = label.x > frame.right - _TIED
        if is_near and math.hypot(x - label.x, y - label.y) > 24:
            yield _line((label.x + 6, label.y), (x - 4, y), look.grid)
        yield _text(x, y + 4, label.text, label.colour, "start", "600")


def _beside(plot: Plot, frame: _Frame, look: Look) -> Iterable[str]:
    """Names beside single points, on the side where there is room."""
    points = _series_labels(plot, frame, look, of_lines=False)
    labels = sorted(points, key=lambda label: label.y)
    heights = spread([label.y for label in labels], _LINE_HEIGHT, frame.top, frame.bottom)
    for label, y in zip(labels, heights, strict=True):
        fits = label.x + 12 + _LETTER * len(label.text) < frame.right
        x, anchor = (label.x + 12, "start") if fits else (label.x - 12, "end")
        yield _text(x, y + 4, label.text, label.colour, anchor, "600")


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Rising places moved to lie `gap` apart and, if they can, within bounds."""
    result = list(places)
    for _ in range(100):
        moved = False
        for i, (a, b) in enumerate(pairwise(result)):
            if b - a < gap - 1e-6:
                middle = (a + b) / 2
                result[i], result[i + 1] = middle - gap / 2, middle + gap / 2
                moved = True
        if not moved:
            break
    last = len(result) - 1
    held = [max(place, low + i * gap) for i, place in enumerate(result)]
    return [min(place, high - (last - i) * gap) for i, place in enumerate(held)]


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, dash: str = "") -> str:
    dashes = f";stroke-dasharray:{dash}" if dash else ""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
        f' style="stroke:{colour};stroke-width:1{dashes}"/>'
    )


def _text(x: float, y: float, text: str, colour: str, anchor: str, weight: str = "400") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}"'
        f' style="fill:{colour}">{escape(text)}</text>'
    )
