"""What the pointer is told of a copied note, and of what comes to lie below it while it rests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.controllers.copied_hover import CLICK, CopiedHover
from gui.document.copied import CopiedNotes
from gui.piano_roll.scene import Copying, Draft
from melodyrnn.music.notes import NoteSequence
from tests.gui.controllers.studio import Studio
from tests.gui.panels.copied import copied, stretch
from tests.gui.panels.samples import BAR, MELODY, idea

THIRD = (2 * 480 + 10.0, 62)
"""A place on the third note of the melody."""


class Glass:
    """A pointer over the melody; what stands beside it and in the status bar."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.scene = studio, studio.scene
        self.hover = CopiedHover(studio.document, studio.scene)
        self.label = self.told = ""
        self.hover.labelled.connect(lambda words: setattr(self, "label", words))
        self.hover.told.connect(lambda words: setattr(self, "told", words))

    def show(self, found: CopiedNotes | None) -> None:
        notes = len(self.studio.document.notes)
        self.scene.set_overlay(copying=Copying(found, notes) if found else Copying())
        self.hover.refresh()

    def point(self, place: tuple[float, int] | None) -> None:
        self.hover.hover(place)
        self.hover.set_tool_words("Drag to move" if place else "")

    def gesture(self, words: str) -> None:
        """A gesture writes beside the pointer, where only one of two can."""
        self.label = words
        self.hover.set_gesture_words(words)


@pytest.fixture
def glass(studio: Studio) -> Glass:
    glass = Glass(studio)
    glass.show(copied(stretch(2, 4)))
    return glass


def test_the_pointer_over_a_copied_note_tells_from_where(glass: Glass) -> None:
    glass.point(THIRD)
    assert glass.told == f"4 notes as in Off She Goes (folk), bars 3-5{CLICK}"
    assert glass.label == "4 in a row from Off She Goes"
    glass.point((THIRD[0], 63))
    assert (glass.told, glass.label) == ("Drag to move", "")
    glass.point(THIRD)
    glass.point(None)
    assert (glass.told, glass.label) == ("", "")


@pytest.mark.parametrize("tool", ["erase", "split"])
def test_a_tool_that_would_harm_the_note_promises_no_source(glass: Glass, tool: str) -> None:
    glass.scene.set_tools(tool=tool)
    glass.point(THIRD)
    assert glass.told == "Drag to move"
    glass.scene.set_tools(tool="pencil")
    assert glass.told.endswith(CLICK), "the tool changed below a pointer at rest"


def test_a_pointer_at_rest_is_told_when_the_note_below_it_is_no_more(glass: Glass) -> None:
    glass.point(THIRD)
    glass.show(None)
    assert (glass.told, glass.label) == ("Drag to move", "")
    glass.show(copied(stretch(0, 8)))
    assert glass.label == "8 in a row from Off She Goes"


def test_after_a_click_the_label_is_back_without_a_move(glass: Glass) -> None:
    glass.point(THIRD)
    glass.scene.set_overlay(draft=Draft(MELODY))
    glass.gesture("D4 · bar 1")
    glass.scene.set_overlay(draft=None)
    glass.gesture("")
    assert glass.label == "4 in a row from Off She Goes"


def test_while_a_gesture_runs_nothing_is_told(glass: Glass) -> None:
    glass.scene.set_overlay(draft=Draft(MELODY))
    glass.point(THIRD)
    assert (glass.label, glass.told) == ("", "Drag to move")


def test_of_a_take_being_heard_the_pointer_tells_too(glass: Glass) -> None:
    take = replace(idea(), copies=copied(stretch(0, 5, "Rakes")))
    glass.studio.document.add_ideas([take])
    glass.studio.audition.changed.connect(lambda _slot: glass.hover.refresh())
    glass.point((2 * BAR + 10.0, 65))
    assert glass.told == "Drag to move"
    glass.studio.audition.play_idea(take.identifier)
    assert glass.told == "5 notes as in Rakes (folk), bars 3-5", "the pencil would write there"
    glass.scene.set_tools(tool="select")
    assert glass.told.endswith(CLICK)
    glass.studio.audition.stop()
    assert glass.told == "Drag to move"


def test_a_note_too_short_to_be_seen_is_found_where_it_can_be_clicked(glass: Glass) -> None:
    notes = list(MELODY)
    notes[2] = replace(notes[2], duration=5)
    glass.studio.document.edit_notes("Shorten", NoteSequence(notes))
    px = glass.scene.geometry.px_per_tick
    glass.point((2 * 480 + 3.0 / px, 62))
    assert glass.label == "4 in a row from Off She Goes"


def test_of_an_empty_melody_nothing_is_copied(glass: Glass) -> None:
    glass.point((0.0, 60))
    glass.show(copied(stretch(0, 8)))
    assert glass.label
    glass.studio.document.edit_notes("Delete Notes", NoteSequence())
    glass.show(copied())
    assert glass.label == ""
