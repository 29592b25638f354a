from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest

from melodyrnn.midi.writing import write_midi
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.melodyrnn.cli.conftest import ROOT, Run

PART_KEYS = {"name", "kind", "kept", "reason", "notes", "bars", "lowest", "highest"}
PART_KEYS |= {"meter", "key", "key_source", "off_grid"}


@pytest.fixture
def tunes(tmp_path: Path, seed: Path, broken: Path) -> Path:
    """A folder of a melody, a file of two-handed piano and drums, and a web page."""
    folder = tmp_path / "tunes"
    folder.mkdir()
    shutil.copy(seed, folder / "a melody.mid")
    shutil.copy(broken / "html_404.mid", folder / "page.mid")
    chords = [Note(480 * i, p, 480) for i in range(8) for p in (40, 55 + i, 60 + i, 72 + i)]
    ticks = NoteSequence([Note(240 * i, 42, 120) for i in range(16)])
    parts = (
        Part(NoteSequence(chords), name="Piano"),
        Part(ticks, name="Drums", is_drum=True),
    )
    write_midi(Piece(parts), folder / "piano.mid")
    return folder


def test_json_is_the_contract(run: Run, tunes: Path) -> None:
    ended = run("scan", tunes, "--json")
    said = json.loads(ended.out)
    assert (ended.status, ended.err) == (0, "")
    assert set(said) == {"files", "totals"}
    melody, page, piano = said["files"]
    assert all({"path", "kept", "reason", "parts"} < set(each) for each in said["files"])
    assert all(set(part) == PART_KEYS for each in said["files"] for part in each["parts"])
    assert (melody["path"], melody["kept"], melody["reason"]) == (
        str(tunes / "a melody.mid"),
        True,
        "",
    )
    assert (page["kept"], page["parts"]) == (False, [])
    assert "web page" in page["reason"]
    assert [(part["kind"], part["kept"]) for part in piano["parts"]] == [
        ("piano", False),
        ("drums", False),
    ]
    totals = said["totals"]
    assert (totals["files"], totals["kept"], totals["lines"], totals["notes"]) == (3, 1, 1, 38)


def test_in_a_pipe_each_file_and_part_is_a_plain_line_and_totals_end_it(
    run: Run, tunes: Path
) -> None:
    lines = run("scan", tunes).out.splitlines()
    assert lines[0] == f"{tunes / 'a melody.mid'}  kept"
    assert lines[1] == "    Melody: melody, 38 notes, 9 bars, Em, 6/8"
    assert lines[2].startswith(f"{tunes / 'page.mid'}  left out: page.mid is a web page")
    assert lines[3].startswith(f"{tunes / 'piano.mid'}  left out: No part is a melody")
    assert lines[4].startswith("    Piano: piano, 32 notes, 2 bars, ")
    assert lines[5] == "    Drums: drums, 16 notes, 2 bars, 4/4"
    assert lines[6] == "    would help: top-line"
    assert lines[7] == (
        "1 of 3 files would be learned from: 1 line of music with 38 notes, 19 seconds. "
        "Keys: Em 100%. Meters: 6/8 100%. Parts: melody 33%, piano 33%, drums 33%."
    )
    assert lines[8] == "Repairs that would help:"
    assert lines[9].startswith("    --repair top-line       1 file. Learns from the highest")
    assert lines[-1].startswith("Enough? 1 tune: too little to learn from")
    assert len(lines) == 11


def test_a_repair_is_made_in_all_files_and_told(run: Run, tunes: Path) -> None:
    said = json.loads(
        run("scan", tunes, "--repair", "top-line", "--repair", "detect-key", "--json").out
    )
    assert [f["applied"] for f in said["files"]] == [[], [], ["top-line", "detect-key"]]
    assert said["totals"]["lines"] == 2
    assert "repaired: top-line" in run("scan", tunes, "--repair", "top-line").out
    assert run("scan", tunes, "--repair", "sing-along").status == 2


def test_the_same_tune_in_two_files_is_told_and_can_be_merged(run: Run, tunes: Path) -> None:
    shutil.copy(tunes / "a melody.mid", tunes / "b melody.mid")
    told = run("scan", tunes).out
    assert "1 file holds the same tune as another one" in told
    assert "    b melody.mid: the same tune as a melody.mid\n" in told
    merged = run("scan", tunes, "--repair", "merge-doubles").out
    assert "b melody.mid: the same tune as a melody.mid, and is left out" in merged
    assert "1 of 4 files would be learned from: 1 line" in merged


def test_processes_and_the_cache_change_nothing_that_is_printed(run: Run, tunes: Path) -> None:
    anew = run("scan", tunes, "--no-cache", "--jobs", "2").out
    assert run("scan", tunes).out == anew
    assert run("scan", tunes, "--jobs", "1").out == anew


@pytest.mark.parametrize(("choice", "lines"), [("melody", 1), ("top", 2), ("merged", 2)])
def test_the_choice_of_parts_decides_what_is_kept(
    run: Run, tunes: Path, choice: str, lines: int
) -> None:
    said = json.loads(run("scan", tunes, "--parts", choice, "--json").out)
    assert said["totals"]["lines"] == lines


def test_the_pedal_makes_notes_longer_when_asked(run: Run, broken: Path) -> None:
    pedal = broken / "sustain_pedal.mid"
    as_played, as_heard = (
        json.loads(run("scan", pedal, "--json", *more).out)["files"][0]["parts"][0]["kind"]
        for more in ((), ("--sustain",))
    )
    assert (as_played, as_heard) == ("melody", "chords")


def test_all_odd_files_are_told_about(run: Run, broken: Path) -> None:
    ended = run("scan", broken)
    assert (ended.status, ended.err) == (0, "")
    midi = [p for p in broken.iterdir() if p.suffix.lower() in (".mid", ".midi")]
    assert ended.out.count(f"{broken}{os.sep}") == len(midi)


def test_a_path_that_does_not_exist_is_one_line(run: Run, tunes: Path) -> None:
    ended = run("scan", tunes, tunes / "none")
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert str(tunes / "none") in ended.err


def test_an_empty_folder_holds_nothing(run: Run, tmp_path: Path) -> None:
    assert run("scan", tmp_path) == (0, "There are no MIDI files here.\n", "")
    said = json.loads(run("scan", tmp_path, "--json").out)
    assert (said["files"], said["totals"]["files"]) == ([], 0)


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of POSIX")
def test_a_terminal_shows_a_bar_and_a_table(tunes: Path, broken: Path) -> None:
    shown = in_terminal("scan", str(tunes), str(broken / "tracks_200.mid"))
    heading = next(line for line in shown.splitlines() if "file" in line and "meter" in line)
    assert heading.split() == ["file", "part", "kind", "notes", "bars", "key", "meter", "kept"]
    assert "scanning" in shown
    assert "Enough?" in shown
    assert "Em" in shown
    assert "… 188 more" in shown
    assert "2 of 4 files would be learned from" in shown


def in_terminal(*arguments: str) -> str:
    """What a terminal of 100 columns gets to show, without colours."""
    import pty

    ours, theirs = pty.openpty()
    variables = {"COLUMNS": "100", "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "xterm"}
    command = [sys.executable, "-m", "melodyrnn", *arguments]
    shown = b""
    with subprocess.Popen(command, stdout=theirs, env={**os.environ, **variables}) as process:
        os.close(theirs)
        with suppress(OSError):  # how Linux says that the other side is closed
            while data := os.read(ours, 4096):
                shown += data
    os.close(ours)
    assert process.returncode == 0
    return click.unstyle(shown.decode(errors="replace"))
