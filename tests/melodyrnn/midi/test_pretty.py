"""pretty_midi's objects, and pretty_midi as the judge of our reading."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pretty_midi
import pytest
from hypothesis import given, settings

from melodyrnn.errors import ExportError
from melodyrnn.midi.pretty import MAX_PRETTY_TICK, from_pretty_midi, to_pretty_midi
from melodyrnn.midi.reading import parse_midi, read_midi
from melodyrnn.midi.writing import midi_bytes
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece
from melodyrnn.music.tempo import TempoMap
from tests.smf import meta, note, smf
from tests.strategies import pieces

BROKEN = Path(__file__).parents[2] / "data" / "midi_broken"
JUDGED = (
    "ok_fmt1_empty_conductor", "junk_after_end", "header_len_8", "no_end_of_track", "division_1",
    "division_32767", "division_odd_97", "velocity0_note_off", "running_status",
    "noteoff_without_on", "all_pitches_0_127", "chord_128", "tracks_200", "timesig_5_8_change",
    "sysex_split_f7", "pitchbend_program_cc_flood", "triplets_quintuplets", "unquantised_human",
    "tempo_change_mid_note", "tempo_changes_5000", "drums_only", "text_sjis", "duplicate_notes",
)  # fmt: skip


def in_simple_keys(piece: Piece) -> Piece:
    """Without what pretty_midi cannot hold: the title, and which of two names a key has."""
    keys = [KeyChange(tick, Key.from_tonic(k.tonic, k.is_minor)) for tick, k in piece.keys.changes]
    return replace(piece, keys=KeyMap(keys), title="")


@pytest.mark.parametrize("name", JUDGED)
def test_pretty_midi_finds_the_same_notes_in_a_file(name: str) -> None:
    path = BROKEN / f"{name}.mid"

    theirs = from_pretty_midi(pretty_midi.PrettyMIDI(str(path)))

    def notes(piece: Piece) -> list[tuple[int, bool, NoteSequence]]:
        return [(part.program, part.is_drum, part.notes) for part in piece.parts]

    assert notes(read_midi(path)) == notes(theirs)


@settings(deadline=None, max_examples=40)
@given(pieces())
def test_a_piece_survives_the_way_through_pretty_midi(piece: Piece) -> None:
    assert from_pretty_midi(to_pretty_midi(piece)) == in_simple_keys(piece)


@settings(deadline=None, max_examples=20)
@given(pieces(min_parts=1))
def test_pretty_midi_writes_what_we_meant(piece: Piece) -> None:
    file = BytesIO()
    to_pretty_midi(piece).write(file)

    read = parse_midi(file.getvalue())

    assert sorted(p.notes.array.tolist() for p in read.parts) == sorted(
        p.notes.array.tolist() for p in piece.parts
    )


def test_seconds_and_names_are_those_of_the_piece() -> None:
    melody = NoteSequence([Note(480, 60, 240, 90)])
    piece = replace(simple_piece(melody, bpm=90), parts=(Part(melody, "Flute", 73),))

    midi = to_pretty_midi(piece)

    flute = midi.instruments[0]
    assert (flute.name, flute.program, flute.is_drum) == ("Flute", 73, False)
    assert flute.notes[0].start == pytest.approx(60 / 90, abs=1e-6)
    assert midi.get_end_time() == pytest.approx(90 / 90, abs=1e-6)
    assert midi.get_tempo_changes()[1].tolist() == pytest.approx([90], abs=1e-3)


def test_music_made_in_seconds_goes_to_the_nearest_tick() -> None:
    midi = pretty_midi.PrettyMIDI(initial_tempo=133)
    beat = 60 / 133
    instrument = pretty_midi.Instrument(0)
    instrument.notes = [
        pretty_midi.Note(80, 60, n * beat + 0.0001, (n + 1) * beat) for n in range(1000)
    ]
    instrument.notes.append(pretty_midi.Note(0, 61, 0, 1))
    instrument.notes.append(pretty_midi.Note(80, 62, 0, 0))
    midi.instruments.append(instrument)

    piece = from_pretty_midi(midi)

    melody = [note for note in piece.parts[0].notes if note.pitch == 60]
    assert [note.onset for note in melody] == [480 * n for n in range(1000)]
    assert {note.duration for note in melody} == {480}
    assert piece.parts[0].notes[1] == Note(0, 62, 1)
    assert piece.tempos == TempoMap.from_bpm(133)


def test_many_changes_of_tempo_between_our_ticks_add_up_to_no_error() -> None:
    slower = b"".join(meta(3, 0x51, (400_000 + 1000 * n).to_bytes(3, "big")) for n in range(200))
    data = smf(slower + note(1, 60, 100), division=192)

    theirs = from_pretty_midi(pretty_midi.PrettyMIDI(BytesIO(data)))

    assert theirs.parts == parse_midi(data).parts


def test_a_meter_beyond_ours_is_left_out() -> None:
    midi = pretty_midi.PrettyMIDI()
    midi.time_signature_changes = [
        pretty_midi.TimeSignature(200, 4, 0),
        pretty_midi.TimeSignature(7, 8, 1),
    ]

    assert from_pretty_midi(midi).meters == MeterMap([MeterChange(960, Meter(7, 8))])


def test_a_piece_too_long_for_its_table_of_ticks_is_refused() -> None:
    endless = Piece((Part(NoteSequence([Note(MAX_PRETTY_TICK, 60, 1)])),))

    with pytest.raises(ExportError, match="too long for pretty_midi"):
        to_pretty_midi(endless)


def test_what_we_write_pretty_midi_reads_as_what_we_give_it() -> None:
    piece = read_midi(BROKEN / "timesig_5_8_change.mid")

    read = pretty_midi.PrettyMIDI(BytesIO(midi_bytes(piece)))

    assert from_pretty_midi(read) == from_pretty_midi(to_pretty_midi(piece))
