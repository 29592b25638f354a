from dataclasses import replace

import numpy as np
import pytest

from melodyrnn.export.audio import MASTER_GAIN
from melodyrnn.export.voice import Samples
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from melodyrnn.playback.ahead import Ahead
from melodyrnn.playback.conductor import LEAST_AHEAD_S, PATIENCE_S, Conductor
from melodyrnn.playback.kit import Kit
from melodyrnn.playback.memory import Memory
from melodyrnn.playback.metronome import Clicks
from melodyrnn.playback.mixer import Mixer
from melodyrnn.playback.schedule import Loop, Plan, SoundKey
from melodyrnn.playback.score import Score
from melodyrnn.playback.sounding import FADE
from melodyrnn.playback.state import Wish
from tests.sounds import BEAT, RATE, HandClock, SteadyBank, piano, steady_kit, until

PERIOD = 882
SOFT = 40
LEVEL = (SOFT / 127) ** 2 * MASTER_GAIN
"""How loud a note of that velocity comes out."""


def plan_of(*notes: Note) -> Plan:
    return Plan(Score.of_piece(simple_piece(NoteSequence(notes))), RATE)


class Stage:
    """A conductor without threads, and the device that it plays for."""

    def __init__(self, kit: Kit | None = None) -> None:
        self.kit = kit or steady_kit(*(piano(p) for p in range(55, 75)))
        self.ahead = Ahead(Memory())
        self.time = HandClock()
        self.wish = Wish(plan_of())
        mixer = Mixer(self.kit, Clicks.at_rate(RATE))
        self.conductor = Conductor(
            (self.kit, mixer, self.ahead), self.wish, lambda: self.ahead.taken, self.time
        )
        self.conductor.step()

    def want(self, wish: Wish) -> None:
        self.wish = wish
        self.conductor.wish(wish)

    def hear(self, frames: int) -> Samples:
        """What the device takes, while the conductor keeps ahead of it."""
        parts = []
        for start in range(0, frames, PERIOD):
            self.conductor.step()
            parts.append(self.ahead.take(min(PERIOD, frames - start)))
            self.time.time += PERIOD / RATE
        return np.concatenate(parts)

    def tick(self) -> float:
        return self.conductor.state.legs[-1].tick_at(self.ahead.taken)


def starts(sound: Samples) -> list[int]:
    is_on = np.concatenate([[False], sound[:, 0] > 0.9 * LEVEL])
    return [int(frame) for frame in np.flatnonzero(np.diff(is_on.astype(int)) == 1)]


def playing(plan: Plan, start: float = 0, run: int = 1) -> Wish:
    return Wish(plan, is_playing=True, start=start, run=run)


def test_play_is_heard_from_the_next_frame_the_device_takes() -> None:
    stage = Stage()
    stage.hear(10 * PERIOD)
    stage.want(playing(plan_of(Note(0, 60, 480, SOFT), Note(960, 60, 480, SOFT))))
    assert starts(stage.hear(4 * BEAT)) == [0, 2 * BEAT]


def test_the_mix_stays_ahead_of_the_device() -> None:
    stage = Stage()
    stage.want(playing(plan_of(Note(0, 60, 9600, SOFT))))
    for _ in range(20):
        stage.hear(PERIOD)
        ahead = stage.ahead.end - stage.ahead.taken
        assert ahead >= LEAST_AHEAD_S * RATE - PERIOD - 1
    assert stage.ahead.underruns == 0


def test_an_edit_is_heard_from_the_next_frame_the_device_takes() -> None:
    stage = Stage()
    stage.want(playing(plan_of(Note(0, 60, 9600, SOFT))))
    stage.hear(10 * PERIOD)
    stage.want(replace(stage.wish, plan=plan_of(Note(0, 66, 9600, SOFT))))
    sound = stage.hear(10 * PERIOD)
    assert sound[:, 0] == pytest.approx(np.full(10 * PERIOD, LEVEL), abs=1e-4)  # no gap
    assert sound[FADE:, 1] == pytest.approx(np.full(10 * PERIOD - FADE, LEVEL * 0.66), abs=1e-4)


def test_another_score_keeps_the_beat() -> None:
    stage = Stage()
    stage.want(playing(plan_of(Note(0, 60, 9600, SOFT))))
    stage.hear(BEAT)
    before = stage.tick()
    stage.want(replace(stage.wish, plan=plan_of(Note(600, 62, 480, SOFT))))
    stage.conductor.step()
    assert stage.tick() == pytest.approx(before, abs=0.05)
    assert starts(stage.hear(BEAT))[-1] == BEAT // 4


