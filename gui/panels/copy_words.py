"""What a take copies, in words: how long, from where, how much."""

from __future__ import annotations

from gui.document.copied import COUNTS_AS_COPIED, CopiedNotes, CopiedStretch
from gui.panels.naming import counted, percent

OWN = "its own"
"""What is said of notes that are copied from nowhere."""


def badge(copied: CopiedNotes | None) -> str:
    """For a card: "11 in a row from Off She Goes", "its own"; "" where it is not known."""
    if copied is None:
        return ""
    if not copied.stretches:
        return OWN
    return short_words(copied.stretches[0])


def sentence(copied: CopiedNotes | None) -> str:
    """The same, whole, for tooltips and screen readers."""
    if copied is None:
        return ""
    if not copied.stretches:
        least = COUNTS_AS_COPIED
        return f"its own: no {least} notes in a row are as in the music it learned from"
    share = f"{percent(copied.share) or 'less than 1'} %"
    return f"{stretch_words(copied.stretches[0])}; {share} of its notes lie in such runs"


def short_words(stretch: CopiedStretch) -> str:
    """Of one stretch, as short as can be."""
    return f"{stretch.notes} in a row from {stretch.title}"


def stretch_words(stretch: CopiedStretch) -> str:
    """Of one stretch: "9 notes as in Off She Goes (folk), bars 3-5"."""
    source = f"{stretch.title} ({stretch.collection})" if stretch.collection else stretch.title
    return f"{counted(stretch.notes, 'note')} as in {source}, {bars_words(stretch)}"


def bars_words(stretch: CopiedStretch) -> str:
    """Where in the source: "bar 3", "bars 3-5"."""
    if stretch.first_bar == stretch.last_bar:
        return f"bar {stretch.first_bar}"
    return f"bars {stretch.first_bar}-{stretch.last_bar}"


def moved_words(stretch: CopiedStretch) -> str:
    """How the copy is to its source: "at the same pitch", "5 semitones lower"."""
    if not stretch.semitones:
        return "at the same pitch"
    side = "higher" if stretch.semitones > 0 else "lower"
    return f"{counted(abs(stretch.semitones), 'semitone')} {side}"
