"""Listening to takes, and to the original, at the same beat."""

from __future__ import annotations

import pytest

from gui.document.project import Span
from melodyrnn.music.notes import Note
from tests.gui.controllers.studio import Studio
from tests.gui.panels.samples import BAR, MELODY, idea


def test_a_take_plays_after_the_last_bar_of_the_seed_over_and_over(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(2)
    assert studio.player.loop == (BAR, 4 * BAR)
    assert studio.player.did == [("play", BAR, 0)]
    assert studio.heard() == [*MELODY.pitch.tolist(), *[66] * 8]


def test_the_others_and_the_original_follow_at_the_same_beat(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    studio.player.tick = 2 * BAR + 100.0
    for slot, heard in ((3, [67] * 8), (0, []), (1, [65] * 8)):
        studio.audition.play(slot)
        assert studio.audition.slot == slot
        assert studio.heard()[8:] == heard
    assert studio.player.did == [("play", BAR, 0)]
    assert studio.player.loop == (BAR, 4 * BAR)


def test_a_longer_take_goes_on_at_the_same_beat_too(studio: Studio) -> None:
    studio.takes.generate()
    studio.arrive([1], bars=2)
    studio.arrive([2], bars=4)
    studio.audition.play(2)
    studio.player.tick = 3 * BAR
    studio.audition.play(1)
    assert studio.player.loop == (BAR, 4 * BAR)
    studio.audition.play(2)
    studio.player.tick = 5 * BAR
    studio.audition.play(1)
    assert studio.player.did == [("play", BAR, 0), ("play", BAR, 0)]


def test_the_same_slot_again_pauses(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(2)
    studio.audition.play(2)
    assert not studio.player.is_playing
    assert studio.audition.slot == 2


def test_swapping_goes_back_and_forth_between_the_last_two(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    studio.audition.play(4)
    slots = []
    for _ in range(3):
        studio.audition.swap()
        slots.append(studio.audition.slot)
    assert slots == [1, 4, 1]
    assert len(studio.player.did) == 1


def test_after_one_take_swapping_is_with_the_original(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    studio.audition.swap()
    slots = [studio.audition.slot]
    studio.audition.swap()
    assert [*slots, studio.audition.slot] == [0, 1]


def test_swapping_with_a_slot_that_is_gone_is_swapping_with_the_original(studio: Studio) -> None:
    studio.set(takes=8)
    studio.generate(range(1, 9))
    studio.audition.play(7)
    studio.audition.play(1)
    studio.set(takes=1)
    studio.generate([9])
    studio.audition.swap()
    assert studio.audition.slot == 0


@pytest.mark.parametrize("name", ["audition_0", "swap_takes"])
def test_without_takes_there_is_nothing_to_compare(studio: Studio, name: str) -> None:
    studio.audition.handlers()[name]()
    assert studio.said == ["Press G first; then the takes can be compared with the original."]
    assert not studio.player.is_playing


def test_an_empty_slot_says_what_to_do(studio: Studio) -> None:
    studio.audition.play(3)
    studio.takes.generate()
    studio.audition.play(3)
    assert studio.said == [
        "There is no take 3 yet; press G to make some.",
        "Take 3 is still being written.",
    ]


def test_an_idea_of_the_shelf_takes_a_free_slot(studio: Studio) -> None:
    studio.generate()
    studio.document.add_ideas([idea(9)])
    slots = []
    for identifier in ("idea-9", "idea-2"):
        studio.audition.play_idea(identifier)
        slots.append(studio.audition.slot)
    assert studio.shown[5] == "idea-9"
    assert slots == [5, 2]


def test_an_idea_of_the_shelf_leaves_slots_that_are_being_written_alone(studio: Studio) -> None:
    studio.document.add_ideas([idea(9)])
    studio.takes.generate()
    studio.audition.play_idea("idea-9")
    assert studio.audition.slot == 5


def test_an_idea_of_the_shelf_plays_even_in_the_slot_that_was_heard(studio: Studio) -> None:
    studio.set(takes=8)
    studio.generate(range(1, 9))
    studio.document.add_ideas([idea(9)])
    studio.audition.play(8)
    studio.audition.play_idea("idea-9")
    assert studio.player.is_playing
    assert studio.audition.idea is not None
    assert studio.audition.idea.identifier == "idea-9"


def test_hearing_counts(studio: Studio) -> None:
    studio.generate()
    for _ in range(2):
        studio.audition.play(1)
        studio.audition.play(2)
    plays = [i.plays for i in studio.document.project.ideas]
    assert plays == [2, 2, 0, 0]


def test_the_take_is_shown_as_a_ghost_while_it_is_heard(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    ghosts = [studio.scene.ghost]
    studio.playing.stop()
    ghosts.append(studio.scene.ghost)
    assert [ghost and ghost.span for ghost in ghosts] == [Span(2 * BAR, 4 * BAR), None]
    assert studio.audition.slot is None


def test_stopping_leaves_the_audition_and_the_melody_is_heard_again(studio: Studio) -> None:
    changes: list[object] = []
    studio.audition.changed.connect(changes.append)
    studio.generate()
    studio.audition.play(1)
    studio.audition.stop()
    assert changes[-1] is None
    assert studio.heard() == MELODY.pitch.tolist()
    assert studio.player.loop is None


def test_an_edit_of_the_melody_is_heard_with_the_take(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    louder = MELODY.merged(MELODY.where(MELODY.pitch < 0))
    higher = louder.where(louder.onset < 480)
    studio.document.edit_notes("Delete Notes", higher)
    assert studio.heard() == [60, *[65] * 8]


def test_a_note_drawn_into_the_take_is_heard_as_inserting_would_leave_it(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    drawn = MELODY.merged(type(MELODY)([Note(5 * BAR, 50, 480)]))
    studio.document.edit_notes("Draw Note", drawn)
    assert studio.heard() == [*MELODY.pitch.tolist(), *[65] * 8, 50]
