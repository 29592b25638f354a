"""The slots of the strip of takes: which idea lies where."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from gui.document.document import Change, Document
from gui.document.project import Idea

ORIGINAL = 0
"""The slot of the music without any take."""

SLOTS = range(1, 9)


class Slots(QObject):
    """Slots 1-8. expected: so many takes are on their way. filled: slot and Idea."""

    expected = Signal(int)
    filled = Signal(int, object)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._ideas: dict[int, str] = {}
        self._before: dict[int, str] = {}
        self._promised: frozenset[int] = frozenset()
        document.changed.connect(self._on_changed)

    def idea(self, slot: int) -> Idea | None:
        """What lies in a slot."""
        identifier = self._ideas.get(slot)
        return self._document.project.idea(identifier) if identifier else None

    def ideas(self) -> tuple[Idea, ...]:
        """What lies in all slots, from the first on."""
        return tuple(self._document.project.idea(i) for _, i in sorted(self._ideas.items()))

    def slot_of(self, identifier: str) -> int | None:
        """Where an idea lies."""
        return next((s for s, i in self._ideas.items() if i == identifier), None)

    def is_promised(self, slot: int) -> bool:
        """Whether a take for it is still being written."""
        return slot in self._promised

    def free(self) -> int:
        """A slot for one more idea: an empty one, and the last where there is none."""
        taken = self._promised | self._ideas.keys()
        return next((slot for slot in SLOTS if slot not in taken), SLOTS[-1])

    def expect(self, count: int) -> None:
        """New takes are to come into the first slots; what lay there makes room."""
        self._before |= self._ideas
        self._ideas = {}
        self._promised = frozenset(SLOTS[:count])
        self.expected.emit(count)

    def fill(self, slot: int, idea: Idea) -> None:
        """An idea takes a slot."""
        self._promised -= {slot}
        self._ideas[slot] = idea.identifier
        self.filled.emit(slot, idea)

    def settle(self, heard: int | None) -> None:
        """No more takes come.

        If some did not come, what lay in slots that stayed empty comes back; and at any rate
        what is heard.
        """
        came_all = not self._promised
        before, self._before, self._promised = self._before, {}, frozenset()
        for slot, identifier in sorted(before.items()):
            if slot not in self._ideas and (slot == heard or not came_all):
                self.fill(slot, self._document.project.idea(identifier))

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self._ideas, self._before, self._promised = {}, {}, frozenset()
            self.expected.emit(0)


def next_number(ideas: Iterable[Idea]) -> int:
    """N for the next "Idea N", so that none is called as another is."""
    ideas = tuple(ideas)
    called = [re.fullmatch(r"Idea (\d{1,9})", idea.name) for idea in ideas]
    return max([len(ideas), *(int(found[1]) for found in called if found)]) + 1
