"""Copied notes follow the melody, and lead to their source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gui.controllers import copies as words
from gui.controllers.copies import Copies
from gui.controllers.copy_source import CopySource
from gui.controllers.trial import Trial
from gui.document.copied import CopiedNotes, CopiedStretch
from gui.document.project import Idea
from gui.requests import CopiesRequest, SourceRequest
from tests.gui.controllers.studio import Studio
from tests.gui.panels.copied import copied, source_bars, stretch
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
        self.copies.noted.connect(self.said.append)

    def find(self, found: CopiedNotes = FOUND) -> None:
        self.copies.show_copies(True)
        self.jobs.last.give(found)
        self.jobs.last.finish()

    def hear(self, *stretches: CopiedStretch) -> Idea:
        """A take of eight notes loops of which that is copied."""
        take = replace(idea(), copies=copied(*stretches))
        self.document.add_ideas([take])
        self.studio.audition.play_idea(take.identifier)
        return take

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
    mirror.jobs.last.fail("The music is not kept beside it, or is damaged.")
    mirror.copies.show_source()
    assert mirror.said == ["The music is not kept beside it, or is damaged."] * 2
    assert mirror.words == "The music is not kept beside it, or is damaged"


def test_a_model_that_has_learned_anew_is_asked_anew(mirror: Mirror, qtbot: QtBot) -> None:
    mirror.copies.look_again()
    assert mirror.jobs.started == [], "nobody wants to see them"
    mirror.find()
    mirror.copies.look_again()
    assert mirror.words == words.LOOKING
    qtbot.waitUntil(lambda: len(mirror.jobs.started) == 2)


def test_screen_readers_hear_how_much_is_copied_and_not_again_after_each_edit(
    mirror: Mirror, qtbot: QtBot
) -> None:
    heard: list[str] = []
    mirror.copies.announced.connect(heard.append)
    mirror.find(copied(stretch(2, 4)))
    mirror.copies.look_again()
    qtbot.waitUntil(lambda: len(mirror.jobs.started) == 2)
    mirror.jobs.last.give(copied(stretch(2, 4)))
    assert heard == ["4 of 8 notes copied"]
    mirror.copies.show_copies(True)
    mirror.jobs.last.fail("It is damaged.")
    assert heard[1:] == ["It is damaged."]


def test_screen_readers_hear_of_a_note_where_it_is_from(mirror: Mirror) -> None:
    heard: list[str] = []
    mirror.find(copied(stretch(2, 4)))
    mirror.copies.announced.connect(heard.append)
    mirror.studio.selection.select_notes(MELODY.between(480, 960))
    assert heard == []
    mirror.studio.selection.select_notes(MELODY.between(960, 1440))
    assert heard == ["4 notes as in Off She Goes (folk), bars 3-5"]
    mirror.document.edit_notes("Move Notes", MELODY.shifted(240))
    mirror.studio.selection.select_notes(mirror.document.notes.between(1440, 1680))
    assert len(heard) == 1, "where it is from is not known yet"


def test_a_click_on_a_copied_note_shows_its_source_and_on_others_nothing(mirror: Mirror) -> None:
    mirror.find(copied(stretch(2, 4)))
    mirror.copies.click(10.0, 60)
    assert len(mirror.jobs.started) == 1
    mirror.copies.click(970.0, 62)
    assert (mirror.asked.stretch, mirror.asked.recipe) == (stretch(2, 4), None)


def test_a_click_on_a_take_that_is_heard_shows_the_source_of_any_of_its_runs(
    mirror: Mirror,
) -> None:
    take = mirror.hear(stretch(0, 5, "Rakes"), stretch(5, 3, "Haste"))
    mirror.copies.click(2 * BAR + 6 * 480 + 10.0, 65)
    assert mirror.jobs.started == [], "copies are not shown"
    mirror.find(copied())
    mirror.copies.click(2 * BAR + 6 * 480 + 10.0, 65)
    assert len(mirror.jobs.started) == 1, "the pencil would write there"
    mirror.scene.set_tools(tool="select")
    mirror.copies.click(2 * BAR + 6 * 480 + 10.0, 65)
    assert (mirror.asked.stretch.title, mirror.asked.recipe) == ("Haste", take.recipe)


def test_the_source_of_a_take_goes_when_another_one_is_heard(mirror: Mirror) -> None:
    mirror.hear(stretch(0, 5, "Rakes"))
    left: list[bool] = []
    mirror.source.left.connect(lambda: left.append(True))
    mirror.copies.show_source()
    mirror.jobs.last.give(source_bars())
    mirror.studio.audition.show()
    assert left == []
    mirror.studio.audition.stop()
    assert left == [True]


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
    assert mirror.said[-1] == words.NONE_COPIED


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


def test_asked_once_more_the_keys_show_the_next_run(mirror: Mirror) -> None:
    long, short = stretch(0, 4, "Long"), stretch(5, 3, "Short")
    mirror.find(copied(long, short))
    seen = []
    for _ in range(3):
        mirror.copies.show_source()
        seen.append(mirror.asked.stretch)
    assert seen == [long, short, long]
    assert mirror.said[:2] == [
        "Run 1 of 2; once more shows the next.", "Run 2 of 2; once more shows the next.",
    ]  # fmt: skip
    mirror.hear(stretch(0, 5, "Rakes"), stretch(5, 3, "Haste"))
    mirror.copies.show_source()
    mirror.copies.show_source()
    assert mirror.asked.stretch.title == "Haste"
