"""The command line as a process: statuses, Ctrl-C, pipes, terminals that know ASCII only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import tiny_model
from tests.melodyrnn.cli.conftest import ROOT, Run

FULL = Path("/dev/full")
NEEDS_POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")

# As from a terminal: a job in the background of a shell inherits that Ctrl-C is ignored.
HEAR = "import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
PRESS = """
def press(event, details, at=sys.argv.pop(1)):
    if event in ("import", "open") and at in str(details[0]):
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(press)
"""
RUN = "from melodyrnn.cli.main import run\nrun()\n"


@pytest.mark.parametrize(
    ("arguments", "status"), [(["models"], 0), (["models", "none"], 1), (["models", "--x"], 2)]
)
def test_the_process_ends_with_the_status(
    run_process: Run, arguments: list[str], status: int
) -> None:
    assert run_process("-m", "melodyrnn", *arguments).status == status


@NEEDS_POSIX
@pytest.mark.parametrize("at", ["click", "numpy", ".safetensors", "take-2"])
def test_ctrl_c_ends_it_with_one_line_even_while_libraries_load(
    run_process: Run, seed: Path, at: str
) -> None:
    ended = run_process("-c", HEAR + PRESS + RUN, at, "continue", seed)
    assert ended.err == "melodyrnn: stopped.\n"
    # Ctrl-C in the middle of an import: Python may end itself by the signal in the end.
    assert ended.status in (130, -signal.SIGINT)


@NEEDS_POSIX
def test_ctrl_c_while_training_keeps_the_best_model_so_far(tmp_path: Path) -> None:
    folder = ROOT / "midi_data" / "seeds"
    out = tmp_path / "m.safetensors"
    base = tiny_model(tmp_path / "base.safetensors")
    options = ["--from", base, "--epochs", "480", "--threads", "1", "--json", "--out", out]
    command = [sys.executable, "-c", HEAR + RUN, "train", *map(str, [folder, *options])]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = iter(process.stdout)
        next(line for line in lines if '"best": true' in line)
        process.send_signal(signal.SIGINT)
        rest = [json.loads(line) for line in lines]
        errors = process.stderr.read()
    assert (process.returncode, errors) == (0, "")
    assert [event["event"] for event in rest[-2:]] == ["saved", "ended"]
    assert all(event["share"] < 1 for event in rest if event["event"] == "progress")
    assert out.exists()


@NEEDS_POSIX
@pytest.mark.parametrize("arguments", [["models"], ["scan", str(ROOT / "midi_data"), "--json"]])
def test_a_reader_that_has_gone_away_is_no_error(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "melodyrnn", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_output_onto_a_full_disk_is_one_line() -> None:
    command = [sys.executable, "-m", "melodyrnn", "--help"]
    with FULL.open("w") as full:
        done = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith("melodyrnn: The output cannot be read or written (No space")
    assert done.stderr.count("\n") == 1


def test_a_terminal_that_knows_ascii_only_shows_other_letters_in_its_way(
    run_process: Run, tmp_path: Path, seed: Path
) -> None:
    name = "Für Élise 音.mid"
    (tmp_path / name).write_bytes(seed.read_bytes())
    ended = run_process("-m", "melodyrnn", "scan", name, PYTHONIOENCODING="ascii")
    assert (ended.status, ended.err) == (0, "")
    assert ".mid  kept" in ended.out
    as_json = run_process("-m", "melodyrnn", "scan", name, "--json", PYTHONIOENCODING="ascii")
    assert json.loads(as_json.out)["files"][0]["path"] == name


def test_two_processes_write_the_same_bytes(run_process: Run, seed: Path, tmp_path: Path) -> None:
    options = ["--takes", "2", "--bars", "4", "--seed", "7", "--key", "only", "--json"]
    first, second = (
        run_process("-m", "melodyrnn", "continue", seed, *options, "--out", out)
        for out in ("a", "b")
    )
    assert first.status == second.status == 0
    for name in ("take-1.mid", "take-2.mid"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_continue_loads_nothing_slow(run_process: Run, seed: Path) -> None:
    code = (
        "import sys\n"
        "from melodyrnn.cli.main import status_of\n"
        "assert status_of(['continue', sys.argv[1], '--bars', '1', '--takes', '1']) == 0\n"
        "slow = {'torch', 'rich', 'PIL', 'pretty_midi', 'melodyrnn.collection.scan'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
    )
    ended = run_process("-c", code, seed)
    assert ended.status == 0, ended.err


@NEEDS_POSIX
@pytest.mark.parametrize("closing", ["<&- >&-", ">&- 2>&-"])
def test_streams_that_are_closed_are_no_error(seed: Path, closing: str) -> None:
    line = f'exec "$0" -m melodyrnn scan "$1" {closing}'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, str(seed)], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
