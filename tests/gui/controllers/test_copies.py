"""Copied notes follow the melody, and lead to their source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gui.controllers import copies as words
from gui.controllers.copies import Copies
from gui.controllers.copy_source import CopySource
from gui.controllers.trial import Trial
from gui.document.copied import CopiedNotes
from gui.piano_roll.scene import Draft
from gui.requests import CopiesRequest, SourceRequest
from melodyrnn.music.notes import NoteSequence
from tests.gui.controllers.studio import Studio
from tests.gui.panels.copied import copied, stretch
from tests.gui.panels.samples import BAR, MELODY, idea

FOUND = copied(stretch(0, 8), share=1.0)


class Mirror:
    """What shows copies, over a melody of eight notes."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.jobs, self.scene, self.document = studio.jobs, studio.scene, studio.document
        self.source = CopySource(studio.document, studio.jobs, Trial(studio.jobs, studio.playing))
        self.copies = Copies(
            studio.document, studio.selection, studio.scene, studio.jobs, studio.audition,
            self.source,
        )  # fmt: skip
        self.said: list[str] = []
        self.labels: list[str] = []
        self.copies.noted.connect(self.said.append)
        self.copies.labelled.connect(self.labels.append)

    def find(self, found: CopiedNotes = FOUND) -> None:
        self.copies.show_copies(True)
        self.jobs.last.give(found)
        self.jobs.last.finish()

    @property
    def words(self) -> str:
        assert self.scene.copying is not None
        return self.scene.copying.words

    @property
    def asked(self) -> SourceRequest:
        request = self.jobs.last.request
        assert isinstance(request, SourceRequest)
        return request


@pytest.fixture
def mirror(studio: Studio) -> Mirror:
    return Mirror(studio)


def test_copies_are_shown_while_they_are_wanted(mirror: Mirror) -> None:
    mirror.copies.show_copies(True)
    assert mirror.words == words.LOOKING
    request = mirror.jobs.last.request
    assert isinstance(request, CopiesRequest)
    assert (request.piece, request.part) == (mirror.document.project.piece, 0)
    mirror.jobs.last.give(FOUND)
    assert mirror.scene.copying is not None
    lengths = mirror.scene.copying.lengths(8)
    assert lengths is not None
    assert lengths.tolist() == [8] * 8
    mirror.copies.show_copies(False)
    assert mirror.scene.copying is None


def test_an_edit_takes_old_tints_away_and_asks_anew(mirror: Mirror, qtbot: QtBot) -> None:
    mirror.find()
    mirror.document.edit_notes("Delete Notes", MELODY.between(0, BAR))
    assert mirror.words == words.LOOKING
    qtbot.waitUntil(lambda: len(mirror.jobs.started) == 2)
    assert len(mirror.jobs.last.request.piece.parts[0].notes) == 4


def test_another_model_is_asked_anew_and_other_settings_are_not(
    mirror: Mirror, qtbot: QtBot
) -> None:
    mirror.find()
    mirror.studio.set(bars=8)
    assert mirror.words == ""
    mirror.studio.set(model="mine")
    qtbot.waitUntil(lambda: len(mirror.jobs.started) == 2)
    assert mirror.jobs.last.request.model == "mine"


def test_an_answer_that_nobody_wants_any_more_is_not_shown(mirror: Mirror) -> None:
    mirror.jobs.hand.is_slow = True
    mirror.copies.show_copies(True)
    late = mirror.jobs.last
    mirror.copies.show_copies(False)
    late.job.item_ready.emit(FOUND)
    assert mirror.scene.copying is None


def test_a_model_without_sources_is_not_asked_and_it_is_said(mirror: Mirror, qtbot: QtBot) -> None:
    mirror.copies.set_has_sources(False)
    mirror.copies.show_copies(True)
    assert (mirror.jobs.started, mirror.words) == ([], words.NO_SOURCES)
    mirror.copies.show_source()
    assert mirror.said == [f"{words.NO_SOURCES}."]
    mirror.copies.set_has_sources(True)
    qtbot.waitUntil(lambda: len(mirror.jobs.started) == 1)


