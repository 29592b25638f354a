"""The lines a piece offers."""

from __future__ import annotations

from melodyrnn.collection.lines import chosen_notes, judge_parts, make_line, merged_notes
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap

TUNE = NoteSequence(Note(i * 480, 67 + (i * 5) % 12, 480) for i in range(16))
TRIADS = NoteSequence(Note(i * 480, p, 480) for i in range(16) for p in (60, 64, 67))
DRUMS = NoteSequence(Note(i * 240, 38, 60) for i in range(32))


def song(*parts: Part) -> Piece:
    return Piece(parts, meters=MeterMap([MeterChange(0, Meter(3, 4))]))


def test_a_melody_is_chosen_as_it_is_and_chords_only_with_top_lines() -> None:
    melody, chords, drums = judge_parts(song(Part(TUNE), Part(TRIADS), Part(DRUMS, is_drum=True)))
    assert chosen_notes(melody, with_top_lines=False) == TUNE
    assert chosen_notes(chords, with_top_lines=False) is None
    top = chosen_notes(chords, with_top_lines=True)
    assert top is not None
    assert set(top.pitch.tolist()) == {67}
    assert chosen_notes(drums, with_top_lines=True) is None


def test_overlaps_of_a_melody_are_trimmed() -> None:
    legato = NoteSequence(Note(n.onset, n.pitch, n.duration + 30) for n in TUNE)
    (melody,) = judge_parts(song(Part(legato)))
    chosen = chosen_notes(melody, with_top_lines=False)
    assert chosen is not None
    assert chosen.is_monophonic
    assert len(chosen) == len(TUNE)


def test_a_low_part_beside_nothing_but_drums_and_silence_is_the_tune() -> None:
    low = Part(TUNE.transposed(-36))
    silent = Part(NoteSequence(), name="Copyright")
    kinds = [j.kind for j in judge_parts(song(low, Part(DRUMS, is_drum=True), silent))]
    assert kinds == ["melody", "drums", "empty"]


def test_merged_notes_are_all_but_the_drums_with_no_key_struck_while_held() -> None:
    doubled = Part(NoteSequence([Note(240, 67, 480)]))
    merged = merged_notes(judge_parts(song(Part(TUNE), doubled, Part(DRUMS, is_drum=True))))
    assert [(n.onset, n.duration) for n in merged if n.pitch == 67][:2] == [(0, 240), (240, 480)]
    assert len(merged) == len(TUNE) + 1


def test_a_line_starts_in_its_first_bar_with_its_maps() -> None:
    piece = Piece(
        tempos=TempoMap.from_bpm(60),
        meters=MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(3840, Meter(3, 4))]),
        keys=KeyMap([KeyChange(0, Key(2))]),
    )
    line = make_line(TUNE.shifted(3840 + 1440 + 960), "Flute", piece)
    assert line.notes.start == 960
    assert line.meters == MeterMap([MeterChange(0, Meter(3, 4))])
    assert line.keys == KeyMap([KeyChange(0, Key(2))])
    assert line.part_name == "Flute"
    assert line.seconds == 18.0


def test_long_silences_are_shortened_unless_all_are_wanted() -> None:
    far = TUNE.merged(TUNE.shifted(40 * 1440))
    assert (
        make_line(far, "", song()).notes.end
        < make_line(far, "", song(), max_silence_bars=None).notes.end
        == far.end
    )


def test_a_line_is_a_piece_of_one_part() -> None:
    line = make_line(TUNE, "Flute", song())
    assert line.as_piece() == Piece((Part(TUNE, name="Flute"),), meters=line.meters)
