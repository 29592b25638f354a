"""What a sound server really plays, recorded, against the notes and the playhead."""

import time
from collections.abc import Iterator

import numpy as np
import pytest

from melodyrnn.export.audio import render_with
from melodyrnn.export.tone import ToneBank
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Piece, simple_piece
from melodyrnn.playback.player import Player
from melodyrnn.playback.score import Score
from tests.ear import RATE, Recording, SoundServer, hertz, missing_programs, onsets, sound_server
from tests.sounds import FakePorts, until

pytestmark = pytest.mark.skipif(
    bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
)

PITCHES = (60, 67, 64, 72, 65, 69, 62, 71)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    with sound_server() as server:
        for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR", "HOME"):
            monkeypatch.setenv(name, server.environment[name])
        yield server


@pytest.fixture
def player(server: SoundServer) -> Iterator[Player]:
    player = Player(ToneBank(), ports=FakePorts())
    until(lambda: player._outlet._output is not None)
    assert player.message == ""
    yield player
    player.close()


def melody() -> Piece:
    return simple_piece(NoteSequence(Note(n * 240, p, 60, 100) for n, p in enumerate(PITCHES)))


def follow(player: Player) -> tuple[list[float], list[float]]:
    """When which tick was said to be heard, while it plays."""
    times, ticks = [], []
    while player.is_playing:
        times.append(time.perf_counter())
        ticks.append(player.position())
        time.sleep(0.002)
    return times, ticks


def test_what_is_heard_are_the_notes_and_the_playhead_is_where_they_are(
    server: SoundServer, player: Player
) -> None:
    piece = melody()
    expected = onsets(render_with(ToneBank(), piece).samples)
    player.load(Score.of_piece(piece))
    recording = Recording(server)
    recording.wait_for_signal_path()
    player.play(0)
    times, ticks = follow(player)
    sound, first = recording.stop()
    heard = onsets(sound)
    assert len(heard) == len(PITCHES)
    assert np.ptp(heard - expected) < 0.060 * RATE
    for frame, pitch in zip(heard, PITCHES, strict=True):
        assert hertz(sound[frame : frame + 4000]) == pytest.approx(
            440 * 2 ** ((pitch - 69) / 12), rel=0.01
        )
    late_s = np.interp(first + heard / RATE, times, ticks) / 960 - expected / RATE
    assert np.abs(late_s).max() < 0.060


def test_the_output_is_listed_and_can_be_chosen(server: SoundServer, player: Player) -> None:
    (name,) = player.outputs()
    player.use_output(name)
    until(lambda: player._outlet._output is not None and player._outlet._output.name == name)
    assert player.message == ""


def test_when_the_sound_server_dies_time_goes_on_and_sound_comes_back_with_it(
    server: SoundServer, player: Player
) -> None:
    player.load(Score.of_piece(melody()))
    player.set_loop(0, 1920)
    player.play(0)
    until(lambda: player.position() > 100)
    server.kill()
    until(lambda: "No sound device" in player.message)
    until(lambda: player.position() > 1000)
    until(lambda: player.position() < 500)
    server.start()
    until(lambda: player.message == "")
    recording = Recording(server)
    recording.wait_for_signal_path()
    until(lambda: player.position() > 1000)
    until(lambda: player.position() < 500)
    sound, _ = recording.stop()
    assert np.abs(sound).max() > 0.05
