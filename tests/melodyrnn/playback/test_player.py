from collections.abc import Iterator

import numpy as np
import pytest

from melodyrnn.export.audio import MASTER_GAIN
from melodyrnn.export.voice import Instrument, Samples, Voice
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece
from melodyrnn.playback.player import Player
from melodyrnn.playback.score import Score
from melodyrnn.playback.sounding import FADE
from tests.sounds import (
    BEAT,
    RATE,
    FakePorts,
    HandClock,
    Outputs,
    SteadyBank,
    SteadyInstrument,
    until,
)

PERIOD = 441
SOFT = 40
LEVEL = (SOFT / 127) ** 2 * MASTER_GAIN


def score_of(*notes: Note, program: int = 0) -> Score:
    return Score.of_piece(Piece((Part(NoteSequence(notes), program=program),)))


class Hall:
    """A player whose device asks when the test says so."""

    def __init__(self) -> None:
        self.time = HandClock()
        self.outputs = Outputs("")
        self.ports = FakePorts("synth")
        self.player = Player(SteadyBank(), opener=self.outputs, now=self.time, ports=self.ports)
        until(lambda: bool(self.outputs.opened) and self.outputs.last.pull is not None)
        self.hear(PERIOD)

    def load(self, score: Score) -> None:
        """Loads, and waits until all its sounds are made: the test's time is quicker than real."""
        self.player.load(score)
        kit = self.player._conductor._kit
        needs = self.player._wish.plan.longest().items()
        until(lambda: all(kit.has(key, held) for key, (_, held) in needs))

    def settle(self) -> None:
        """Waits until the player's threads have done what was asked of them."""
        conductor = self.player._conductor
        until(lambda: conductor.state.wish is self.player._wish and conductor._keys.empty())
        ahead = self.player._ahead
        until(lambda: ahead.end - ahead.taken >= 2 * PERIOD)

    def hear(self, frames: int) -> Samples:
        parts = []
        for start in range(0, frames, PERIOD):
            self.settle()
            part = min(PERIOD, frames - start)
            parts.append(self.outputs.last.ask(part))
            self.time.time += part / RATE
        return np.concatenate(parts)


@pytest.fixture
def hall() -> Iterator[Hall]:
    made = Hall()
    yield made
    made.player.close()


def starts(sound: Samples) -> list[int]:
    is_on = np.concatenate([[False], sound[:, 0] > 0.9 * LEVEL])
    return [int(frame) for frame in np.flatnonzero(np.diff(is_on.astype(int)) == 1)]


def test_it_plays_and_tells_the_tick_that_is_heard(hall: Hall) -> None:
    hall.load(score_of(Note(480, 60, 240, SOFT)))
    hall.player.play(0)
    assert hall.player.is_playing
    assert hall.player.position() == 0
    assert starts(hall.hear(2 * BEAT)) == [BEAT]
    assert hall.player.position() == pytest.approx(960, abs=1)


def test_pause_stops_where_it_is_heard_and_play_goes_on_from_there(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 4800, SOFT)))
    hall.player.play(0)
    hall.hear(BEAT)
    hall.player.pause()
    assert not hall.player.is_playing
    where = hall.player.position()
    assert where == pytest.approx(480, abs=1)
    assert not hall.hear(BEAT)[FADE:].any()
    assert hall.player.position() == where
    hall.player.play(where)
    hall.hear(BEAT)
    assert hall.player.position() == pytest.approx(960, abs=2)


def test_a_seek_shows_at_once_playing_or_not(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 9600, SOFT)))
    hall.player.seek(960)
    assert hall.player.position() == 960
    hall.player.play(0)
    hall.hear(BEAT)
    hall.player.seek(1920)
    assert hall.player.position() == 1920
    hall.hear(BEAT)
    assert hall.player.position() == pytest.approx(2400, abs=1)


def test_another_score_takes_over_at_the_same_beat_without_a_gap(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 9600, SOFT)))
    hall.player.play(0)
    hall.hear(BEAT)
    hall.load(score_of(Note(0, 72, 9600, SOFT)))
    sound = hall.hear(BEAT)
    assert sound[:, 0].min() == pytest.approx(LEVEL, rel=1e-3)
    assert sound[FADE:, 1] == pytest.approx(np.full(BEAT - FADE, 0.72 * LEVEL), rel=1e-3)
    assert hall.player.position() == pytest.approx(960, abs=1)


def test_a_loop_brings_the_position_back(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 9600, SOFT)))
    hall.player.set_loop(480, 960)
    hall.player.play(480)
    hall.hear(BEAT + BEAT // 2)
    assert hall.player.position() == pytest.approx(720, abs=1)
    hall.player.set_loop(None)
    hall.hear(BEAT)
    assert hall.player.position() == pytest.approx(1200, abs=1)


def test_a_loop_ends_after_it_starts(hall: Hall) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        hall.player.set_loop(480, 480)


def test_the_end_of_the_music_is_told_and_left_by_playing_again(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 480, SOFT)))
    hall.player.play(1440)
    told = [hall.player.has_ended]
    hall.hear(2 * BEAT)
    told += [hall.player.has_ended, hall.player.is_playing]
    assert hall.player.position() == pytest.approx(1920)
    hall.player.play(0)
    assert [*told, hall.player.has_ended] == [False, True, False, False]


def test_seeking_after_the_end_stays_stopped(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 480, SOFT)))
    hall.player.play(1440)
    hall.hear(2 * BEAT)
    hall.player.seek(480)
    assert not hall.player.is_playing
    assert not hall.player.has_ended
    assert hall.player.position() == 480


