"""What a sound server really plays, recorded, against the notes and the playhead."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from melodyrnn.export.audio import render_with
from melodyrnn.export.tone import ToneBank
from melodyrnn.export.voice import Samples
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Piece, simple_piece
from melodyrnn.playback.player import Player
from melodyrnn.playback.process_output import ProcessOutput
from melodyrnn.playback.score import Score
from tests.alone import ONE_BY_ONE
from tests.ear import RATE, Recording, SoundServer, hertz, missing_programs, onsets, sound_server
from tests.sounds import FakePorts, until

pytestmark = [
    ONE_BY_ONE,
    pytest.mark.skipif(
        bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
    ),
]

PITCHES = (60, 67, 64, 72, 65, 69, 62, 71)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    with sound_server() as server:
        for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR", "HOME"):
            monkeypatch.setenv(name, server.environment[name])
        yield server


@pytest.fixture
def player(server: SoundServer) -> Iterator[Player]:
    del server  # it runs first
    player = Player(ToneBank(), ports=FakePorts())
    try:
        until(lambda: player._outlet._output is not None)
        assert player.message == ""
        yield player
    finally:
        player.close()


def melody() -> Piece:
    return simple_piece(NoteSequence(Note(n * 240, p, 60, 100) for n, p in enumerate(PITCHES)))


def heard_and_followed(
    server: SoundServer, player: Player
) -> tuple[Samples, NDArray[np.int64], NDArray[np.float64]]:
    """The recorded sound, the frames where notes set in, and the playhead's ticks there."""
    recording = Recording(server)
    recording.wait_for_signal_path()
    player.play(0)
    times, ticks = [], []
    while player.is_playing:
        times.append(time.perf_counter())
        ticks.append(player.position())
        time.sleep(0.002)
    sound, first = recording.stop()
    heard = onsets(sound)
    return sound, heard, np.interp(first + heard / RATE, times, ticks)


def test_what_is_heard_are_the_notes_and_the_playhead_is_where_they_are(
    server: SoundServer, player: Player
) -> None:
    piece = melody()
    expected = onsets(render_with(ToneBank(), piece).samples)
    player.load(Score.of_piece(piece))
    for _ in range(3):  # the server too may be held up where others work
        sound, heard, ticks = heard_and_followed(server, player)
        if len(heard) == len(expected) and np.ptp(heard - expected) < 0.020 * RATE:
            break
    assert np.ptp(heard - expected) < 0.020 * RATE
    for frame, pitch in zip(heard, PITCHES, strict=True):
        assert hertz(sound[frame : frame + 4000]) == pytest.approx(
            440 * 2 ** ((pitch - 69) / 12), rel=0.01
        )
    assert np.abs(ticks / 960 - expected / RATE).max() < 0.060


def test_the_output_is_listed_and_can_be_chosen(player: Player) -> None:
    (name,) = player.outputs()
    player.use_output(name)
    until(lambda: player._outlet._output is not None and player._outlet._output.name == name)
    assert player.message == ""


def test_when_the_sound_server_dies_time_goes_on_and_sound_comes_back_with_it(
    server: SoundServer, player: Player
) -> None:
    player.load(Score.of_piece(melody()))
    player.set_loop(0, 960)
    player.play(0)
    until(lambda: player.position() > 100)
    server.kill()
    until(lambda: "No sound device" in player.message)
    until(lambda: player.position() > 600)
    until(lambda: player.position() < 300)
    server.start()
    until(lambda: player.message == "")
    recording = Recording(server)
    recording.wait_for_signal_path()
    until(lambda: player.position() > 600)
    until(lambda: player.position() < 300)
    sound, _ = recording.stop()
    assert np.abs(sound).max() > 0.05


def test_when_the_process_of_the_device_dies_another_takes_over(
    server: SoundServer, player: Player
) -> None:
    output = player._outlet._output
    assert isinstance(output, ProcessOutput)
    player.load(Score.of_piece(melody()))
    player.set_loop(0, 960)
    player.play(0)
    until(lambda: player.position() > 100)
    output._process.kill()
    until(lambda: player._outlet._output not in (None, output))
    recording = Recording(server)
    recording.wait_for_signal_path()
    until(lambda: player.position() > 600)
    until(lambda: player.position() < 300)
    sound, _ = recording.stop()
    assert np.abs(sound).max() > 0.05


def test_a_player_that_is_killed_leaves_no_process_behind(server: SoundServer) -> None:
    code = (
        "import time\n"
        "from melodyrnn.export.tone import ToneBank\n"
        "from melodyrnn.playback.player import Player\n"
        "player = Player(ToneBank())\n"
        "for _ in range(1000):\n"
        "    if player._outlet._output is not None: break\n"
        "    time.sleep(0.01)\n"
        "print(player._outlet._output._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    script = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[3],
        env=server.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert script.stdout is not None
    child = int(script.stdout.readline())
    script.kill()
    script.communicate()
    until(lambda: not is_running(child))


def is_running(process: int) -> bool:
    """Whether it runs; one that has ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
