import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece
from melodyrnn.music.tempo import TempoChange, TempoMap
from melodyrnn.playback.schedule import Loop, Plan, SoundKey, Timeline, beats, count_in_beats
from melodyrnn.playback.score import Score

RATE = 44_100
TEMPOS = TempoMap([TempoChange(0, 500_000), TempoChange(960, 250_000), TempoChange(1000, 777_777)])


@given(st.floats(0, 1e6))
def test_a_tick_is_found_again_from_its_frame(tick: float) -> None:
    timeline = Timeline(TEMPOS, RATE)
    assert timeline.tick_at(timeline.frame_at(tick)) == pytest.approx(tick, abs=0.05)


def test_frames_follow_changes_of_tempo() -> None:
    timeline = Timeline(TEMPOS, RATE)
    assert [timeline.frame_at(t) for t in (480, 960, 980)] == [22050, 44100, 44100 + 459]


def test_one_tick_and_many_have_the_same_frames() -> None:
    timeline = Timeline(TEMPOS, RATE)
    ticks = NoteSequence(Note(t, 60, 1) for t in range(0, 3000, 7)).onset
    assert timeline.frames_at(ticks).tolist() == [timeline.frame_at(int(t)) for t in ticks]


def two_parts() -> Piece:
    drums = Part(NoteSequence([Note(0, 38, 480)]), program=7, is_drum=True)
    flute = Part(NoteSequence([Note(240, 72, 960), Note(1920, 74, 10)]), program=73)
    return Piece((drums, flute))


def test_notes_begin_in_the_stretch_that_holds_their_onset() -> None:
    plan = Plan(Score(two_parts(), (1.0, 0.5)), RATE)
    drum, flute = plan.starting(0, 11_026)
    assert drum.key == SoundKey(0, True, 38)
    assert flute.key == SoundKey(73, False, 72)
    assert (flute.onset, flute.release, flute.gain, flute.part) == (11_025, 55_125, 0.5, 1)
    assert plan.starting(11_026, 80_000) == []


def test_a_silent_part_has_no_notes() -> None:
    plan = Plan(Score(two_parts(), (1.0, 0.0)), RATE)
    assert [s.key.pitch for s in plan.starting(0, 10**6)] == [38]


def test_notes_held_at_a_frame_are_those_begun_before_and_released_after_and_no_drums() -> None:
    plan = Plan(Score(two_parts(), (1.0, 1.0)), RATE)
    assert [s.key.pitch for s in plan.held_at(20_000)] == [72]
    assert plan.held_at(11_025) == []
    assert plan.held_at(55_125) == []


def test_each_sound_is_wanted_once_for_its_longest_note() -> None:
    notes = NoteSequence([Note(480, 60, 100), Note(960, 60, 480), Note(960, 64, 240)])
    needs = Plan(Score.of_piece(simple_piece(notes)), RATE).longest()
    assert needs == {
        SoundKey(0, False, 60): (22_050, 22_050),
        SoundKey(0, False, 64): (44_100, 11_025),
    }


def test_music_ends_on_the_bar_line_after_the_last_note_or_after_where_it_starts() -> None:
    plan = Plan(Score.of_piece(simple_piece(NoteSequence([Note(0, 60, 100)]))), RATE)
    assert plan.end_frame(0) == 4 * 22_050
    assert plan.end_frame(4 * 22_050) == 8 * 22_050
    assert Plan(Score(Piece()), RATE).end_frame(0) == 4 * 22_050


def test_beats_of_six_eight_are_dotted_and_the_first_of_a_bar_is_accented() -> None:
    meters = MeterMap([MeterChange(0, Meter(6, 8))])
    assert list(beats(meters, 0, 2880)) == [(0, True), (720, False), (1440, True), (2160, False)]


def test_beats_follow_changes_of_meter_and_start_anywhere() -> None:
    meters = MeterMap([MeterChange(0, Meter(3, 4)), MeterChange(1440, Meter(4, 4))])
    assert list(beats(meters, 481, 2400)) == [(960, False), (1440, True), (1920, False)]
    assert list(beats(meters, 5, 5)) == []


def test_a_count_in_has_the_beats_of_its_bars_even_before_the_beginning() -> None:
    assert count_in_beats(MeterMap(), 0, 1) == (
        1920,
        [(-1920, True), (-1440, False), (-960, False), (-480, False)],
    )


def test_a_count_in_to_the_middle_of_a_bar_keeps_its_accents_on_the_bar_lines() -> None:
    length, found = count_in_beats(MeterMap(), 960, 1)
    assert length == 1920
    assert found == [(-960, False), (-480, False), (0, True), (480, False)]


def test_a_loop_is_never_a_buzz() -> None:
    first, end = Loop(480, 481).frames(Timeline(TempoMap(), RATE))
    assert (first, end) == (22_050, 22_050 + 2205)


def test_a_score_has_a_gain_for_each_part() -> None:
    with pytest.raises(ValueError, match="one gain for each part"):
        Score(two_parts(), (1.0,))
    with pytest.raises(ValueError, match="at least 0"):
        Score(two_parts(), (1.0, -0.1))
