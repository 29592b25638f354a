"""A collection looked through."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from melodyrnn.collection import survey as module
from melodyrnn.collection.cache import ScanCache
from melodyrnn.collection.choices import Choices
from melodyrnn.collection.scan import FileReport, ScanSettings, scan
from melodyrnn.collection.survey import Limits, survey
from tests.melodyrnn.collection.conftest import BROKEN, UNSTEADY

ROOT = Path(module.__file__).parents[2]
Save = Callable[[int], list[Path]]

WITH_NOTE = b"\x00\x90\x40\x50\x01\x80\x40\x00"


def patterns(path: Path, notes: int) -> Path:
    """A file of format 2, which only the slow reader knows: many notes take it long."""
    track = WITH_NOTE * notes + b"\x00\xff\x2f\x00"
    head = b"MThd" + bytes((0, 0, 0, 6, 0, 2, 0, 1, 1, 224))
    path.write_bytes(head + b"MTrk" + len(track).to_bytes(4, "big") + track)
    return path


def surveyed(files: list[Path], **options: object) -> list[FileReport]:
    return list(survey(files, ScanSettings(), **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def odd_files() -> list[Path]:
    return [f for f in sorted(BROKEN.glob("*.mid")) if f.name != UNSTEADY]


def test_several_processes_find_what_one_finds_in_the_order_of_files(
    odd_files: list[Path],
) -> None:
    assert surveyed(odd_files, processes=2) == list(scan(odd_files))


def test_from_the_cache_comes_the_same_without_opening_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "music"
    shutil.copytree(BROKEN, folder)
    files = sorted(folder.glob("*.mid"))
    with ScanCache(tmp_path / "cache") as cache:
        cold = surveyed(files, cache=cache, processes=0)
    for path in files:  # other bytes, but nobody is to see them
        status = path.stat()
        path.write_bytes(b"\0" * status.st_size)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    with ScanCache(tmp_path / "cache") as cache:
        assert surveyed(files, cache=cache, processes=1) == cold


def test_a_file_with_another_name_is_known_by_its_bytes_and_named_rightly(tmp_path: Path) -> None:
    page, copy = tmp_path / "page.mid", tmp_path / "copy.mid"
    shutil.copy(BROKEN / "html_404.mid", page)
    with ScanCache(tmp_path / "cache") as cache:
        surveyed([page], cache=cache)
        cache.flush()
        page.rename(copy)
        (found,) = surveyed([copy], cache=cache, processes=1)
    assert found.reason.startswith("copy.mid is a web page")


def test_a_file_that_takes_too_long_is_dropped_alone(save_tunes: Save, tmp_path: Path) -> None:
    files = [*save_tunes(3), patterns(tmp_path / "long.mid", 300_000)]
    files = [files[0], files[3], *files[1:3]]
    found = surveyed(files, processes=1, limits=Limits(seconds=0.4))
    assert [report.kept for report in found] == [True, False, True, True]
    assert found[1].reason.startswith("long.mid was not read to its end within 0.4 seconds")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory cannot be limited")
def test_a_file_that_eats_memory_is_dropped_alone(save_tunes: Save, tmp_path: Path) -> None:
    files = [*save_tunes(3), patterns(tmp_path / "big.mid", 120_000)]
    files = [files[0], files[3], *files[1:3]]
    found = surveyed(files, processes=1, limits=Limits(megabytes=25))
    assert [report.kept for report in found] == [True, False, True, True]
    assert found[1].reason.startswith("big.mid needs more than 25 MB of memory")


def test_where_no_process_starts_the_files_are_read_all_the_same(
    save_tunes: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    monkeypatch.setattr("melodyrnn.collection.crew.COMMAND", ("/no/such/python",))
    files = save_tunes(3)
    assert surveyed(files, processes=2) == list(scan(files))


def test_a_few_tiny_files_start_no_process(
    save_tunes: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Crew", None)
    assert all(report.kept for report in surveyed(save_tunes(3)))
    with pytest.raises(TypeError):
        surveyed(save_tunes(3), limits=Limits(trusted_bytes=0))


def test_what_the_user_decided_counts(save_tunes: Save) -> None:
    files = save_tunes(3)
    contents = [report.content for report in surveyed(files)]
    choices = Choices(frozenset({contents[0]}), {contents[1]: frozenset({"detect-key"})})
    first, second, third = surveyed(files, choices=choices)
    assert (first.kept, first.reason, first.lines) == (False, "You left it out.", ())
    assert first.parts != ()
    assert (second.applied, second.lines[0].is_key_heard) == (("detect-key",), True)
    assert (third.applied, third.offered) == ((), ("detect-key",))


def test_doubles_to_be_merged_are_marked_for_whoever_sees_all_lines(save_tunes: Save) -> None:
    files = save_tunes(2)
    contents = [report.content for report in surveyed(files)]
    choices = Choices(repairs={contents[1]: frozenset({"merge-doubles"})})
    assert [r.applied for r in surveyed(files, choices=choices)] == [(), ("merge-doubles",)]


def test_a_file_that_is_gone_is_a_report(tmp_path: Path) -> None:
    (found,) = surveyed([tmp_path / "gone.mid"], processes=1)
    assert (found.kept, found.content) == (False, "")
    assert "gone.mid" in found.reason


def test_reading_runs_ahead_only_so_far(save_tunes: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_WAITING", 5)
    files = save_tunes(30)
    looking = module._Survey(files, ScanSettings(), Choices(), None, Limits())
    reports = looking.reports(1)
    for number, report in enumerate(reports):
        assert report.path == files[number]
        assert looking._next_in <= number + 6
    looking.close()


STARTS_AND_WAITS = """
import sys
from pathlib import Path
from melodyrnn.collection import survey as module
from melodyrnn.collection.survey import Limits, survey
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.collection.crew import Crew
made = []
class Watched(Crew):
    def submit(self, number, path):
        super().submit(number, path)
        if not made:
            made.append(self)
            print(*self.pids, flush=True)
module.Crew = Watched
for report in survey([Path(sys.argv[1])], ScanSettings(), processes=1):
    pass
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
@pytest.mark.parametrize("signal_name", ["SIGKILL", "SIGINT"])
def test_no_worker_outlives_its_survey(tmp_path: Path, signal_name: str) -> None:
    import signal

    slow = patterns(tmp_path / "long.mid", 450_000)
    command = [sys.executable, "-c", STARTS_AND_WAITS, str(slow)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        worker = os.pidfd_open(int(process.stdout.readline()))
        process.send_signal(getattr(signal, signal_name))
    assert select.select([worker], [], [], 10)[0]
    os.close(worker)


def test_limits_are_values() -> None:
    assert replace(Limits(), seconds=1).megabytes == Limits().megabytes
