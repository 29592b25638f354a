"""Tooltips of words that others wrote."""

from __future__ import annotations

from html import escape


def as_written(text: str) -> str:
    """A tooltip that shows a text as it stands, even one that Qt would take for HTML."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text
