import csv
import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import mido
import pytest

from melodyrnn.midi.reading import read_midi
from melodyrnn.music.piece import Piece

ROOT = Path(__file__).resolve().parent.parent
MIDI_DATA = ROOT / "midi_data"
GRID = 20
"""Ticks of one step on the grid of 24 a quarter."""

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")

# File, key, meter of the first bar, bars, pitches of the first phrase.
SEEDS = [
    ("ode_to_joy", "D", "4/4", 8, "F#4 F#4 G4 A4 A4 G4 F#4 E4 D4 D4 E4 F#4 F#4 E4 E4"),
    (
        "greensleeves",
        "Em",
        "6/8",
        9,
        "E4 G4 A4 B4 C#5 B4 A4 F#4 D4 E4 F#4 G4 E4 E4 D#4 E4 F#4 D#4 B3",
    ),
    ("scarborough_fair", "Dm", "3/4", 8, "D4 D4 A4 A4 E4 F4 E4 D4"),
    ("fuer_elise", "Am", "3/8", 9, "E5 D#5 E5 D#5 E5 B4 D5 C5 A4 C4 E4 A4 B4 E4 G#4 B4 C5"),
    ("auld_lang_syne", "F", "4/4", 9, "C4 F4 F4 F4 A4 G4 F4 G4 A4 F4 F4 A4 C5 D5"),
    ("amazing_grace", "Eb", "3/4", 9, "A#3 D#4 G4 D#4 G4 F4 D#4 C4 A#3"),
    ("drunken_sailor", "Em", "2/4", 8, "B4 B4 B4 B4 B4 B4 B4 E4 G4 B4"),
    (
        "minuet_in_g",
        "G",
        "3/4",
        8,
        "D5 G4 A4 B4 C5 D5 G4 G4 E5 C5 D5 E5 F#5 G5 G4 G4",
    ),
    (
        "mountain_king",
        "Bm",
        "4/4",
        8,
        "B3 C#4 D4 E4 F#4 D4 F#4 F4 C#4 F4 E4 C4 E4 B3 C#4 D4 E4 F#4 D4 F#4 B4 A4 F#4 D4 F#4 A4",
    ),
    ("when_the_saints", "C", "4/4", 8, "C4 E4 F4 G4 C4 E4 F4 G4 C4 E4 F4 G4 E4 C4 E4 D4"),
    ("promenade", "Bb", "5/4", 4, "G4 F4 A#4 C5 F5 D5 C5 F5 D5 A#4 C5 G4 F4"),
    (
        "jesu_joy",
        "G",
        "9/8",
        8,
        "G4 A4 B4 D5 C5 C5 E5 D5 D5 G5 F#5 G5 D5 B4 G4 A4 B4 C5 D5 E5 D5 C5 B4 A4 B4 G4",
    ),
]
SEED_FILES = [seed[0] for seed in SEEDS]


