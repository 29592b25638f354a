"""Which idea lies in which slot, and what the next is called."""

from __future__ import annotations

from gui.controllers.slots import Slots, next_number
from tests.gui.controllers.studio import Studio
from tests.gui.panels.samples import document_with_melody, idea


def test_numbers_of_ideas_go_on_after_the_highest(studio: Studio) -> None:
    assert next_number(()) == 1
    assert next_number([idea(1), idea(5)]) == 6
    named = [idea(n) for n in (1, 2)]
    studio.document.add_ideas(named)
    studio.ideas.rename("idea-2", "Lovely")
    assert next_number(studio.document.project.ideas) == 3


def test_slots_forget_what_is_of_another_project() -> None:
    document = document_with_melody()
    slots = Slots(document)
    document.add_ideas([idea(1)])
    slots.fill(1, idea(1))
    document.reset(document.project)
    assert slots.idea(1) is None
    assert slots.free() == 1
