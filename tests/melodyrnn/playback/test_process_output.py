import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from melodyrnn.errors import PlaybackError
from melodyrnn.playback.memory import Memory
from melodyrnn.playback.process_output import ProcessOutput


def any_output(name: str) -> None:
    del name


@pytest.fixture
def memory() -> Iterator[Memory]:
    memory = Memory.shared()
    yield memory
    memory.remove()


@pytest.fixture
def without_devices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody'}")
    if any(Path("/dev/snd").glob("pcmC*p")):
        pytest.skip("this computer has a sound card")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there may be devices")
def test_without_a_device_it_is_refused_with_the_reason_of_the_process(
    memory: Memory, without_devices: None
) -> None:
    del without_devices
    with pytest.raises(PlaybackError, match="No sound device was found"):
        ProcessOutput(memory, "", is_roomy=False)


def test_a_process_that_cannot_start_is_no_device(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("melodyrnn.playback.process_output.check_output", any_output)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(PlaybackError, match="No sound device was found"):
        ProcessOutput(memory, "", is_roomy=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there may be devices")
def test_a_device_that_goes_while_it_is_opened_is_told_by_the_process(
    memory: Memory, without_devices: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del without_devices
    monkeypatch.setattr("melodyrnn.playback.process_output.check_output", any_output)
    with pytest.raises(PlaybackError, match="No sound device was found"):
        ProcessOutput(memory, "", is_roomy=False)


def test_the_process_loads_neither_torch_nor_the_window() -> None:
    code = (
        "import sys, melodyrnn.playback.device_process\n"
        "assert not {'torch', 'PySide6', 'symusic', 'mido'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[3],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
