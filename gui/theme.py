"""Colours and sizes: the one place that knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]


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
    """Text on accent."""
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
    key_text="#5a5c63",
)
LIGHT = Colours(
    window="#efece6",
    panel="#faf8f4",
    raised="#ffffff",
    border="#d3cdc2",
    text="#23252b",
    faint_text="#62646d",
    accent="#d97a06",
    on_accent="#1f1200",
    idea="#5a48d6",
    on_idea="#ffffff",
    other_part="#9aa0ab",
    selected="#7a3d00",
    playhead="#d63a2c",
    loop="#1e8d76",
    good="#1f7f4c",
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
    key_text="#74767e",
)


def colours(scheme: Scheme) -> Colours:
    """The colours of a scheme."""
    return DARK if scheme == "dark" else LIGHT