def test_pause_and_seek_and_loop_are_heard_at_once() -> None:
    stage = Stage()
    plan = plan_of(Note(0, 60, 4800, SOFT), Note(9600, 62, 480, SOFT))
    stage.want(playing(plan))
    stage.hear(5 * PERIOD)
    stage.want(replace(stage.wish, is_playing=False))
    assert not stage.hear(5 * PERIOD)[FADE:].any()
    stage.want(replace(playing(plan, 9600, run=2), loop=Loop(9600, 10080)))
    assert starts(stage.hear(2 * BEAT + 100))[0] == 0
    assert stage.tick() < 9700


def test_music_waits_for_its_sounds_but_not_for_long() -> None:
    stage = Stage(Kit(SteadyBank(), RATE))
    wish = playing(plan_of(Note(0, 60, 480, SOFT)))
    stage.want(wish)
    stage.conductor.step()
    assert stage.conductor.state.wish is not wish
    stage.time.time += PATIENCE_S + 0.001
    stage.conductor.step()
    assert stage.conductor.state.wish is wish


def test_it_starts_as_soon_as_its_sounds_are_made() -> None:
    stage = Stage(Kit(SteadyBank(), RATE))
    stage.want(playing(plan_of(Note(0, 60, 480, SOFT), Note(4800, 61, 480, SOFT))))
    stage.conductor.step()
    stage.kit.make_attack(piano(60))
    stage.conductor.step()
    assert stage.conductor.state.wish is stage.wish


def test_a_note_joined_halfway_waits_until_enough_of_it_is_made() -> None:
    stage = Stage(Kit(SteadyBank(), RATE))
    stage.want(playing(plan_of(Note(0, 60, 4800, SOFT)), start=960))
    stage.kit.make_attack(piano(60))
    stage.conductor.step()
    assert stage.conductor.state.wish is not stage.wish
    stage.kit.make(piano(60), 2 * RATE)
    stage.conductor.step()
    assert stage.conductor.state.wish is stage.wish


def test_a_key_by_hand_is_heard_from_the_next_frame_even_while_playing() -> None:
    stage = Stage()
    stage.want(playing(plan_of(Note(0, 60, 9600, SOFT))))
    stage.hear(5 * PERIOD)
    stage.conductor.key(piano(70), SOFT)
    sound = stage.hear(3 * PERIOD)
    assert sound[:, 0] == pytest.approx(np.full(3 * PERIOD, 2 * LEVEL), rel=1e-3)
    stage.conductor.key(piano(70), 0)
    assert stage.hear(PERIOD)[-1, 0] == pytest.approx(LEVEL, rel=1e-3)


def test_panic_silences_what_sounds() -> None:
    stage = Stage()
    stage.conductor.key(piano(70), SOFT)
    stage.hear(PERIOD)
    stage.conductor.hush()
    assert not stage.hear(PERIOD)[FADE:].any()


def test_time_goes_on_if_the_device_was_quicker() -> None:
    stage = Stage()
    stage.want(playing(plan_of(Note(0, 60, 48_000, SOFT), Note(1920, 60, 480, SOFT))))
    stage.hear(PERIOD)
    stage.ahead.take(2 * RATE - 2 * PERIOD)  # nobody mixed meanwhile
    assert stage.ahead.underruns == 1
    sound = stage.hear(4 * PERIOD)
    assert np.flatnonzero(sound[:, 0] > 1.9 * LEVEL)[0] == PERIOD


def test_what_has_rung_out_is_forgotten() -> None:
    stage = Stage()
    notes = [Note(n * 60, 60, 60, SOFT) for n in range(200)]
    stage.want(replace(playing(plan_of(*notes)), loop=Loop(0, 480)))
    stage.hear(5 * RATE)
    assert len(stage.conductor.state.soundings) < 10
    assert len(stage.conductor.state.legs) < 5


def test_a_key_held_for_long_has_more_of_its_sound_made() -> None:
    stage = Stage(Kit(SteadyBank(), RATE))
    key = SoundKey(19, False, 60)
    stage.kit.make(key, RATE // 2)
    stage.conductor.start()
    stage.conductor.key(key, SOFT)

    def has_four_seconds() -> bool:
        stage.ahead.take(PERIOD)
        return stage.kit.has(key, 4 * RATE)

    until(has_four_seconds)
    stage.conductor.close()
