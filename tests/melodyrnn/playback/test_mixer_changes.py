from dataclasses import replace

import numpy as np
import pytest

from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from melodyrnn.playback.schedule import Loop, Plan
from melodyrnn.playback.score import Score
from melodyrnn.playback.sounding import FADE
from melodyrnn.playback.state import Wish, without_past
from tests.playing import LOUD, edges, mixed, plan_of, steps
from tests.sounds import BEAT, RATE, RELEASE, piano, steady_mixer


def test_pause_silences_within_a_moment_and_without_a_click() -> None:
    mixer, wish = steady_mixer(), Wish(plan_of(Note(0, 60, 4800, LOUD)), is_playing=True, run=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), 10_000)
    state = mixer.joined(state, replace(wish, is_playing=False), 10_000)
    _, sound = mixed(mixer, state, 5000)
    assert steps(sound) < 0.01
    assert not sound[FADE:].any()


def test_a_seek_leaves_nothing_of_the_old_place_behind() -> None:
    wish = Wish(plan_of(Note(0, 60, 960, LOUD), Note(4800, 60, 480, LOUD)), is_playing=True, run=1)
    mixer = steady_mixer()
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), 10_000)
    state = mixer.joined(state, replace(wish, start=4700, run=2), 10_000)
    _, sound = mixed(mixer, state, 4 * BEAT)
    onset = wish.plan.timeline.frame_at(4800) - wish.plan.timeline.frame_at(4700)
    assert not sound[FADE:onset].any()
    assert edges(sound)[-1] == (onset, onset + BEAT + 1)


def test_an_edit_while_playing_keeps_notes_that_stay_without_a_trace() -> None:
    before = plan_of(Note(0, 60, 1920, LOUD), Note(960, 62, 480, LOUD))
    after = plan_of(Note(0, 60, 1920, LOUD), Note(720, 62, 480, LOUD))
    mixer = steady_mixer(piano(60), piano(62))
    wish = Wish(before, is_playing=True, run=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), BEAT)
    _, sound = mixed(mixer, mixer.joined(state, replace(wish, plan=after), BEAT), BEAT)
    assert sound[: BEAT // 2, 0] == pytest.approx(np.ones(BEAT // 2))
    assert sound[BEAT // 2, 0] == pytest.approx(2)


def test_a_note_that_sounds_can_be_made_longer_or_shorter() -> None:
    mixer, wish = steady_mixer(), Wish(plan_of(Note(0, 60, 480, LOUD)), is_playing=True, run=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), 10_000)
    longer = mixer.joined(state, replace(wish, plan=plan_of(Note(0, 60, 960, LOUD))), 10_000)
    _, sound = mixed(mixer, longer, 2 * BEAT)
    assert edges(sound) == [(0, 2 * BEAT - 10_000 + 1)]


def test_a_removed_note_fades_and_a_new_one_under_the_playhead_rises() -> None:
    mixer = steady_mixer(piano(60), piano(90))
    wish = Wish(plan_of(Note(0, 60, 1920, LOUD)), is_playing=True, run=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), 10_000)
    state = mixer.joined(state, replace(wish, plan=plan_of(Note(0, 90, 1920, LOUD))), 10_000)
    _, sound = mixed(mixer, state, BEAT)
    assert sound[:, 0] == pytest.approx(np.ones(BEAT), abs=1e-5)  # one hands over to the other
    assert sound[0, 1] == pytest.approx(0.6)
    assert sound[FADE:, 1] == pytest.approx(np.full(BEAT - FADE, 0.9))


def test_taking_a_change_back_sounds_as_if_nothing_had_been() -> None:
    plan = plan_of(*(Note(n * 120, 60, 100, LOUD) for n in range(16)))
    mixer, wish = steady_mixer(), Wish(plan, is_playing=True, run=1, loop=Loop(0, 960))
    begun = mixer.joined(mixer.first(wish), wish, 0)
    _, expected = mixed(mixer, begun, 3 * BEAT)
    state, _ = mixed(mixer, begun, 3 * BEAT)
    state = mixer.joined(state, replace(wish, is_playing=True), 10_000)
    _, again = mixed(mixer, state, 3 * BEAT - 10_000)
    np.testing.assert_allclose(again, expected[10_000:], atol=1e-6)


