"""From files to pieces: what loads, what is refused, and what odd files mean."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from melodyrnn.errors import MidiFileError
from melodyrnn.midi.container import MAX_BYTES
from melodyrnn.midi.reading import parse_midi, read_midi
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note
from melodyrnn.music.piece import Marker, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap
from tests.smf import meta, note, off, on, pedal, program, smf

BROKEN = Path(__file__).parents[2] / "data" / "midi_broken"


def manifest() -> list[tuple[str, str]]:
    with (BROKEN / "manifest.csv").open(encoding="utf-8", newline="") as table:
        return [(row["file"], row["expect"]) for row in csv.DictReader(table)]


def outcome(path: Path) -> str:
    try:
        piece = read_midi(path)
    except MidiFileError as error:
        message = str(error)
        assert path.name in message
        assert message.endswith(".")
        assert "\n" not in message
        return "reject"
    return "load" if piece.note_count else "empty"


def spans(piece: Piece, part: int = 0) -> list[tuple[int, int, int]]:
    """Onset, end and pitch of the notes of a part."""
    return [(n.onset, n.end, n.pitch) for n in piece.parts[part].notes]


@pytest.mark.parametrize(("name", "expected"), manifest())
def test_every_broken_file_meets_its_expected_outcome(name: str, expected: str) -> None:
    found = outcome(BROKEN / name)

    assert found == expected or expected == "either"


def test_the_manifest_names_every_broken_file() -> None:
    named = {name for name, _ in manifest()}

    assert named == {path.name for path in BROKEN.iterdir()} - {"manifest.csv"}


def test_a_missing_file_a_folder_and_an_impossible_name_say_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "songs").mkdir()

    for name, words in [
        ("none.mid", "no file none.mid"),
        ("songs", "songs is a folder"),
        ("a\0b.mid", "cannot be opened"),
        ("x" * 400, "cannot be opened"),
    ]:
        with pytest.raises(MidiFileError, match=words):
            read_midi(tmp_path / name)


def test_a_file_far_too_large_for_music_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mid"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    with pytest.raises(MidiFileError, match=r"film\.mid is larger than 32 MB"):
        read_midi(path)


def test_bytes_without_a_name_are_called_this_file() -> None:
    with pytest.raises(MidiFileError, match="This file is empty"):
        parse_midi(b"")


def test_mutilated_files_are_read_or_refused_and_nothing_else() -> None:
    rng = random.Random(8)
    good = [(BROKEN / name).read_bytes() for name, expect in manifest() if expect == "load"]
    outcomes: set[type] = set()

    for _ in range(400):
        data = bytearray(rng.choice(good)[:3000])
        for _ in range(rng.choice((1, 3, 20))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            outcomes.add(type(parse_midi(bytes(data), sustain=True)))
        except MidiFileError:
            outcomes.add(MidiFileError)

    assert outcomes == {Piece, MidiFileError}


def test_running_status_and_silent_strikes_are_releases() -> None:
    data = smf(b"\x00\x90\x3c\x50\x60\x3c\x00\x00\x3e\x50\x60\x3e\x00")

    assert spans(parse_midi(data)) == [(0, 96, 60), (96, 192, 62)]


def test_the_patterns_of_format_2_sound_one_after_another() -> None:
    first = meta(0, 0x51, b"\x06\x1a\x80") + note(0, 60, 96) + meta(96, 0x06, b"end")
    second = meta(0, 0x51, b"\x0b\x71\xb0") + note(0, 62, 96) + note(0, 36, 96, channel=9)

    piece = parse_midi(smf(first, second, kind=2, division=96))

    assert spans(piece) == [(0, 480, 60), (960, 1440, 62)]
    assert [part.is_drum for part in piece.parts] == [False, True]
    assert spans(piece, 1) == [(1440, 1920, 36)]
    assert piece.tempos == TempoMap([TempoChange(0, 400_000), TempoChange(960, 750_000)])
    assert piece.markers == (Marker(960, "end"),)


def test_film_time_keeps_real_seconds_whatever_the_tempo_says() -> None:
    fast = meta(0, 0x51, b"\x01\x00\x00")
    piece = parse_midi(smf(fast + note(1000, 60, 500), division=0xE728))  # 25 x 40 a second

    start, end, _ = spans(piece)[0]
    assert piece.tempos.seconds_at([start, end]).tolist() == [1.0, 1.5]


def test_a_note_of_no_length_gets_the_shortest_one() -> None:
    assert spans(parse_midi(smf(note(10, 60, 0)))) == [(10, 11, 60)]


def test_a_note_never_released_is_left_out() -> None:
    assert spans(parse_midi(smf(on(0, 60) + note(0, 62)))) == [(0, 480, 62)]


def test_a_release_ends_the_earliest_strike_that_still_sounds() -> None:
    legato = on(0, 60) + on(470, 60) + off(10, 60) + off(470, 60)

    assert spans(parse_midi(smf(legato))) == [(0, 470, 60), (470, 950, 60)]


def test_of_voices_in_unison_the_longer_is_heard() -> None:
    unison = on(0, 60, 50, 0) + on(0, 60, 70, 0) + off(240, 60) + off(720, 60)

    assert list(parse_midi(smf(unison)).parts[0].notes) == [Note(0, 60, 960, 70)]


@pytest.mark.parametrize(("division", "ticks"), [(1, 1), (96, 96), (97, 97), (32767, 32767)])
def test_any_division_of_the_quarter_becomes_ours(division: int, ticks: int) -> None:
    data = smf(note(0, 60, ticks) + note(ticks, 62, ticks), division=division)

    assert spans(parse_midi(data)) == [(0, 480, 60), (960, 1440, 62)]


def test_onset_and_end_are_rounded_each_for_itself() -> None:
    data = smf(note(1, 60, 1) + note(1, 60, 1), division=960)  # 0.5-1, 1.5-2 ticks of ours

    assert spans(parse_midi(data)) == [(1, 2, 60), (2, 3, 60)]


def test_days_of_silence_are_kept_without_filling_memory() -> None:
    piece = parse_midi(smf(note(0x0FFFFFFF, 60) * 20))

    assert piece.end == 20 * (0x0FFFFFFF + 480)


def test_a_file_that_claims_to_last_for_years_is_refused() -> None:
    with pytest.raises(MidiFileError, match="damaged"):
        parse_midi(smf(note(0x0FFFFFFF, 60) * 4100))


def test_maps_are_read_from_any_track_and_nonsense_in_them_is_ignored() -> None:
    nonsense = (
        meta(0, 0x51, b"\x00\x00\x00")
        + meta(0, 0x58, b"\x00\x01\x18\x08")
        + meta(0, 0x58, b"\x04\xff\x18\x08")
        + meta(0, 0x59, b"\x10\x07")
    )
    sense = (
        meta(960, 0x51, b"\x04\x93\xe0")
        + meta(0, 0x58, b"\x06\x03\x18\x08")
        + meta(0, 0x59, b"\xfd\x01")
        + note(0, 60)
    )

    piece = parse_midi(smf(nonsense, sense))

    assert piece.tempos == TempoMap([TempoChange(960, 300_000)])
    assert piece.meters == MeterMap([MeterChange(960, Meter(6, 8))])
    assert piece.keys == KeyMap([KeyChange(960, Key(-3, is_minor=True))])


def test_a_short_first_bar_stays_as_the_file_has_it() -> None:
    pickup = (
        meta(0, 0x58, b"\x01\x03\x18\x08") + note(0, 67, 240) + meta(0, 0x58, b"\x06\x03\x18\x08")
    )

    piece = parse_midi(smf(pickup + note(0, 60)))

    assert piece.meters == MeterMap([MeterChange(0, Meter(1, 8)), MeterChange(240, Meter(6, 8))])


def test_one_track_with_many_channels_and_programs_becomes_one_part_each() -> None:
    data = smf(
        meta(0, 0x03, b"Band")
        + program(0, 40, channel=2)
        + note(0, 60, channel=2)
        + note(0, 36, channel=9)
        + note(0, 62, channel=1)
        + program(0, 41, channel=2)
        + note(0, 64, channel=2),
        kind=0,
    )

    piece = parse_midi(data)

    found = {(part.name, part.program, part.is_drum) for part in piece.parts}
    assert found == {
        ("Band", 40, False),
        ("Band", 41, False),
        ("Band", 0, False),
        ("Band", 0, True),
    }
    assert piece.title == "Band"


def test_the_pedal_lengthens_notes_only_where_asked_and_up_to_the_next_strike() -> None:
    data = smf(pedal(0, 127) + note(0, 60) + note(0, 64) + note(0, 60) + pedal(480, 0))

    assert spans(parse_midi(data)) == [(0, 480, 60), (480, 960, 64), (960, 1440, 60)]
    assert spans(parse_midi(data, sustain=True)) == [(0, 960, 60), (480, 1920, 64), (960, 1920, 60)]


def test_the_pedal_works_in_files_that_mido_has_to_read() -> None:
    lost_name = meta(0, 0x03, "Flügel".encode("cp1252"))
    pattern = pedal(0, 127) + note(0, 60) + pedal(480, 0)

    piece = parse_midi(smf(lost_name + pattern, pattern, kind=2), sustain=True)

    assert piece.parts[0].name == "Flügel"
    assert spans(piece) == [(0, 960, 60), (960, 1920, 60)]


def test_a_file_with_lost_texts_that_mido_refuses_keeps_its_notes() -> None:
    data = smf(meta(0, 0x03, b"Fl\xfcgel") + meta(0, 0x59, b"\x10\x07") + note(0, 60))

    piece = parse_midi(data)

    assert piece.parts[0].name == "Flgel"
    assert piece.note_count == 1


def test_what_mido_would_take_minutes_for_is_refused_at_once() -> None:
    quick = parse_midi(smf(note(0, 60), kind=2))
    huge = smf(note(0, 60) + meta(0, 0x01, bytes(1_000_000)) * 5, kind=2)

    assert quick.note_count == 1
    with pytest.raises(MidiFileError, match="no notes can be made out"):
        parse_midi(huge)
