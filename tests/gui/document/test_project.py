"""What a project file keeps of a project."""

from __future__ import annotations

from dataclasses import replace

from gui.document.project import saved_ideas
from tests.gui.document.examples import IDEA, PROJECT


def test_kept_ideas_and_starred_ones_outside_the_bin_are_saved() -> None:
    fresh, kept = replace(IDEA, status="fresh"), IDEA
    starred = replace(IDEA, status="fresh", is_starred=True)
    binned = replace(IDEA, status="discarded", is_starred=True)
    project = replace(PROJECT, ideas=(fresh, kept, starred, binned))
    assert saved_ideas(project) == (kept, starred)