def test_why_copies_cannot_be_found_is_said_once_and_stays_to_be_seen(mirror: Mirror) -> None:
    mirror.copies.show_copies(True)
    mirror.jobs.last.fail("This model came without music.")
    assert mirror.said == ["This model came without music."]
    assert mirror.words == words.NOT_FOUND


def test_the_pointer_over_a_copied_note_tells_from_where(mirror: Mirror) -> None:
    mirror.find(copied(stretch(2, 4)))
    assert mirror.copies.told("Drag to move") == "Drag to move"
    mirror.copies.hover((2 * 480 + 10.0, 62))
    assert mirror.copies.told("Drag to move").startswith("4 notes as in Off She Goes (folk)")
    mirror.copies.hover((2 * 480 + 10.0, 63))
    assert mirror.copies.told("Drag to move") == "Drag to move"
    mirror.copies.hover(None)
    assert mirror.labels == ["4 in a row from Off She Goes", ""]


def test_while_a_gesture_runs_nothing_is_told(mirror: Mirror) -> None:
    mirror.find()
    mirror.scene.set_overlay(draft=Draft(MELODY))
    mirror.copies.hover((10.0, 60))
    assert (mirror.labels, mirror.copies.told("as ever")) == ([], "as ever")


def test_a_click_on_a_copied_note_shows_its_source_and_on_others_nothing(mirror: Mirror) -> None:
    mirror.find(copied(stretch(2, 4)))
    mirror.copies.click(10.0, 60)
    assert len(mirror.jobs.started) == 1
    mirror.copies.click(970.0, 62)
    assert (mirror.asked.stretch, mirror.asked.recipe) == (stretch(2, 4), None)


def test_keys_show_the_source_of_the_selection_or_of_the_longest_run(mirror: Mirror) -> None:
    long, short = stretch(0, 4, "Long"), stretch(5, 3, "Short")
    mirror.find(copied(long, short))
    mirror.copies.show_source()
    assert mirror.asked.stretch == long
    mirror.studio.selection.select_notes(MELODY.between(5 * 480, 2 * BAR))
    mirror.copies.show_source()
    assert mirror.asked.stretch == short
    mirror.studio.selection.select_notes(MELODY.between(4 * 480, 5 * 480))
    mirror.copies.show_source()
    assert mirror.said == [words.NONE_COPIED]


def test_of_a_take_that_is_heard_the_keys_show_its_own_source(mirror: Mirror) -> None:
    take = replace(idea(), copies=copied(stretch(1, 5, "Rakes")))
    mirror.document.add_ideas([take])
    mirror.studio.audition.play_idea(take.identifier)
    mirror.copies.show_source()
    assert mirror.asked.stretch.title == "Rakes"
    assert mirror.asked.recipe == take.recipe


@pytest.mark.parametrize(("found", "said"), [(None, "NOT_KNOWN"), (copied(), "NONE_COPIED")])
def test_a_take_without_copies_has_no_source(
    mirror: Mirror, found: CopiedNotes | None, said: str
) -> None:
    mirror.document.add_ideas([replace(idea(), copies=found)])
    mirror.copies.show_source_of("idea-1")
    assert mirror.said == [getattr(words, said)]


def test_before_copies_are_shown_the_keys_say_what_to_do(mirror: Mirror) -> None:
    mirror.copies.show_source()
    assert mirror.said == [words.NOT_SHOWN]


def test_of_a_take_being_heard_the_pointer_tells_too(mirror: Mirror) -> None:
    take = replace(idea(), copies=copied(stretch(0, 5, "Rakes")))
    mirror.document.add_ideas([take])
    mirror.find(copied())
    mirror.studio.audition.play_idea(take.identifier)
    mirror.copies.hover((2 * BAR + 10.0, 65))
    assert mirror.copies.told("") == "5 notes as in Rakes (folk), bars 3-5"


def test_of_an_empty_melody_nothing_is_copied(mirror: Mirror) -> None:
    mirror.document.edit_notes("Delete Notes", NoteSequence())
    mirror.find(copied())
    mirror.copies.hover((0.0, 60))
    assert mirror.labels == []
