"""A Generate that cannot be pressed says why, and how to mend it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gui.controllers.readiness import NO_KEY, NO_MODEL, Readiness, hint_of, why_not
from gui.document.document import Document
from gui.document.project import Project
from gui.requests import ModelSummary
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.panels.samples import document_with_melody

FOLK = ModelSummary("folk", "", (), 1.8, ())
PIANO = ModelSummary("piano <2>", "", (), 2.4, (), has_chords=True)


def project(**settings: object) -> Project:
    empty = Project()
    return replace(empty, settings=replace(empty.settings, **settings))  # type: ignore[arg-type]


def test_all_is_well_while_models_are_not_known_yet_and_when_they_are() -> None:
    assert why_not(project(), None) == ""
    assert why_not(project(), ("folk",)) == ""
    assert why_not(project(model="folk"), ("folk", "jazz")) == ""


def test_without_models_it_says_where_they_belong() -> None:
    assert why_not(project(), ()) == NO_MODEL


def test_a_model_that_is_not_here_is_named_and_another_offered() -> None:
    reason = why_not(project(model="jazz<2>"), ("folk",))
    assert "jazz&lt;2&gt;" in reason
    assert '<a href="default">use folk</a>' in reason


def test_there_must_be_a_key_to_stay_in() -> None:
    assert why_not(project(key_rule="only"), ("folk",)) == NO_KEY
    assert why_not(replace(project(key_rule="only"), key=Key(1)), ("folk",)) == ""
    melody = document_with_melody().project
    only = replace(melody, settings=replace(melody.settings, key_rule="only"))
    assert why_not(only, ("folk",)) == ""


@pytest.mark.parametrize(
    ("settings", "target"), [({"model": "jazz"}, "default"), ({"key_rule": "only"}, "prefer")]
)
def test_the_link_mends_it(settings: dict[str, str], target: str, qtbot: QtBot) -> None:
    document = Document()
    readiness = Readiness(document)
    readiness.set_models([FOLK])
    with qtbot.waitSignal(readiness.changed) as told:
        document.set_settings(project(**settings).settings)
    assert f'href="{target}"' in told.args[0]
    with qtbot.waitSignal(readiness.changed) as told:
        readiness.fix(target)
    assert told.args == [""]


def test_looking_again_asks_for_the_models(qtbot: QtBot) -> None:
    readiness = Readiness(Document())
    with qtbot.waitSignal(readiness.models_wanted):
        readiness.fix("again")


def chords_written(count: int) -> Project:
    empty = Project()
    notes = NoteSequence(Note(480 * i, 60 + 4 * k, 480) for i in range(count) for k in range(3))
    return replace(empty, piece=empty.piece.with_parts(replace(empty.piece.parts[0], notes=notes)))


def test_where_chords_are_written_a_model_that_knows_them_is_offered() -> None:
    assert hint_of(chords_written(4), [FOLK, PIANO]) == (
        "folk goes on from the top notes; for chords"
        ' <a href="use piano &lt;2&gt;">use piano &lt;2&gt;</a>.'
    )
    chosen = chords_written(4)
    chosen = replace(chosen, settings=replace(chosen.settings, model=PIANO.name))
    assert hint_of(chosen, [FOLK, PIANO]) == ""
    assert hint_of(chords_written(4), [FOLK]) == "", "nobody here knows chords"
    assert hint_of(document_with_melody().project, [FOLK, PIANO]) == ""
    assert hint_of(Project(), []) == ""


def test_the_offer_is_taken_with_a_click(qtbot: QtBot) -> None:
    document = Document()
    readiness = Readiness(document)
    readiness.set_models([FOLK, PIANO])
    with qtbot.waitSignal(readiness.hinted):
        document.reset(chords_written(4))
    with qtbot.waitSignal(readiness.hinted) as told:
        readiness.fix("use piano <2>")
    assert told.args == [""]
    assert document.project.settings.model == PIANO.name