def credits_rows() -> list[dict[str, str]]:
    with (MIDI_DATA / "CREDITS.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_seed(file: str) -> Piece:
    return read_midi(MIDI_DATA / "seeds" / f"{file}.mid")


@pytest.fixture
def make_seeds(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_seeds", ROOT / "tools" / "make_seeds.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "make_seeds", module)
    spec.loader.exec_module(module)
    return module


def test_credits_name_every_file_and_nothing_else() -> None:
    listed = [row["file"] for row in credits_rows()]
    there = {path.relative_to(MIDI_DATA).as_posix() for path in MIDI_DATA.rglob("*.mid")}
    assert len(listed) == len(set(listed))
    assert set(listed) == there


def test_every_credit_is_complete() -> None:
    for row in credits_rows():
        assert list(row) == ["file", "title", "composer", "source", "licence"]
        assert all(row.values()), row


def test_every_file_reads_and_bears_its_credited_title() -> None:
    for row in credits_rows():
        piece = read_midi(MIDI_DATA / row["file"])
        assert piece.note_count > 10, row["file"]
        assert piece.title == row["title"]


def test_file_names_work_on_every_system() -> None:
    for row in credits_rows():
        assert row["file"].isascii()
        assert not set(row["file"]) & set('?:"*<>|\\'), row["file"]


def test_no_piece_is_there_twice() -> None:
    tunes: dict[tuple[int, ...], str] = {}
    for row in credits_rows():
        parts = read_midi(MIDI_DATA / row["file"]).parts
        tune = tuple(int(p) for part in parts for p in part.notes.pitch - parts[0].notes.pitch[0])
        assert tune not in tunes, f"{row['file']} is {tunes[tune]}"
        tunes[tune] = row["file"]


def test_there_are_twelve_seeds() -> None:
    assert {path.stem for path in (MIDI_DATA / "seeds").glob("*.mid")} == set(SEED_FILES)
    assert len(SEEDS) == 12


@pytest.mark.parametrize("seed", SEEDS, ids=SEED_FILES)
def test_a_seed_has_its_key_meter_length_and_first_phrase(
    seed: tuple[str, str, str, int, str],
) -> None:
    file, key, meter, bars, phrase = seed
    piece = read_seed(file)
    pitches = [int(pitch) for pitch in piece.parts[0].notes.pitch]
    names = [f"{NAMES[pitch % 12]}{pitch // 12 - 1}" for pitch in pitches]
    last_line = piece.meters.bar_line_at_or_after(piece.end)
    assert [str(change.key) for change in piece.keys.changes] == [key]
    assert str(piece.meters.at(0)) == meter
    assert piece.meters.locate(last_line).bar == bars
    assert names[: len(phrase.split())] == phrase.split()


@pytest.mark.parametrize("file", SEED_FILES)
def test_a_seed_is_one_melody_on_the_grid(file: str) -> None:
    piece = read_seed(file)
    assert len(piece.parts) == 1
    notes = piece.parts[0].notes
    assert notes.is_monophonic
    assert not (notes.onset % GRID).any()
    assert not (notes.duration % GRID).any()


@pytest.mark.parametrize("file", SEED_FILES)
def test_a_seed_ends_on_a_bar_line_not_long_after_its_last_note(file: str) -> None:
    piece = read_seed(file)
    tracks = mido.MidiFile(MIDI_DATA / "seeds" / f"{file}.mid").tracks
    end = max(sum(message.time for message in track) for track in tracks)
    assert piece.meters.bar_line_at_or_after(end) == end
    assert piece.meters.bar_line_at_or_after(piece.end) == end


def test_promenade_changes_its_meter_with_every_bar() -> None:
    meters = [str(change.meter) for change in read_seed("promenade").meters.changes]
    assert meters == ["5/4", "6/4", "5/4", "6/4"]


def test_the_tool_writes_the_seeds_that_are_there(
    make_seeds: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["make_seeds.py", "--out", str(tmp_path)])
    make_seeds.main()
    for file in SEED_FILES:
        kept = MIDI_DATA / "seeds" / f"{file}.mid"
        assert (tmp_path / kept.name).read_bytes() == kept.read_bytes(), file


@pytest.mark.parametrize(
    ("melody", "message"),
    [
        ("q C4 D4 E4 F4 | q C4 D4 E4", "try, bar 2 is 1440 ticks long, but a bar of 4/4 has 1920"),
        ("q C4 D4 E4 F4 | q. C4 D4 E4", "try, bar 2 is 2160 ticks long"),
        ("q C4 D4 E4 H4", "try, bar 1 holds 'H4', which is no note, rest or length"),
        ("C4 q D4 E4 F4", "try, bar 1 holds 'C4' before any length"),
        ("q C4 D4 E4 F4~ | w G4", "try ties a note to something else"),
        ("h r C4~", "try ends with a tie to nothing"),
    ],
)
def test_a_badly_written_melody_is_refused_by_bar(
    make_seeds: ModuleType, melody: str, message: str
) -> None:
    seed = replace(make_seeds.SEEDS[0], file="try", meter="4/4", melody=melody)
    with pytest.raises(make_seeds.NotationError, match=message):
        make_seeds.seed_piece(seed)


def test_a_tie_makes_one_note_of_two(make_seeds: ModuleType) -> None:
    seed = replace(make_seeds.SEEDS[0], meter="2/4", melody="q C4 D4~ | h D4")
    notes = make_seeds.seed_piece(seed).parts[0].notes
    assert [(n.onset, n.pitch, n.duration) for n in notes] == [(0, 60, 480), (480, 62, 1440)]
