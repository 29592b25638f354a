"""Preferences: they come back as they were, and a broken file costs only what is broken."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.document.preferences import Preferences, PreferencesStore
from gui.document.settings import TakeSettings
from melodyrnn.errors import ExportError
from tests.gui.document.examples import settings

CHOSEN = Preferences(
    output_device='Headphones, left "A"; 100%',
    midi_out="Synth: port\\1",
    midi_in="Клавиатура",
    soundfont="/sounds/My Fonts/piano, grand.sf2",
    look="dark",
    shortcuts={"generate": ("Ctrl+G", ","), "play": ()},
    metronome_level=0.25,
    count_in_bars=2,
    recent_files=(Path("/music/a, b.melody"), Path("/music/ö.mid")),
    geometry=bytes(range(256)),
    state=b"\x00\xff",
    settings=replace(Preferences().settings, bars=8, boldness=2.25),
    is_tour_over=True,
)


def test_every_preference_differs_from_its_default_in_this_test() -> None:
    same = [f.name for f in fields(Preferences) if getattr(CHOSEN, f.name) == f.default]
    assert same == []


def test_preferences_come_back_in_the_next_start(tmp_path: Path) -> None:
    PreferencesStore(tmp_path / "p.ini").save(CHOSEN)
    assert PreferencesStore(tmp_path / "p.ini").load() == CHOSEN


def test_the_first_start_has_the_defaults(tmp_path: Path) -> None:
    assert PreferencesStore(tmp_path / "p.ini").load() == Preferences()


@given(st.text(), st.binary(), settings())
def test_any_text_and_any_bytes_come_back(text: str, data: bytes, takes: TakeSettings) -> None:
    chosen = Preferences(output_device=text, state=data, settings=takes)
    with TemporaryDirectory() as folder:
        PreferencesStore(Path(folder) / "p.ini").save(chosen)
        assert PreferencesStore(Path(folder) / "p.ini").load() == chosen


@pytest.mark.parametrize(
    "line",
    [
        'metronome_level="loud"',
        "metronome_level=7",
        "metronome_level=NaN",
        "count_in_bars=1000",
        'look="purple"',
        "look=dark",
        "output_device=3",
        "output_device=a, b, c",
        "recent_files=5",
        "recent_files=[1]",
        "shortcuts=[]",
        'shortcuts={"play": "Space"}',
        'geometry="no base64 ä"',
        "geometry=@Variant(broken)",
        "is_tour_over=1",
        "settings=7",
        "of_the_future=true",
    ],
)
def test_what_is_broken_takes_its_default_and_the_rest_stays(tmp_path: Path, line: str) -> None:
    path = tmp_path / "p.ini"
    path.write_text(f'[General]\nmidi_in="\\"Keys\\""\n{line}\n', encoding="utf-8")
    assert PreferencesStore(path).load() == Preferences(midi_in="Keys")


def test_a_file_that_is_no_ini_at_all_gives_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "p.ini").write_bytes(bytes(range(256)) * 20)
    assert PreferencesStore(tmp_path / "p.ini").load() == Preferences()


def test_what_a_second_window_changed_meanwhile_stays(tmp_path: Path) -> None:
    first, second = (PreferencesStore(tmp_path / "p.ini") for _ in range(2))
    mine, theirs = first.load(), second.load()
    second.save(replace(theirs, look="light"))
    first.save(replace(mine, metronome_level=0.25))
    assert first.load() == Preferences(look="light", metronome_level=0.25)


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "p.ini").mkdir()
    with pytest.raises(ExportError, match="cannot be saved in"):
        PreferencesStore(tmp_path / "p.ini").save(CHOSEN)
