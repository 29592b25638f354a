import math
import sys
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.errors import PlaybackError
from melodyrnn.playback import devices
from melodyrnn.playback.devices import SAMPLE_RATE, ClockOutput, DeviceOutput, output_names
from tests.sounds import until


def test_without_the_library_there_is_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "sound_library", lambda: None)
    assert output_names() == []
    with pytest.raises(PlaybackError, match="connect one"):
        DeviceOutput()


def test_without_a_sound_server_or_a_card_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices, "likely_backends", list)
    assert output_names() == []
    with pytest.raises(PlaybackError, match="connect one"):
        DeviceOutput()


@pytest.mark.skipif(sys.platform != "linux", reason="sockets of PulseAudio")
def test_a_sound_server_shows_by_its_socket(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'native'}")
    names = [backend.name for backend in devices.likely_backends()]
    assert "PULSEAUDIO" not in names
    (tmp_path / "native").touch()
    names = [backend.name for backend in devices.likely_backends()]
    assert names[0] == "PULSEAUDIO"


def test_the_stand_in_asks_at_the_pace_of_a_device() -> None:
    asked: list[int] = []

    def pull(frames: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        asked.append(frames)
        return np.zeros((frames, 2), dtype=np.float32)

    output = ClockOutput()
    output.start(pull)
    until(lambda: len(asked) > 5)
    output.close()
    assert {math.isclose(frames, SAMPLE_RATE * output.STEP_S) for frames in asked} == {True}
    count = len(asked)
    assert output.is_alive()
    assert len(asked) == count
