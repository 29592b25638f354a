"""What of a project is heard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.controllers.hearing import audition_span, gains
from gui.document.project import Project, Span, Track
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part
from tests.gui.controllers.studio import Studio
from tests.gui.panels.samples import BAR


@pytest.mark.parametrize(
    ("tracks", "expected"),
    [
        ((Track(0.5), Track(1.0, is_muted=True)), (0.5, 0.0)),
        ((Track(0.5), Track(0.7, is_soloed=True)), (0.0, 0.7)),
        ((Track(0.5, is_muted=True, is_soloed=True), Track(0.7)), (0.0, 0.0)),
    ],
)
def test_faders_mute_and_solo_together(
    tracks: tuple[Track, ...], expected: tuple[float, ...]
) -> None:
    project = Project()
    parts = (*project.piece.parts, Part(NoteSequence()))
    piece = project.piece.with_parts(*parts)
    assert gains(replace(project, piece=piece, tracks=tracks)) == expected


def test_an_audition_begins_with_the_last_bar_of_the_seed(studio: Studio) -> None:
    piece = studio.document.project.piece
    assert audition_span(piece, Span(2 * BAR, 4 * BAR)) == Span(BAR, 4 * BAR)
    assert audition_span(piece, Span(2 * BAR + 960, 4 * BAR)) == Span(2 * BAR, 4 * BAR)
    assert audition_span(piece, Span(0, BAR)) == Span(0, BAR)
