"""Colours and sizes: the one place that knows them, and what makes Qt's widgets wear them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from gui.style_sheet import STYLE_SHEET

Scheme = Literal["light", "dark"]
Choice = Literal["system", "light", "dark"]

# Sizes in logical pixels.
SPACING = 8
"""Between neighbours."""
MARGIN = 12
"""Inside panels, cards and dialogs."""
CONTROL_HEIGHT = 28
"""Of buttons and fields."""
ICON_SIZE = 20
"""Of pictures on buttons."""
RADIUS = 6
"""Of the corners of buttons and fields; cards have two more."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One look, as #rrggbb. Text on window, panel and raised has a contrast of at least 4.5."""

    window: str
    """Behind everything."""
    panel: str
    """Panels and cards."""
    raised: str
    """Buttons, fields."""
    border: str
    text: str
    faint_text: str
    """Hints and units."""
    accent: str
    """The user's own: melody notes, the main button."""
    on_accent: str
    """Text on accent; the same in both looks, for the tick in art/check.svg has it too."""
    idea: str
    """What the network wrote: takes, ghosts, hints."""
    on_idea: str
    other_part: str
    """Notes of the accompaniment."""
    selected: str
    """Selected notes and rows."""
    playhead: str
    loop: str
    good: str
    warning: str
    white_row: str
    """Rows of the white keys."""
    black_row: str
    scale_row: str
    """Rows of the key's tones, where the scale is shown."""
    root_row: str
    """Rows of the tonic."""
    bar_line: str
    beat_line: str
    step_line: str
    white_key: str
    black_key: str
    key_text: str
    calm: str
    """Notes the model expected; `lively` and `hot` are steps up to the most surprising."""
    lively: str
    hot: str
    copied: str
    """Notes that go as in the training music."""


DARK = Colours(
    window="#15171c",
    panel="#1c1f26",
    raised="#282c36",
    border="#353a46",
    text="#e9e7e2",
    faint_text="#a3a6b0",
    accent="#f2a33c",
    on_accent="#1b1406",
    idea="#8f83ff",
    on_idea="#0f0c26",
    other_part="#5d6675",
    selected="#ffe2a8",
    playhead="#ff6b5e",
    loop="#35b59a",
    good="#5fc98b",
    warning="#f0c04c",
    white_row="#20242c",
    black_row="#1a1d24",
    scale_row="#262b36",
    root_row="#2f3344",
    bar_line="#596070",
    beat_line="#3a404d",
    step_line="#2b303a",
    white_key="#d9d6cf",
    black_key="#23262d",
    key_text="#55575e",
    calm="#4a62a8",
    lively="#c9708c",
    hot="#ffe08a",
    copied="#2fc4e6",
)
LIGHT = Colours(
    window="#efece6",
    panel="#faf8f4",
    raised="#ffffff",
    border="#d3cdc2",
    text="#23252b",
    faint_text="#62646d",
    accent="#ca6f02",
    on_accent="#1b1406",
    idea="#5a48d6",
    on_idea="#ffffff",
    other_part="#8f96a2",
    selected="#7a3d00",
    playhead="#d63a2c",
    loop="#1e8d76",
    good="#1b7245",
    warning="#8a6100",
    white_row="#fbfaf7",
    black_row="#f1eee8",
    scale_row="#f5efdf",
    root_row="#eee2c4",
    bar_line="#a9a295",
    beat_line="#d5cfc3",
    step_line="#e7e2d8",
    white_key="#ffffff",
    black_key="#3a3c44",
    key_text="#6d6f77",
    calm="#a9c6ea",
    lively="#cf6a55",
    hot="#6d1220",
    copied="#007fae",
)


def colours(scheme: Scheme) -> Colours:
    """The colours of a scheme."""
    return DARK if scheme == "dark" else LIGHT


def blend(one: str, other: str, share: float) -> str:
    """The colour `share` (0-1) of the way from one #rrggbb to another."""
    channels = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(a + (b - a) * share) for a, b in channels).hex()


def palette(colours: Colours) -> QPalette:
    """What Fusion paints with."""
    c, role = colours, QPalette.ColorRole
    by_role = {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.raised,
        role.AlternateBase: c.panel,
        role.Text: c.text,
        role.Button: c.raised,
        role.ButtonText: c.text,
        role.BrightText: c.playhead,
        role.ToolTipBase: c.raised,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.faint_text,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Accent: c.accent,
        role.Link: c.idea,
        role.LinkVisited: c.idea,
        role.Light: blend(c.raised, c.text, 0.1),
        role.Midlight: blend(c.raised, c.text, 0.05),
        role.Mid: c.border,
        role.Dark: blend(c.border, c.window, 0.4),
        role.Shadow: c.window,
    }
    result = QPalette()
    for name, colour in by_role.items():
        result.setColor(name, QColor(colour))
    faded = QColor(blend(c.panel, c.text, 0.38))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, name, faded)
    for name in (role.Highlight, role.Accent):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.border))
    return result


def style_sheet(colours: Colours) -> str:
    """The style sheet of the whole application: how buttons, fields, menus and the rest look."""
    c = colours
    mixed = {
        "hover": blend(c.raised, c.text, 0.07),
        "pressed": blend(c.raised, c.window, 0.45),
        "quiet_hover": blend(c.panel, c.text, 0.08),
        "quiet_pressed": blend(c.panel, c.text, 0.14),
        "accent_hover": blend(c.accent, "#ffffff", 0.14),
        "accent_pressed": blend(c.accent, "#000000", 0.12),
        "accent_tint": blend(c.panel, c.accent, 0.22),
        "accent_edge": blend(c.panel, c.accent, 0.55),
        "record_tint": blend(c.panel, c.playhead, 0.25),
        "idea_hover": blend(c.idea, "#ffffff", 0.12),
        "idea_tint": blend(c.panel, c.idea, 0.22),
        "faded": blend(c.panel, c.text, 0.38),
        "groove": blend(c.panel, c.text, 0.16),
        "handle": blend(c.panel, c.text, 0.26),
        "handle_hover": blend(c.panel, c.text, 0.42),
        "edge": blend(c.border, c.text, 0.12),
        "focus": c.selected,
    }
    art = (Path(__file__).parent / "art").as_posix()
    sizes = {"radius": RADIUS, "card_radius": RADIUS + 2, "height": CONTROL_HEIGHT}
    return Template(STYLE_SHEET).substitute(asdict(c), art=art, **mixed, **sizes)


def system_scheme(app: QApplication) -> Scheme:
    """What the desktop wants; dark where it does not say, as on the offscreen platform."""
    is_light = app.styleHints().colorScheme() == Qt.ColorScheme.Light
    return "light" if is_light else "dark"


def apply_look(app: QApplication, choice: Choice, *, has_sheet: bool = True) -> Scheme:
    """Dresses the application, and says in which scheme; works on platforms that have none.

    has_sheet: with the style sheet, or in style and palette alone.
    """
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app.styleHints().setColorScheme(wanted.get(choice, Qt.ColorScheme.Unknown))
    scheme = system_scheme(app) if choice == "system" else choice
    if not app.styleSheet():  # which hides the style, and setting that anew takes 50 ms
        app.setStyle("Fusion")
    app.setPalette(palette(colours(scheme)))
    if has_sheet and app.styleSheet() != (sheet := style_sheet(colours(scheme))):
        app.setStyleSheet(sheet)
    return scheme
