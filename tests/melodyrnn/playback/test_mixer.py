from dataclasses import replace

import numpy as np
import pytest

from melodyrnn.export.voice import Samples
from melodyrnn.music.meter import Meter
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece
from melodyrnn.music.tempo import TempoChange, TempoMap
from melodyrnn.playback.kit import Kit
from melodyrnn.playback.metronome import Clicks
from melodyrnn.playback.mixer import MAX_SOUNDING, Mixer
from melodyrnn.playback.schedule import Loop, Plan, SoundKey
from melodyrnn.playback.score import Score
from melodyrnn.playback.sounding import FADE
from melodyrnn.playback.state import Wish
from tests.playing import LOUD, edges, mixed, plan_of, played, steps
from tests.sounds import BEAT, RATE, RELEASE, SteadyBank, piano, steady_kit, steady_mixer


def test_a_note_sounds_from_its_onset_to_its_release_to_the_frame() -> None:
    _, sound = played(Wish(plan_of(Note(480, 60, 480, LOUD))))
    assert edges(sound) == [(BEAT, 2 * BEAT + 1)]  # the release begins at full loudness
    assert not sound[2 * BEAT + RELEASE :].any()


def test_blocks_of_any_size_give_the_same_sound() -> None:
    plan = plan_of(Note(0, 60, 480, LOUD), Note(240, 60, 700, 90), Note(1000, 60, 100, 50))
    mixer, wish = steady_mixer(), Wish(plan, is_playing=True, run=1, is_clicking=True)
    begun = mixer.joined(mixer.first(Wish(plan)), wish, 0)
    _, whole = mixed(mixer, begun, 3 * RATE, 3 * RATE)
    _, pieces = mixed(mixer, begun, 3 * RATE, 100)
    np.testing.assert_allclose(whole, pieces, atol=1e-6)


def test_a_loop_repeats_to_the_frame() -> None:
    loop = Loop(480, 960)
    _, sound = played(Wish(plan_of(Note(480, 60, 120, LOUD)), start=480, loop=loop), seconds=4)
    starts = [start for start, _ in edges(sound)]
    assert starts == [n * BEAT for n in range(8)]
    first = sound[BEAT : 2 * BEAT]
    for turn in range(2, 8):
        np.testing.assert_array_equal(sound[turn * BEAT : (turn + 1) * BEAT], first)


def test_a_note_that_fills_the_loop_is_struck_anew_each_time_without_a_click() -> None:
    _, sound = played(Wish(plan_of(Note(0, 60, 960, LOUD)), loop=Loop(0, 960)), seconds=3)
    assert sound[: 2 * BEAT, 0].min() == pytest.approx(1)
    assert sound[2 * BEAT : 2 * BEAT + RELEASE, 0].max() > 1.5  # it rings out under the next
    assert sound[2 * BEAT + RELEASE : 4 * BEAT, 0].max() == pytest.approx(1)


