"""The scanning process and what it is told."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from melodyrnn.collection.frames import read_frame, write_frame
from melodyrnn.collection.records import from_record
from melodyrnn.collection.scan import ScanSettings, scan_file
from melodyrnn.collection.scan_worker import Briefing
from tests.melodyrnn.collection.conftest import BROKEN

BRIEFING = Briefing(
    ScanSettings(choice="top", repairs=frozenset({"quantise"})),
    {"aa": frozenset({"top-line"})},
    "",
    20,
    500,
)


def test_a_briefing_survives_its_way() -> None:
    assert Briefing.from_bytes(BRIEFING.to_bytes()) == BRIEFING


def test_frames_come_out_as_they_went_in_and_half_a_frame_is_the_end() -> None:
    stream = io.BytesIO()
    for message in (b"", b"one\ntwo", bytes(70_000)):
        write_frame(stream, message)
    whole = stream.getvalue()
    stream = io.BytesIO(whole[:-1])
    assert [read_frame(stream) for _ in range(3)] == [b"", b"one\ntwo", None]


def test_the_process_speaks_frames_and_ends_with_its_input() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "melodyrnn.collection.scan_worker"]
    path = BROKEN / "all_pitches_0_127.mid"
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        for message in (BRIEFING.to_bytes(), bytes(path), b"/no/such.mid"):
            write_frame(process.stdin, message)
        assert read_frame(process.stdout) == b"ready\n"
        outcome, _, record = (read_frame(process.stdout) or b"").partition(b"\n")
        unread = read_frame(process.stdout) or b""
        process.stdin.close()
        assert process.stdout.read() == b""
        loaded = process.stderr.read().decode()
    assert process.returncode == 0
    assert outcome == b"found"
    assert from_record(record, path) == scan_file(path, BRIEFING.settings)
    assert unread.startswith(b"unread\nThere is no file such.mid here")
    assert not any(name in loaded for name in ("torch", "PySide6", "rich", "click", "pretty_midi"))
