"""Shortcuts as text: how they are shown, and which actions belong together."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence

from gui.actions import ACTIONS, MENUS, ActionSpec

_NATIVE = QKeySequence.SequenceFormat.NativeText


def shown(keys: Iterable[str]) -> str:
    """Shortcuts of one action as the keyboard has them: "Ctrl+Y or Ctrl+Shift+Z"."""
    return " or ".join(QKeySequence(key).toString(_NATIVE) for key in keys)


def plain(text: str) -> str:
    """A menu text without the sign of its access key and without dots."""
    return text.replace("&", "").rstrip("…")


def grouped() -> list[tuple[str, list[ActionSpec]]]:
    """Menu titles, each with its actions in their order."""
    return [
        (plain(menu), [spec for spec in ACTIONS if spec.menu == menu and spec.name != "-"])
        for menu in MENUS
    ]


def matches(spec: ActionSpec, keys: str, wanted: str) -> bool:
    """Whether all words of a search occur in an action's text, tip or shortcuts."""
    text = f"{plain(spec.text)} {spec.tip} {keys}".casefold()
    return all(word in text for word in wanted.casefold().split())