def test_a_note_held_over_the_end_of_the_loop_is_let_go_there() -> None:
    wish = Wish(plan_of(Note(240, 60, 9600, LOUD)), loop=Loop(0, 480))
    _, sound = played(wish, seconds=1.6)
    assert edges(sound) == [(n * BEAT + BEAT // 2, (n + 1) * BEAT + 1) for n in range(3)]


def test_a_note_begun_before_the_start_is_joined_halfway_with_a_soft_edge() -> None:
    _, sound = played(Wish(plan_of(Note(0, 60, 960, LOUD)), start=480))
    assert sound[0, 0] == 0
    assert steps(sound[:BEAT]) < 0.01
    assert sound[FADE:BEAT, 0].min() > 0.999
    assert not sound[BEAT + RELEASE :].any()


def test_tempo_changes_within_the_piece_are_played() -> None:
    tempos = TempoMap([TempoChange(0, 500_000), TempoChange(480, 250_000)])
    part = Part(NoteSequence([Note(480, 60, 480, LOUD), Note(1440, 60, 480, LOUD)]))
    plan = Plan(Score.of_piece(Piece((part,), tempos=tempos)), RATE)
    _, sound = played(Wish(plan))
    assert [start for start, _ in edges(sound)] == [BEAT, 2 * BEAT]


def test_music_stops_at_its_end_and_says_so() -> None:
    state, sound = played(Wish(plan_of(Note(0, 60, 480, LOUD))), seconds=3)
    assert state.legs[-1].is_end
    assert state.legs[-1].tick_at(10**9) == pytest.approx(1920)
    assert not sound[2 * RATE :].any()


def test_music_beyond_a_loop_is_not_called_back() -> None:
    plan = plan_of(Note(0, 60, 480, LOUD), Note(1440, 60, 240, LOUD))
    _, sound = played(Wish(plan, start=960, loop=Loop(0, 480)))
    assert [start for start, _ in edges(sound)] == [BEAT]


def clicks_in(sound: Samples) -> list[tuple[int, bool]]:
    """Frames of clicks, and whether each is the accent."""
    accent = Clicks.at_rate(RATE).accent.voices[0][0].body
    loud = np.flatnonzero(np.abs(sound[:, 0]) > 1e-4)
    starts = loud[np.diff(loud, prepend=-(10**6)) > 1000]
    return [
        (int(s) - 1, bool(np.allclose(sound[s - 1 : s + 200], accent[:201], atol=1e-3)))
        for s in starts
    ]


def test_the_metronome_clicks_on_the_beats_of_six_eight() -> None:
    silent = Plan(Score.of_piece(simple_piece(NoteSequence(), meter=Meter(6, 8))), RATE)
    _, sound = played(Wish(silent, is_clicking=True, loop=Loop(0, 2880)), seconds=3)
    dotted = 3 * BEAT // 2
    expected = [(0, True), (dotted, False), (2 * dotted, True), (3 * dotted, False)]
    assert [(max(0, at), up) for at, up in clicks_in(sound)] == expected


def test_a_count_in_clicks_its_bars_and_then_the_music_begins() -> None:
    _, sound = played(Wish(plan_of(Note(0, 60, 480, LOUD)), count_in=1))
    assert clicks_in(sound[: 4 * BEAT - 10]) == [
        (n * BEAT if n else clicks_in(sound)[0][0], n == 0) for n in range(4)
    ]
    assert edges(sound) == [(4 * BEAT, 5 * BEAT + 1)]


def test_the_position_waits_while_it_counts_in() -> None:
    mixer = steady_mixer()
    wish = Wish(plan_of(Note(960, 60, 480)), is_playing=True, run=1, start=960, count_in=2)
    state = mixer.joined(mixer.first(replace(wish, run=0, is_playing=False)), wish, 0)
    leg = state.legs[-1]
    assert leg.kind == "count in"
    assert leg.tick_at(5000) == pytest.approx(960)
    state, _ = mixed(mixer, state, 8 * BEAT + 100)
    assert (state.legs[-1].kind, state.legs[-1].start) == ("music", 8 * BEAT)


def test_only_the_metronome_sounds_here_while_an_external_instrument_plays() -> None:
    _, sound = played(Wish(plan_of(Note(0, 60, 960, LOUD)), is_inner=False, is_clicking=True))
    assert len(clicks_in(sound)) == 4
    assert edges(sound) == []


def test_a_sound_made_too_late_makes_its_note_late_but_whole() -> None:
    kit = Kit(SteadyBank(), RATE)
    mixer = Mixer(kit, Clicks.at_rate(RATE))
    wish = Wish(plan_of(Note(0, 60, 480, LOUD)), is_playing=True, run=1)
    state, sound = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), 2646, 882)
    assert not sound.any()
    kit.make(piano(60), RATE)
    _, sound = mixed(mixer, state, BEAT)
    assert edges(sound) == [(0, BEAT - 2646 + 1)]


def test_a_note_joined_halfway_rises_softly_when_its_sound_is_made_at_last() -> None:
    kit = Kit(SteadyBank(), RATE)
    kit.make_attack(piano(60))
    mixer = Mixer(kit, Clicks.at_rate(RATE))
    wish = Wish(plan_of(Note(0, 60, 4800, LOUD)), is_playing=True, run=1, start=960)
    state, sound = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), 8820)
    assert not sound.any()
    kit.make(piano(60), 5 * RATE)
    _, sound = mixed(mixer, state, 8820)
    assert steps(sound) < 0.01
    assert sound[FADE:, 0] == pytest.approx(np.ones(8820 - FADE))


def test_notes_beyond_what_can_sound_at_once_give_way_the_oldest_first() -> None:
    keys = [piano(p) for p in range(128)]
    mixer = steady_mixer(*keys)
    chords = [Note(n * 10, p, 4000, LOUD) for n in range(2) for p in range(100)]
    state, _ = played(Wish(plan_of(*chords)), seconds=0.2, mixer=mixer)
    assert sum(s.cut > state.end for s in state.soundings) <= MAX_SOUNDING


def test_drums_sound_whatever_their_program() -> None:
    part = Part(NoteSequence([Note(0, 38, 120, LOUD)]), program=99, is_drum=True)
    mixer = steady_mixer(SoundKey(0, True, 38))
    _, sound = played(Wish(Plan(Score.of_piece(Piece((part,))), RATE)), mixer=mixer)
    assert edges(sound)[0][0] == 0


def test_velocity_is_loudness() -> None:
    _, sound = played(
        Wish(plan_of(Note(0, 60, 480, 64))), mixer=Mixer(steady_kit(), Clicks.at_rate(RATE))
    )
    assert sound[1000, 0] == pytest.approx((64 / 127) ** 2)
