"""Files for other programs: a new one each time, with the present music, kept for a week."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gui.document.exporting import idea_alone, seed_and_idea
from gui.document.outgoing import KEPT_S, MIDI_TYPE, Outgoing
from melodyrnn.errors import ExportError
from melodyrnn.midi.reading import parse_midi, read_midi
from tests.gui.document.examples import IDEA, PROJECT

NOW = 2_000_000_000.0


def test_a_drag_hands_over_a_file_and_its_bytes(tmp_path: Path) -> None:
    data = Outgoing(tmp_path / "out").dragged(idea_alone(PROJECT, IDEA))
    (url,) = data.urls()
    path = Path(url.toLocalFile())
    assert path.name == "Idea 3 - C minor - 96 bpm.mid"
    assert read_midi(path) == idea_alone(PROJECT, IDEA).piece
    assert data.data(MIDI_TYPE).data() == path.read_bytes()
    assert data.hasFormat("text/uri-list")


def test_names_in_any_script_survive_as_a_link(tmp_path: Path) -> None:
    idea = replace(IDEA, name="夜想曲 #3 100% + Öl")
    data = Outgoing(tmp_path / "out").copied(idea_alone(PROJECT, idea))
    path = Path(data.urls()[0].toLocalFile())
    assert path.exists()
    assert path.name.startswith("夜想曲 #3 100% + Öl")
    assert b"%23" in data.data("text/uri-list").data()


def test_file_managers_can_paste_a_copy(tmp_path: Path) -> None:
    data = Outgoing(tmp_path / "out").copied(idea_alone(PROJECT, IDEA))
    link = bytes(data.data("x-special/gnome-copied-files").data())
    assert link.startswith(b"copy\nfile:///")
    assert link.endswith(b"/Idea%203%20-%20C%20minor%20-%2096%20bpm.mid")


def test_each_drag_writes_a_new_file_of_the_present_state(tmp_path: Path) -> None:
    outgoing = Outgoing(tmp_path / "out")
    first = outgoing.write(idea_alone(PROJECT, IDEA))
    changed = replace(IDEA, notes=IDEA.notes.transposed(2))
    second = outgoing.write(idea_alone(PROJECT, changed))
    assert first.name == second.name
    assert first != second
    assert read_midi(first).parts[0].notes.transposed(2) == read_midi(second).parts[0].notes


def test_the_length_of_the_excerpt_is_the_length_of_the_file(tmp_path: Path) -> None:
    excerpt = seed_and_idea(PROJECT, IDEA)
    path = Outgoing(tmp_path).write(replace(excerpt, length=5 * 1920))
    assert path.read_bytes() != Outgoing(tmp_path).write(excerpt).read_bytes()
    assert parse_midi(path.read_bytes()) == excerpt.piece


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_folder_is_the_user_s_alone(tmp_path: Path) -> None:
    Outgoing(tmp_path / "out").write(idea_alone(PROJECT, IDEA))
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


def test_what_is_older_than_a_week_goes_and_the_rest_stays(tmp_path: Path) -> None:
    outgoing = Outgoing(tmp_path)
    old, new = (outgoing.write(idea_alone(PROJECT, IDEA)) for _ in range(2))
    os.utime(old.parent, (NOW - KEPT_S - 1, NOW - KEPT_S - 1))
    os.utime(new.parent, (NOW - KEPT_S + 1, NOW - KEPT_S + 1))
    outgoing.purge(NOW)
    assert not old.parent.exists()
    assert new.exists()


def test_there_may_be_nothing_to_clear_away(tmp_path: Path) -> None:
    Outgoing(tmp_path / "never made").purge(NOW)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(ExportError, match="cannot be made"):
        Outgoing(tmp_path / "out").dragged(idea_alone(PROJECT, IDEA))
