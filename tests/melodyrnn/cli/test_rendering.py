from __future__ import annotations

import wave
from pathlib import Path

import pytest

from tests.melodyrnn.cli.conftest import Run


def test_a_file_becomes_sound_in_the_current_folder(
    run: Run, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("render", seed, "--sample-rate", 8000)
    with wave.open(str(tmp_path / "greensleeves.wav")) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        assert sound.getframerate() == 8000
    assert ended.status == 0
    assert ended.out.startswith(f"greensleeves.wav  {seconds:.1f} s, peak 0.")
    assert ended.out.count("\n") == 1
    assert seconds > 18  # nine bars of 6/8 at 84


def test_the_folder_asked_for_is_made(run: Run, seed: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "x.wav"
    assert run("render", seed, "--sample-rate", 8000, "--out", out).status == 0
    assert out.exists()


@pytest.mark.parametrize(
    "options",
    [["--out", "x.mp3"], ["--soundfont", "none.sf2"], ["--soundfont", __file__]],
)
def test_what_cannot_be_made_into_sound_is_one_line(
    run: Run, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("render", seed, *options)
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_notes_is_one_line(run: Run, broken: Path, tmp_path: Path) -> None:
    ended = run("render", broken / "no_notes.mid", "--out", tmp_path / "x.wav")
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert not (tmp_path / "x.wav").exists()
