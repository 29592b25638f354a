"""Recovery: what a crash leaves is offered, whole, and a living window is left alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gui.document.project import Project
from gui.document.project_file import load_project, save_project
from gui.document.recovery import Recovery
from melodyrnn.errors import ExportError
from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.document.examples import IDEA, PROJECT

ROOT = Path(__file__).parents[3]

CHILD = """
import sys
from itertools import count
from pathlib import Path
from gui.document.recovery import Recovery
from melodyrnn.music.notes import NoteSequence
from tests.gui.document.examples import PROJECT
import numpy as np

recovery = Recovery(Path(sys.argv[1]))
recovery.claim()
origin = Path(sys.argv[2]) if len(sys.argv) > 2 else None
for number in count(1):
    steps = np.arange(2000)
    notes = NoteSequence.from_columns(steps * 10, 10, 60, 1 + number % 127)
    from dataclasses import replace
    recovery.save(replace(PROJECT, piece=PROJECT.with_notes(notes)), origin)
    print(number, flush=True)
"""


class Crash:
    """A real process that saves over and over, until it is killed."""

    def __init__(self, *arguments: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", CHILD, *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )

    def saves(self, count: int) -> int:
        """Waits until it has saved so often; returns how often it has."""
        assert self._process.stdout
        for _ in range(count):
            last = int(self._process.stdout.readline())
        return last

    def kill(self) -> int:
        """kill -9; returns how often it had saved for sure."""
        os.kill(self._process.pid, signal.SIGKILL)
        output, _ = self._process.communicate()
        return int(output.split()[-1]) if output.split() else 0


def velocity(project: Project) -> int:
    """What tells one save of the child from the next."""
    (value,) = set(project.notes.velocity.tolist())
    return int(value) - 1


@pytest.fixture
def recovery(tmp_path: Path) -> Iterator[Recovery]:
    recovery = Recovery(tmp_path / "sessions")
    recovery.claim()
    yield recovery
    recovery.finish()


def crashed(folder: Path, project: Project, origin: Path | None = None) -> None:
    """What a process leaves that was killed: its folder, and a lock nobody holds."""
    gone = Recovery(folder)
    session = gone.claim()
    gone.save(project, origin)
    gone._unlock(session)


def test_a_process_killed_while_it_saves_leaves_its_last_state_whole(tmp_path: Path) -> None:
    mine = Recovery(tmp_path / "sessions")
    mine.claim()
    for tries in (1, 2, 5):
        child = Crash(tmp_path / "sessions")
        seen = child.saves(tries)
        seen = max(child.kill(), seen)
        (offer,) = mine.offers()
        # The last it told of, or the next one, which it may have finished without telling.
        assert velocity(offer.project) in (seen % 127, (seen + 1) % 127)
        mine.discard(offer.session)
    mine.finish()
    assert list((tmp_path / "sessions").iterdir()) == []


def test_a_second_living_window_is_not_offered(tmp_path: Path, recovery: Recovery) -> None:
    child = Crash(tmp_path / "sessions")
    child.saves(1)
    assert recovery.offers() == []
    child.kill()
    assert len(recovery.offers()) == 1


def test_two_windows_of_one_process_do_not_offer_each_other(
    tmp_path: Path, recovery: Recovery
) -> None:
    recovery.save(PROJECT, None)
    other = Recovery(tmp_path / "sessions")
    other.claim()
    assert other.offers() == []
    other.finish()


def test_recovered_work_keeps_every_take_and_its_file(tmp_path: Path, recovery: Recovery) -> None:
    project = replace(PROJECT, ideas=(IDEA, replace(IDEA, status="fresh", identifier="2")))
    crashed(tmp_path / "sessions", project, tmp_path / "Evening song.melody")
    (offer,) = recovery.offers()
    assert offer.project == project
    assert offer.origin == tmp_path / "Evening song.melody"
    assert offer.name == "Evening song"


def test_work_that_the_project_file_holds_is_not_offered(
    tmp_path: Path, recovery: Recovery
) -> None:
    save_project(tmp_path / "tune.melody", PROJECT)
    crashed(tmp_path / "sessions", PROJECT, tmp_path / "tune.melody")
    assert recovery.offers() == []
    crashed(tmp_path / "sessions", replace(PROJECT, ideas=()), tmp_path / "tune.melody")
    assert len(recovery.offers()) == 1


def test_what_is_put_off_is_offered_again(tmp_path: Path, recovery: Recovery) -> None:
    crashed(tmp_path / "sessions", PROJECT)
    assert len(recovery.offers()) == 1
    recovery.finish()
    later = Recovery(tmp_path / "sessions")
    assert [offer.project for offer in later.offers()] == [PROJECT]


def test_two_starts_at_once_offer_it_only_once(tmp_path: Path, recovery: Recovery) -> None:
    crashed(tmp_path / "sessions", PROJECT)
    assert len(recovery.offers()) == 1
    other = Recovery(tmp_path / "sessions")
    assert other.offers() == []
    assert len(recovery.offers()) == 1


def test_work_taken_over_survives_the_next_crash(tmp_path: Path) -> None:
    crashed(tmp_path / "sessions", PROJECT)
    second = Recovery(tmp_path / "sessions")
    session = second.claim()
    (offer,) = second.offers()
    second.take_over(offer)
    second._unlock(session)
    (again,) = Recovery(tmp_path / "sessions").offers()
    assert again.project == PROJECT


def test_what_a_newer_version_left_stays_for_it(tmp_path: Path, recovery: Recovery) -> None:
    crashed(tmp_path / "sessions", PROJECT)
    (path,) = (tmp_path / "sessions").glob("*/recovery.melody")
    path.write_bytes(b"PK\x03\x04 of the future")
    assert recovery.offers() == []
    assert path.exists()


def test_a_saved_project_leaves_nothing_to_recover(tmp_path: Path) -> None:
    recovery = Recovery(tmp_path / "sessions")
    session = recovery.claim()
    recovery.save(PROJECT, None)
    recovery.clear()
    recovery.clear()
    recovery._unlock(session)
    assert Recovery(tmp_path / "sessions").offers() == []
    assert list((tmp_path / "sessions").iterdir()) == []


def test_a_clean_exit_leaves_nothing(tmp_path: Path) -> None:
    recovery = Recovery(tmp_path / "sessions")
    recovery.claim()
    recovery.save(PROJECT, None)
    recovery.finish()
    assert list((tmp_path / "sessions").iterdir()) == []


def test_a_folder_tidied_away_meanwhile_is_made_again(tmp_path: Path, recovery: Recovery) -> None:
    (folder,) = (path for path in (tmp_path / "sessions").iterdir() if path.is_dir())
    folder.rmdir()
    notes = NoteSequence([Note(0, 60, 480)])
    recovery.save(replace(PROJECT, piece=PROJECT.with_notes(notes)), None)
    assert load_project(folder / "recovery.melody").notes == notes


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("a file where the folder should be")
    with pytest.raises(ExportError, match="sessions"):
        Recovery(tmp_path / "sessions").claim()
