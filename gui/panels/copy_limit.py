"""How many notes in a row a take may share with the training music."""

from __future__ import annotations

from PySide6.QtGui import QValidator

from gui.panels.fields import NumberBox
from melodyrnn.generation.request import LEAST_COPIED, MOST_COPIED

NO_LIMIT = "no limit"
TIP = (
    "Takes turn aside before they share more notes in a row (interval and length, in any key)"
    " with a piece the model learned from; 8 is strict, short figures stay common property"
)
NO_SOURCES = "This model came without the music it learned from, so copying cannot be limited"

_FREE = MOST_COPIED + 1
_STOPS = (4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 48, 64, _FREE)
"""Where arrows and wheel halt; any number between can be typed."""


class CopyLimitBox(NumberBox):
    """A number of notes; above the highest lies no limit, which is 0 to the settings."""

    def __init__(self) -> None:
        super().__init__("Copy at most", TIP, LEAST_COPIED, _FREE)
        self._limit = 0
        self._has_sources = True
        self.show_limit(0)

    def show_limit(self, notes: int) -> None:
        """Shows a limit as settings have it; while it is shut, that there is none."""
        self._limit = notes
        self.show_value((notes if self._has_sources else 0) or _FREE)

    def limit_of(self, value: int) -> int:
        """The limit that a value of the box means to settings."""
        return 0 if value == _FREE else value

    def set_has_sources(self, has_sources: bool) -> None:
        """Whether the model brought what a limit needs; without it the box says why it is shut."""
        self._has_sources = has_sources
        self.show_limit(self._limit)
        self.setEnabled(has_sources)
        self.setToolTip(TIP if has_sources else NO_SOURCES)
        self.setAccessibleDescription("" if has_sources else NO_SOURCES)

    def stepBy(self, steps: int) -> None:
        """From stop to stop."""
        value = self.value()
        for _ in range(abs(steps)):
            further = [s for s in _STOPS if (s > value if steps > 0 else s < value)]
            if further:
                value = further[0] if steps > 0 else further[-1]
        self.setValue(value)

    def textFromValue(self, value: int) -> str:
        """A number of notes, or that there is no limit."""
        return NO_LIMIT if value == _FREE else f"{value} notes"

    def valueFromText(self, text: str) -> int:
        """What was typed; without a number it is no limit."""
        digits = "".join(filter(str.isdigit, text))
        return min(int(digits), MOST_COPIED) if digits else _FREE

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Digits, with or without the word; or no limit."""
        digits = text.removesuffix("notes").strip()
        is_number = digits.isascii() and digits.isdigit() and int(digits) >= LEAST_COPIED
        is_whole = text.strip() == NO_LIMIT or is_number
        state = QValidator.State.Acceptable if is_whole else QValidator.State.Intermediate
        return state, text, position
