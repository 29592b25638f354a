"""From pieces to files that every reader reads alike."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import mido
import pretty_midi
import pytest
from hypothesis import given, settings
from symusic.core import ScoreTick

from melodyrnn.errors import ExportError
from melodyrnn.midi.reading import parse_midi, read_midi
from melodyrnn.midi.writing import MAX_TICK, midi_bytes, part_channels, write_midi
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence, without_collisions
from melodyrnn.music.piece import Marker, Part, Piece, simple_piece
from tests.strategies import pieces

TUNE = simple_piece(
    NoteSequence([Note(0, 60, 480), Note(480, 62, 480), Note(960, 64, 960)]),
    meter=Meter(6, 8),
    key=Key(2),
    bpm=96,
)
Heard = list[tuple[int, int, int, int]]


def messages(data: bytes) -> list[list[Any]]:
    """All tracks as mido reads them, times counted from the start."""
    tracks = []
    for track in mido.MidiFile(file=BytesIO(data)).tracks:
        now, timed = 0, []
        for message in track:
            now += message.time
            timed.append(message.copy(time=now))
        tracks.append(timed)
    return tracks


def by_mido(data: bytes) -> Heard:
    heard, sounding = [], {}
    for number, track in enumerate(messages(data)):
        for message in track:
            if message.type == "note_on":
                sounding[number, message.note] = message
            elif message.type == "note_off":
                start = sounding.pop((number, message.note))
                heard.append((start.time, message.time, message.note, start.velocity))
    assert not sounding
    return sorted(heard)


def by_symusic(data: bytes) -> Heard:
    score = ScoreTick.from_midi(data)
    notes = [note for track in score.tracks for note in track.notes]
    return sorted((n.time, n.time + n.duration, n.pitch, n.velocity) for n in notes)


def by_pretty_midi(data: bytes) -> Heard:
    midi = pretty_midi.PrettyMIDI(BytesIO(data))
    notes = [note for instrument in midi.instruments for note in instrument.notes]
    tick = midi.time_to_tick
    return sorted((int(tick(n.start)), int(tick(n.end)), n.pitch, n.velocity) for n in notes)


@settings(deadline=None)
@given(pieces())
def test_what_is_written_is_read_back_the_same(piece: Piece) -> None:
    assert parse_midi(midi_bytes(piece)) == piece


@settings(deadline=None, max_examples=30)
@given(pieces(min_parts=1))
def test_three_readers_and_the_piece_itself_agree_on_every_note(piece: Piece) -> None:
    data = midi_bytes(piece)

    notes = [note for part in piece.parts for note in part.notes]
    meant = sorted((n.onset, n.end, n.pitch, n.velocity) for n in notes)
    assert by_mido(data) == meant
    assert by_symusic(data) == meant
    assert by_pretty_midi(data) == meant


@settings(deadline=None)
@given(pieces())
def test_the_same_piece_gives_the_same_bytes(piece: Piece) -> None:
    assert midi_bytes(piece) == midi_bytes(parse_midi(midi_bytes(piece)))


def test_keys_struck_while_they_sound_are_written_so_that_all_agree() -> None:
    tangled = NoteSequence([Note(0, 60, 960, 50), Note(480, 60, 960, 60), Note(480, 60, 10, 90)])

    data = midi_bytes(Piece((Part(tangled),)))

    assert by_mido(data) == by_symusic(data) == by_pretty_midi(data)
    assert parse_midi(data).parts[0].notes == without_collisions(tangled)


def test_the_first_track_holds_the_maps_and_each_part_its_name_and_sound() -> None:
    piece = Piece(
        parts=(Part(TUNE.parts[0].notes, "Fiddle", 40), Part(TUNE.parts[0].notes, "Kit", 8, True)),
        tempos=TUNE.tempos,
        meters=TUNE.meters,
        keys=TUNE.keys,
        markers=(Marker(960, "B"),),
        title="Off She Goes",
    )

    file = mido.MidiFile(file=BytesIO(midi_bytes(piece)))

    assert (file.type, file.ticks_per_beat, len(file.tracks)) == (1, 480, 3)
    assert [m.type for m in file.tracks[0]] == [
        "track_name", "set_tempo", "time_signature", "key_signature", "marker", "end_of_track",
    ]  # fmt: skip
    meter = file.tracks[0][2]
    assert (meter.numerator, meter.denominator, meter.clocks_per_click) == (6, 8, 36)
    assert file.tracks[0].name == "Off She Goes"
    assert [track.name for track in file.tracks[1:]] == ["Fiddle", "Kit"]
    assert [(track[1].program, track[1].channel) for track in file.tracks[1:]] == [(40, 0), (8, 9)]


def test_releases_come_before_strikes_and_are_real_releases() -> None:
    track = messages(midi_bytes(TUNE))[1]

    sounds = [(m.type, m.note) for m in track if m.type.startswith("note") and m.time == 480]
    assert sounds == [("note_off", 60), ("note_on", 62)]


def test_all_tracks_end_on_the_bar_line_that_nothing_lies_behind() -> None:
    ends = {track[-1].time for track in messages(midi_bytes(TUNE))}

    assert ends == {1440 * 2}


@pytest.mark.parametrize(("length", "end"), [(5760, 5760), (100, 1920)])
def test_a_length_asked_for_is_kept_unless_notes_lie_behind(length: int, end: int) -> None:
    tracks = messages(midi_bytes(TUNE, length=length))

    assert {track[-1].time for track in tracks} == {end}


def test_a_change_after_the_last_note_still_lies_within_the_file() -> None:
    piece = Piece(TUNE.parts, meters=MeterMap([MeterChange(19_200, Meter(3, 4))]))

    assert parse_midi(midi_bytes(piece, length=0)).meters == piece.meters


def test_an_empty_piece_is_a_file_without_notes() -> None:
    assert parse_midi(midi_bytes(Piece(title="Rest"))) == Piece(title="Rest")


def test_days_of_silence_are_written_in_steps_that_the_format_can_state() -> None:
    late = Piece((Part(NoteSequence([Note(2_000_000_000, 60, 480)])),))

    data = midi_bytes(late)

    assert parse_midi(data) == late
    assert by_symusic(data) == by_mido(data)


def test_a_piece_longer_than_readers_can_count_is_refused() -> None:
    endless = Piece((Part(NoteSequence([Note(MAX_TICK, 60, 480)])),))

    with pytest.raises(ExportError, match="too long for a MIDI file"):
        midi_bytes(endless)


def test_texts_that_no_file_can_hold_are_cleaned_and_never_raise() -> None:
    piece = Piece(TUNE.parts, title=" A\ud800\0\nB ", markers=(Marker(0, "x" * 1000),))

    read = parse_midi(midi_bytes(piece))

    assert read.title == "A B"
    assert read.markers == (Marker(0, "x" * 200),)


def test_parts_have_a_channel_each_and_drums_theirs() -> None:
    notes = TUNE.parts[0].notes
    melodic = [Part(notes, program=5) for _ in range(15)]

    channels = part_channels([*melodic, Part(notes, is_drum=True)])

    assert channels == [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 9]


def test_more_parts_than_channels_share_by_program() -> None:
    notes = TUNE.parts[0].notes
    parts = tuple(Part(notes, f"Part {n}", program=n % 20 if n > 5 else 0) for n in range(40))

    channels = part_channels(parts)

    assert 9 not in channels
    by_program: dict[int, set[int]] = {}
    for part, channel in zip(parts, channels, strict=True):
        by_program.setdefault(part.program, set()).add(channel)
    assert all(len(used) == 1 for used in by_program.values())
    assert parse_midi(midi_bytes(Piece(parts))).parts == parts


def test_a_file_is_written_whole_over_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 100 + ".mid")
    path.write_text("older")

    write_midi(TUNE, path)

    assert path.read_bytes() == midi_bytes(TUNE)
    assert read_midi(path) == TUNE
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_where_no_file_can_be_written_one_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.mid").mkdir()

    for place in ("missing/take.mid", "file/take.mid", "folder.mid"):
        with pytest.raises(ExportError, match=r"cannot be saved there \(.+\); choose"):
            write_midi(TUNE, tmp_path / place)

    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.mid"]