def test_the_count_in_is_told_and_the_position_waits(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 480, SOFT)))
    hall.player.count_in(1)
    hall.player.play(0)
    assert np.abs(hall.hear(2 * BEAT)).max() > 0.1
    told = [hall.player.is_counting_in, hall.player.is_playing]
    assert hall.player.position() == 0
    hall.hear(3 * BEAT)
    assert [*told, hall.player.is_counting_in] == [True, True, False]
    assert hall.player.position() == pytest.approx(480, abs=1)


def test_a_seek_while_playing_does_not_count_in_again(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 9600, SOFT)))
    hall.player.count_in(1)
    hall.player.play(0)
    hall.hear(5 * BEAT)
    hall.player.seek(960)
    hall.hear(BEAT)
    assert hall.player.position() == pytest.approx(1440, abs=1)


def test_the_metronome_can_be_switched_while_playing(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 10, SOFT), Note(9600, 60, 10, SOFT)))
    hall.player.play(480)
    assert not hall.hear(BEAT - 100).any()
    hall.player.set_metronome(True, 0.5)
    assert np.abs(hall.hear(BEAT)).max() > 0.05
    hall.player.set_metronome(False)
    hall.hear(3000)
    assert not hall.hear(2 * BEAT).any()


def test_a_key_sounds_at_once_and_until_it_is_let_go(hall: Hall) -> None:
    hall.player.note_on(0, 60, SOFT)
    until(lambda: bool(hall.player._conductor.state.soundings))
    assert hall.hear(PERIOD)[0, 0] == pytest.approx(LEVEL, rel=1e-3)
    hall.player.note_off(0, 60)
    assert not hall.hear(4 * PERIOD)[2 * PERIOD :].any()


class HalfBank(SteadyBank):
    def instrument(self, program: int, *, is_drum: bool, sample_rate: int) -> Instrument:
        del program, is_drum, sample_rate
        return HalfInstrument()


class HalfInstrument(SteadyInstrument):
    def voices(self, key: int, held: int, *, rings_out: bool = True) -> Iterator[Voice]:
        for voice in super().voices(key, held, rings_out=rings_out):
            yield Voice(voice.body * np.float32(0.5), release_s=voice.release_s)


def test_other_instruments_are_heard_from_the_next_notes_on(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 4800, SOFT)))
    hall.player.play(0)
    assert hall.hear(BEAT)[-1, 0] == pytest.approx(LEVEL, rel=1e-3)
    hall.player.use_bank(HalfBank())
    hall.load(score_of(Note(0, 60, 4800, SOFT)))
    hall.player.play(0)
    assert hall.hear(BEAT)[-1, 0] == pytest.approx(LEVEL / 2, rel=1e-3)


def test_panic_silences_a_key_that_hangs(hall: Hall) -> None:
    hall.player.note_on(0, 60, SOFT)
    until(lambda: bool(hall.player._conductor.state.soundings))
    hall.hear(PERIOD)
    hall.player.panic()
    assert not hall.hear(4 * PERIOD)[FADE:].any()


def test_the_master_volume_is_heard_and_kept_within_its_range(hall: Hall) -> None:
    hall.load(score_of(Note(0, 60, 9600, SOFT)))
    hall.player.play(0)
    hall.hear(BEAT)
    hall.player.set_master(-3)
    until(lambda: hall.player._conductor._fader.after == 0)
    hall.hear(4 * PERIOD)
    assert not hall.hear(BEAT).any()
    hall.player.set_master(7)
    until(lambda: hall.player._conductor._fader.after == 1)
    hall.hear(4 * PERIOD)
    assert hall.hear(PERIOD)[0, 0] == pytest.approx(LEVEL, rel=1e-3)


def test_an_external_port_gets_the_notes_and_nothing_sounds_here(hall: Hall) -> None:
    hall.player.use_midi_port("synth")
    until(lambda: not hall.player._wish.is_inner)
    hall.load(score_of(Note(0, 60, 240, SOFT), program=73))
    hall.player.play(0)
    port = hall.ports.opened[0]
    assert not hall.hear(PERIOD).any()
    until(lambda: port.notes == [("on", 0, 60)])
    assert not hall.hear(BEAT).any()
    until(lambda: port.notes == [("on", 0, 60), ("off", 0, 60)])
    hall.player.use_midi_port(None)
    until(lambda: hall.player._wish.is_inner)
    assert not port.is_open


def test_without_a_device_the_playhead_runs_and_the_user_is_told() -> None:
    player = Player(SteadyBank(), opener=Outputs(), ports=FakePorts())
    try:
        player.load(score_of(Note(0, 60, 480, SOFT)))
        player.play(0)
        until(lambda: player.position() > 100)
        assert player.message
    finally:
        player.close()


def test_a_broken_soundfont_is_told_and_the_built_in_tone_plays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MELODYRNN_SOUNDFONT", "/nowhere.sf2")
    player = Player(opener=Outputs(""), ports=FakePorts())
    try:
        until(lambda: "nowhere.sf2" in player.message)
    finally:
        player.close()


def test_ports_and_outputs_can_be_listed(hall: Hall) -> None:
    assert hall.player.midi_ports() == ["synth"]
    assert isinstance(hall.player.outputs(), list)


def test_playing_an_empty_piece_ends_after_a_bar(hall: Hall) -> None:
    hall.load(Score.of_piece(simple_piece(NoteSequence())))
    hall.player.play(0)
    hall.hear(4 * BEAT + PERIOD)
    assert hall.player.has_ended
