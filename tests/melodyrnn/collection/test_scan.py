"""What files hold and what is kept."""

from __future__ import annotations

import pickle
from pathlib import Path

import mido
import numpy as np
import pytest

from melodyrnn.collection.repairs import REPAIRS
from melodyrnn.collection.scan import FileReport, ScanSettings, scan, scan_file, scan_piece
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece

TUNE = NoteSequence(Note(i * 240, 67 + (i * i) % 13, 240) for i in range(40))
TRIADS = NoteSequence(Note(i * 480, p + i % 5, 480) for i in range(20) for p in (60, 64, 67))
DRUMS = NoteSequence(Note(i * 240, 38, 60) for i in range(40))
BASS = NoteSequence(Note(i * 480, 36 + (i * i) % 7, 480) for i in range(20))


def band() -> Piece:
    return Piece(
        (
            Part(TUNE, name="Fiddle"),
            Part(TRIADS, name="Guitar", program=24),
            Part(BASS, name="Bass", program=32),
            Part(DRUMS, name="Kit", is_drum=True),
            Part(NoteSequence(), name="(c) nobody"),
        ),
        meters=MeterMap([MeterChange(0, Meter(6, 8))]),
        keys=KeyMap([KeyChange(0, Key(1))]),
    )


def report(piece: Piece, **settings: object) -> FileReport:
    return scan_piece(piece, Path("a.mid"), ScanSettings(**settings))  # type: ignore[arg-type]


def save(path: Path, notes: NoteSequence, *, pedal: bool = False) -> Path:
    track = mido.MidiTrack()
    if pedal:
        track.append(mido.Message("control_change", control=64, value=127, time=0))
    events = [(n.onset, "note_on", n.pitch) for n in notes]
    events += [(n.end, "note_off", n.pitch) for n in notes]
    now = 0
    for tick, kind, pitch in sorted(events, key=lambda e: (e[0], e[1] == "note_on")):
        track.append(mido.Message(kind, note=pitch, velocity=80, time=tick - now))
        now = tick
    file = mido.MidiFile(ticks_per_beat=480)
    file.tracks.append(track)
    file.save(path)
    return path


def test_each_part_of_a_band_is_told_what_it_is_and_why_it_is_not_kept() -> None:
    parts = {p.name: (p.kind, p.kept, p.reason) for p in report(band()).parts}
    assert parts == {
        "Fiddle": ("melody", True, ""),
        "Guitar": ("chords", False, "plays several notes at once"),
        "Bass": ("bass", False, "is a bass line, not a melody"),
        "Kit": ("drums", False, "is drums or noises, without a melody"),
        "(c) nobody": ("empty", False, "holds no notes"),
    }


def test_a_part_report_counts_what_stands_in_the_file() -> None:
    fiddle, _, _, kit, _ = report(band()).parts
    assert (fiddle.notes, fiddle.bars, fiddle.lowest, fiddle.highest) == (40, 7, 67, 79)
    assert (fiddle.meter, fiddle.key, fiddle.key_source) == ("6/8", "G", "stated")
    assert fiddle.off_grid == 0
    assert (kit.key, kit.key_source) == ("", "none")


@pytest.mark.parametrize(
    ("choice", "names"),
    [("melody", ["Fiddle"]), ("top", ["Fiddle", "Guitar"]), ("merged", ["all parts"])],
)
def test_the_choice_decides_which_lines_are_taken(choice: str, names: list[str]) -> None:
    assert [line.part_name for line in report(band(), choice=choice).lines] == names


def test_merged_lines_hold_the_notes_of_all_parts_but_the_drums() -> None:
    merged = report(band(), choice="merged")
    struck = {(n.onset, n.pitch) for part in (TUNE, TRIADS, BASS) for n in part}
    assert {(n.onset, n.pitch) for n in merged.lines[0].notes} == struck
    assert [p.kept for p in merged.parts] == [True, True, True, False, False]


