import subprocess
import sys
from pathlib import Path

import pytest

from melodyrnn.export.soundfont_search import (
    SOUNDFONT_VARIABLE,
    chosen_soundfont,
    installed_soundfonts,
)


def test_the_environment_variable_names_the_choice() -> None:
    assert chosen_soundfont({SOUNDFONT_VARIABLE: "/music/grand.sf2"}) == Path("/music/grand.sf2")
    assert chosen_soundfont({SOUNDFONT_VARIABLE: ""}) is None
    assert chosen_soundfont({}) is None


def test_soundfonts_in_the_users_folder_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    folder = tmp_path / ".local/share/soundfonts"
    folder.mkdir(parents=True)
    (folder / "b.sf2").touch()
    (folder / "a.sf2").touch()
    (folder / "notes.txt").touch()
    found = [p for p in installed_soundfonts("linux") if p.is_relative_to(tmp_path)]
    assert [p.name for p in found] == ["a.sf2", "b.sf2"]


def test_looking_for_soundfonts_does_not_import_pretty_midi() -> None:
    program = (
        "import sys; from melodyrnn.export.soundfont_search import installed_soundfonts;"
        "found = list(installed_soundfonts()); sys.exit('pretty_midi' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
