"""Sound files: WAV always, FLAC and Ogg where the soundfile package is installed."""

from __future__ import annotations

import wave
from pathlib import Path
from types import ModuleType
from typing import cast

import numpy as np

from melodyrnn.errors import ExportError
from melodyrnn.export.audio import Audio
from melodyrnn.whole_file import whole_file

BLOCK = 1 << 20
"""Frames turned into bytes at a time."""

SOUNDFILE_FORMATS = {".flac": ("FLAC", "PCM_16"), ".ogg": ("OGG", "VORBIS")}


def write_audio(audio: Audio, path: Path) -> None:
    """Writes sound to a file; the ending of the name says how.

    .wav: 16-bit. .flac (16-bit, lossless) and .ogg (Vorbis) need the soundfile package.
    The file appears whole or not at all.

    Raises:
        ExportError: another ending, soundfile is missing, or the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix != ".wav" and suffix not in SOUNDFILE_FORMATS:
        raise ExportError(
            f"Sound cannot be written as {path.name}: let the name end in .wav, .flac or .ogg."
        )
    if suffix == ".wav":
        with whole_file(path) as temporary:
            _write_wav(audio, temporary)
    else:
        _write_packed(audio, path)


def _write_wav(audio: Audio, path: Path) -> None:
    with path.open("wb") as file, wave.open(file, "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(2)
        writer.setframerate(audio.sample_rate)
        writer.setnframes(len(audio.samples))
        for start in range(0, len(audio.samples), BLOCK):
            block = np.rint(audio.samples[start : start + BLOCK] * 32767)
            writer.writeframesraw(block.astype("<i2").tobytes())


def _write_packed(audio: Audio, path: Path) -> None:
    module = _soundfile(path)
    kind, subtype = SOUNDFILE_FORMATS[path.suffix.lower()]
    options = {"samplerate": audio.sample_rate, "channels": 2, "format": kind, "subtype": subtype}
    with whole_file(path) as temporary:
        try:
            file = module.SoundFile(str(temporary), "w", **options)
            try:
                for start in range(0, len(audio.samples), BLOCK):
                    file.write(audio.samples[start : start + BLOCK])
            finally:
                file.close()
        except RuntimeError as error:  # what soundfile raises when the disk is full
            raise ExportError(
                f"{path} cannot be saved there; choose another folder or make room."
            ) from error


def _soundfile(path: Path) -> ModuleType:
    try:
        import soundfile  # an extra that only these files need; it loads a sound library
    except (ImportError, OSError) as error:  # OSError: the package without its library
        raise ExportError(
            f"Writing {path.suffix} files needs the soundfile package: "
            "install it with pip install soundfile, or choose .wav."
        ) from error
    return cast("ModuleType", soundfile)
