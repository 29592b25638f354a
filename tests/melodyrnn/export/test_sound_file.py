import sys
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.errors import ExportError
from melodyrnn.export.audio import Audio
from melodyrnn.export.sound_file import write_audio


def noise(frames: int = 5000, rate: int = 22_050) -> Audio:
    samples = np.random.default_rng(0).uniform(-1, 1, (frames, 2)).astype(np.float32)
    samples[0] = (1, -1)
    return Audio(samples, rate)


@contextmanager
def full_disk(allowed: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk that is nearly full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (allowed, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_wav_file_holds_every_sample_as_sixteen_bits(tmp_path: Path) -> None:
    audio = noise()
    write_audio(audio, tmp_path / "take.wav")
    with wave.open(str(tmp_path / "take.wav")) as reader:
        assert reader.getparams()[:4] == (2, 2, 22_050, 5000)
        points = np.frombuffer(reader.readframes(5000), "<i2").reshape(-1, 2)
    assert points[0].tolist() == [32767, -32767]
    assert np.abs(points / 32767 - audio.samples).max() <= 0.505 / 32767


def test_long_sound_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("melodyrnn.export.sound_file.BLOCK", 7)
    write_audio(noise(100), tmp_path / "blocks.wav")
    monkeypatch.undo()
    write_audio(noise(100), tmp_path / "one.wav")
    assert (tmp_path / "blocks.wav").read_bytes() == (tmp_path / "one.wav").read_bytes()


@pytest.mark.parametrize(("suffix", "tolerance"), [(".flac", 1e-4), (".FLAC", 1e-4)])
def test_flac_keeps_the_sound(tmp_path: Path, suffix: str, tolerance: float) -> None:
    soundfile = pytest.importorskip("soundfile")
    write_audio(noise(), tmp_path / f"take{suffix}")
    samples, rate = soundfile.read(tmp_path / f"take{suffix}")
    assert rate == 22_050
    assert np.abs(samples - noise().samples).max() < tolerance


def test_ogg_keeps_length_and_loudness(tmp_path: Path) -> None:
    soundfile = pytest.importorskip("soundfile")
    seconds = np.arange(22_050) / 22_050
    tone = np.repeat(0.5 * np.sin(2 * np.pi * 440 * seconds)[:, None], 2, axis=1)
    write_audio(Audio(tone.astype(np.float32), 22_050), tmp_path / "take.ogg")
    samples, _ = soundfile.read(tmp_path / "take.ogg")
    assert len(samples) == 22_050
    assert samples.std() == pytest.approx(tone.std(), rel=0.02)


@pytest.mark.parametrize("name", ["take.mp3", "take", "take.wav.txt"])
def test_an_unknown_ending_is_refused_and_the_known_ones_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"\.wav, \.flac or \.ogg"):
        write_audio(noise(), tmp_path / name)


def test_without_soundfile_flac_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)  # what Python does for a missing module
    with pytest.raises(ExportError, match="pip install soundfile"):
        write_audio(noise(), tmp_path / "take.flac")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["take.wav", "take.flac", "take.ogg"])
def test_a_full_disk_is_one_sentence_and_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    if not name.endswith(".wav"):
        pytest.importorskip("soundfile")
    (tmp_path / name).write_bytes(b"the old take")
    with full_disk(10_000), pytest.raises(ExportError, match="cannot be saved"):
        write_audio(noise(100_000), tmp_path / name)
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"the old take"


@pytest.mark.parametrize("name", ["take.wav", "take.flac"])
def test_a_missing_folder_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="cannot be saved"):
        write_audio(noise(), tmp_path / "no" / "such" / name)