def test_an_accompanying_figure_is_no_melody_but_belongs_to_the_whole() -> None:
    figure = NoteSequence(Note(i * 120, 60 + (0, 7, 4, 7)[i % 4] + i // 32, 120) for i in range(96))
    song = Piece((Part(TUNE, name="Fiddle"), Part(figure, name="Harp")))
    assert [p.kept for p in report(song).parts] == [True, False]
    assert [p.kept for p in report(song, choice="merged").parts] == [True, True]


def test_a_figure_over_and_over_is_kept_where_patterns_are_asked_for() -> None:
    figure = NoteSequence(Note(i * 240, 60 + (0, 4, 7, 4)[i % 4], 240) for i in range(64))
    piece = Piece((Part(figure, name="Harp"),))
    assert not report(piece).kept
    assert report(piece, keep_patterns=True).lines[0].notes == figure


def test_a_melody_is_kept_rather_than_the_chords_that_double_it() -> None:
    longer = TUNE.merged(TUNE.shifted(20_000).transposed(-3))
    chords = longer.merged(longer.transposed(-12)).merged(longer.transposed(-5))
    doubled = report(Piece((Part(chords, name="Piano"), Part(TUNE, name="Voice"))), choice="top")
    assert [line.part_name for line in doubled.lines] == ["Voice"]


def test_a_report_survives_the_way_between_processes() -> None:
    assert pickle.loads(pickle.dumps(report(band()))) == report(band())


def test_a_part_that_doubles_another_is_left_out_in_favour_of_the_fuller_one() -> None:
    echo = TUNE.where(TUNE.onset < 6000).transposed(12).shifted(60)
    doubled = report(Piece((Part(echo, name="Echo"), Part(TUNE, name="Lead"))))
    assert [line.part_name for line in doubled.lines] == ["Lead"]
    assert doubled.parts[0].reason == "plays nearly the same as Lead"


def test_a_short_file_is_not_kept_and_the_limit_can_be_moved() -> None:
    short = Piece((Part(TUNE.where(TUNE.onset < 1200)),))
    assert report(short).reason == "The only part has just 5 notes: too short to learn from."
    assert report(short, min_notes=5).kept


def test_two_pitches_are_too_few_unless_allowed() -> None:
    bells = Piece((Part(NoteSequence(Note(i * 480, 60 + i % 2, 480) for i in range(20))),))
    assert not report(bells).kept
    assert report(bells, min_distinct_pitches=2).kept


def test_a_pickup_bar_is_made_whole_in_the_lines() -> None:
    meters = MeterMap([MeterChange(0, Meter(1, 8)), MeterChange(240, Meter(6, 8))])
    (line,) = report(Piece((Part(TUNE),), meters=meters)).lines
    assert line.notes.start == 1200
    assert line.meters == MeterMap([MeterChange(0, Meter(6, 8))])


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    path = save(tmp_path / "tune.mid", TUNE)
    found = scan_file(path, ScanSettings())
    assert found.kept
    assert found.path == path
    assert found.lines[0].notes == TUNE


def test_the_sustain_pedal_counts_only_when_asked(tmp_path: Path) -> None:
    path = save(tmp_path / "piano.mid", TUNE, pedal=True)
    assert scan_file(path, ScanSettings()).parts[0].kind == "melody"
    assert scan_file(path, ScanSettings(sustain=True)).parts[0].kind != "melody"


def test_a_broken_file_is_a_report_and_the_next_file_is_read(tmp_path: Path) -> None:
    broken = tmp_path / "a.mid"
    broken.write_bytes(b"<html>not found</html>")
    found = list(scan([broken, tmp_path / "gone.mid", save(tmp_path / "b.mid", TUNE)]))
    assert [f.kept for f in found] == [False, False, True]
    assert "a.mid" in found[0].reason
    assert "gone.mid" in found[1].reason
    assert found[0].parts == ()


def test_a_file_without_notes_says_so(tmp_path: Path) -> None:
    found = scan_file(save(tmp_path / "rest.mid", NoteSequence()), ScanSettings())
    assert (found.kept, found.reason) == (False, "The file holds no notes.")


def test_scanning_reads_no_further_than_asked(tmp_path: Path) -> None:
    files = iter([save(tmp_path / "a.mid", TUNE), tmp_path / "b.mid"])
    reports = scan(files)
    assert next(reports).kept
    assert next(files) == tmp_path / "b.mid"


PIANO = Piece(
    (
        Part(TUNE.merged(TUNE.transposed(-4)).merged(TUNE.transposed(-9)), name="Right"),
        Part(TRIADS.transposed(-24), name="Left"),
    )
)


def by_hand(notes: NoteSequence) -> NoteSequence:
    off = (np.arange(len(notes)) * 7) % 23 - 11
    onset = np.maximum(notes.onset + off, 0)
    return NoteSequence.from_columns(onset, notes.duration - 20, notes.pitch, notes.velocity)


def cured(piece: Piece, *repairs: str) -> FileReport:
    return report(piece, repairs=frozenset(repairs))


def test_chords_alone_are_offered_their_top_line_and_the_reason_says_so() -> None:
    found = report(PIANO)
    assert (found.kept, "top-line" in found.offered) == (False, True)
    assert found.reason.endswith("; take a top line instead.")


def test_the_top_line_of_the_highest_part_is_taken_where_no_part_is_a_melody() -> None:
    found = cured(PIANO, "top-line")
    assert found.applied == ("top-line",)
    assert [line.part_name for line in found.lines] == ["Right"]
    assert found.lines[0].notes == TUNE
    assert [part.kept for part in found.parts] == [True, False]


def test_where_a_part_is_a_melody_no_top_line_is_offered_or_taken() -> None:
    assert "top-line" not in report(band()).offered
    found = cured(band(), "top-line")
    assert ([line.part_name for line in found.lines], found.applied) == (["Fiddle"], ())


def test_a_change_of_meter_is_offered_to_be_split_and_is() -> None:
    meters = MeterMap([MeterChange(0, Meter(2, 4)), MeterChange(4800, Meter(3, 4))])
    changing = Piece((Part(TUNE, name="F"),), meters=meters, keys=KeyMap([KeyChange(0, Key(-4))]))
    assert report(changing).offered == ("split-meters",)
    found = cured(changing, "split-meters")
    assert [line.part_name for line in found.lines] == ["F, 2/4", "F, 3/4"]
    assert (found.applied, found.offered) == (("split-meters",), ())
    assert [facts.notes for facts in found.facts] == [20, 20]


def test_a_file_played_by_hand_is_offered_the_grid_and_put_on_it() -> None:
    played = Piece((Part(by_hand(TUNE)),), keys=KeyMap([KeyChange(0, Key(-4))]))
    assert report(played).offered == ("quantise",)
    found = cured(played, "quantise")
    assert found.applied == ("quantise",)
    assert set((found.lines[0].notes.onset % 120).tolist()) == {0}
    assert found.parts[0].off_grid > 0.4
    assert found.facts[0].off_grid == 0


def test_a_file_played_freely_is_said_to_be_and_offered_nothing_in_vain() -> None:
    onset = np.cumsum(np.random.default_rng(2).integers(90, 700, 200))
    free = NoteSequence.from_columns(onset, 80, 60 + onset % 11, 80)
    chords = free.merged(free.transposed(-4)).merged(free.transposed(-9))
    found = report(Piece((Part(chords),)))
    assert "it was played freely" in found.reason
    assert (found.offered, found.remark) == ((), "")
    melody = report(Piece((Part(free),)))
    assert melody.remark.startswith("It was played freely")
    assert "quantise" not in melody.offered


def test_a_missing_key_is_heard_when_asked_and_marked_as_heard() -> None:
    plain = Piece((Part(TUNE),))
    assert report(plain).offered == ("detect-key",)
    found = cured(plain, "detect-key")
    assert [str(c.key) for c in found.lines[0].keys.changes] == [found.parts[0].key]
    assert found.lines[0].is_key_heard
    assert found.parts[0].key_source == found.facts[0].key_source == "detected"
    assert not report(plain).lines[0].is_key_heard


def test_a_key_that_the_notes_contradict_is_remarked_on() -> None:
    pitches = [62, 66, 69, 74, 73, 71, 69, 67, 66, 64, 62, 61, 62, 66, 69, 66] * 3
    in_d = NoteSequence(Note(i * 240, p, 240) for i, p in enumerate(pitches))
    wrong = Piece((Part(in_d),), keys=KeyMap([KeyChange(0, Key(6))]))
    assert report(wrong).remark == "It states the key of F#, but its notes are in D."
    assert cured(wrong, "detect-key").remark == ""


def test_what_is_asked_for_and_makes_no_difference_is_not_said_to_be_done() -> None:
    fine = Piece((Part(TUNE),), keys=KeyMap([KeyChange(0, Key(-4))]))
    found = cured(fine, *REPAIRS)
    assert (found.applied, found.offered) == ((), ())
    assert found.lines == report(fine).lines