def test_a_change_of_tempo_keeps_the_beat() -> None:
    mixer, wish = steady_mixer(), Wish(plan_of(Note(960, 60, 480, LOUD)), is_playing=True, run=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), BEAT)
    faster = plan_of(Note(960, 60, 480, LOUD), bpm=240)
    state = mixer.joined(state, replace(wish, plan=faster), BEAT)
    assert state.legs[-1].tick_at(BEAT) == pytest.approx(480)
    _, sound = mixed(mixer, state, 2 * BEAT)
    assert edges(sound) == [(BEAT // 2, BEAT + 1)]


def test_a_part_made_silent_stops_at_once_even_what_rings_on() -> None:
    piece = simple_piece(NoteSequence([Note(0, 60, 100, LOUD), Note(200, 60, 1000, LOUD)]))
    mixer, wish = steady_mixer(), Wish(Plan(Score(piece, (1.0,)), RATE), is_playing=True, run=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), 10_000)
    state = mixer.joined(state, replace(wish, plan=Plan(Score(piece, (0.0,)), RATE)), 10_000)
    _, sound = mixed(mixer, state, BEAT)
    assert steps(sound) < 0.01
    assert not sound[FADE:].any()


def test_a_gain_changes_the_loudness_without_a_step() -> None:
    piece = simple_piece(NoteSequence([Note(0, 60, 1920, LOUD)]))
    mixer, wish = steady_mixer(), Wish(Plan(Score(piece, (1.0,)), RATE), is_playing=True, run=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), 10_000)
    state = mixer.joined(state, replace(wish, plan=Plan(Score(piece, (0.25,)), RATE)), 10_000)
    _, sound = mixed(mixer, state, BEAT)
    assert steps(sound) < 0.01
    assert sound[FADE:, 0] == pytest.approx(np.full(BEAT - FADE, 0.25))


def test_setting_a_loop_while_playing_takes_hold_at_its_end() -> None:
    mixer = steady_mixer()
    wish = Wish(plan_of(Note(0, 60, 120, LOUD), Note(960, 60, 120, LOUD)), is_playing=True, run=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(wish), wish, 0), BEAT)
    state = mixer.joined(state, replace(wish, loop=Loop(0, 960)), BEAT)
    _, sound = mixed(mixer, state, 4 * BEAT)
    assert [start for start, _ in edges(sound)] == [BEAT, 3 * BEAT]


def test_an_edit_while_counting_in_does_not_count_anew() -> None:
    mixer, wish = steady_mixer(), Wish(plan_of(), is_playing=True, run=1, count_in=1)
    state, _ = mixed(mixer, mixer.joined(mixer.first(Wish(plan_of())), wish, 0), BEAT)
    state = mixer.joined(state, replace(wish, plan=plan_of(Note(0, 60, 480, LOUD))), BEAT)
    _, sound = mixed(mixer, state, 4 * BEAT)
    assert edges(sound)[0][0] == 3 * BEAT


def test_a_key_played_by_hand_sounds_until_it_is_let_go_whatever_else_happens() -> None:
    mixer, wish = steady_mixer(), Wish(plan_of(), is_playing=True, run=1)
    state = mixer.struck(mixer.first(Wish(plan_of())), piano(60), LOUD, 0)
    state, _ = mixed(mixer, state, 5000)
    state = mixer.joined(state, wish, 5000)
    state = mixer.joined(state, replace(wish, is_playing=False), 5000)
    state, sound = mixed(mixer, state, 5000)
    assert sound[:, 0] == pytest.approx(np.ones(5000))
    state = mixer.let_go(state, piano(60), 10_000)
    _, sound = mixed(mixer, state, 5000)
    assert not sound[RELEASE:].any()


def test_panic_silences_keys_held_by_hand_too() -> None:
    mixer = steady_mixer()
    state = mixer.struck(mixer.first(Wish(plan_of())), piano(60), LOUD, 0)
    state, _ = mixed(mixer, state, 5000)
    _, sound = mixed(mixer, mixer.hushed(state, 5000), 5000)
    assert steps(sound) < 0.01
    assert not sound[FADE:].any()


def test_no_note_is_left_hanging_after_many_changes() -> None:
    mixer = steady_mixer(*(piano(p) for p in range(50, 70)))
    rng = np.random.default_rng(5)
    state, wish = mixer.first(Wish(plan_of())), Wish(plan_of())
    for turn in range(60):
        notes = [
            Note(int(o), int(p), int(d), LOUD)
            for o, p, d in rng.integers([0, 50, 10], [3000, 70, 2000], (12, 3))
        ]
        at = state.end - int(rng.integers(0, 2000)) if state.end > 2000 else state.end
        wish = Wish(
            plan_of(*notes),
            is_playing=bool(rng.random() < 0.8),
            run=turn // 3 + 1,
            start=float(rng.integers(0, 3000)),
            loop=Loop(0, int(rng.integers(200, 3000))) if rng.random() < 0.5 else None,
        )
        state, _ = mixed(mixer, mixer.joined(state, wish, at), 3000)
        state = without_past(state, state.end - 3000, state.end - 4000)
    state = mixer.joined(state, replace(wish, is_playing=False), state.end)
    state, sound = mixed(mixer, state, 5000)
    assert not sound[FADE:].any()
    assert without_past(state, state.end, state.end).soundings == ()
