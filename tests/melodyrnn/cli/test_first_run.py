"""`python main.py`: the first thing anyone sees."""

from __future__ import annotations

import shlex
import subprocess
import wave
from pathlib import Path

import pytest
from PIL import Image

from melodyrnn.midi.reading import read_midi
from tests.melodyrnn.cli.conftest import ROOT, Run

MAIN = ROOT / "main.py"


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_it_says_so_continues_a_melody_and_says_what_next(
    run_process: Run, seed: Path, tmp_path: Path
) -> None:
    ended = run_process(MAIN)
    assert (ended.status, ended.err) == (0, "")
    out = tmp_path / "out"
    takes = [f"take-{n}.mid" for n in (1, 2, 3, 4)]
    assert sorted(p.name for p in out.iterdir()) == sorted([*takes, "take-1.png", "take-1.wav"])
    notes = read_midi(out / "take-1.mid").parts[0].notes
    before = read_midi(seed).parts[0].notes
    assert list(notes)[: len(before)] == list(before)
    assert len(notes) > len(before)
    with wave.open(str(out / "take-1.wav")) as sound:
        assert sound.getnframes() > 30 * sound.getframerate()
    with Image.open(out / "take-1.png") as picture:
        assert picture.width == 1600
    assert ended.out.startswith("There is no screen here")
    lines = ended.out.splitlines()[-5:]
    assert "Greensleeves" in lines[0]


def test_the_commands_it_names_work_when_copied(
    run: Run, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert model.exists()
    monkeypatch.chdir(tmp_path)
    lines = run("first-run", ROOT / "midi_data").out.splitlines()
    commands = [shlex.split(line.split(":  ", 1)[1]) for line in lines[2:]]
    continues, trains, renders = commands
    assert "train" in trains
    assert list(Path(trains[trains.index("train") + 1]).glob("*.mid"))
    for command in (continues, renders):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "takes" / "take-4.mid").exists()
    assert (tmp_path / "out" / "take-4.wav").exists()


def test_with_a_verb_main_is_the_command_line(run_process: Run) -> None:
    assert run_process(MAIN, "models").out.startswith("folk-and-song  (default)")
    assert run_process(MAIN, "models", "none").status == 1
