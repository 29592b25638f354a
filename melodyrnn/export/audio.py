"""Pieces as sound."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from melodyrnn.errors import EmptyPieceError, ExportError
from melodyrnn.export.mixing import mix
from melodyrnn.export.sampler import SamplerBank
from melodyrnn.export.soundfont import SoundFont
from melodyrnn.export.soundfont_search import chosen_soundfont, installed_soundfonts
from melodyrnn.export.tone import ToneBank
from melodyrnn.export.voice import Samples, SoundBank
from melodyrnn.music.piece import Piece

MAX_MINUTES = 30
"""The longest sound that is made: 635 MB of memory at 44,100 frames a second."""

MIN_SAMPLE_RATE, MAX_SAMPLE_RATE = 8_000, 96_000

MASTER_GAIN = 1.8
"""A lone piano note of velocity 80 peaks at about a quarter of full scale."""

FADE_S = 0.25
"""What still sounds when the tail ends is faded out over this time."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """Sound in memory.

    samples: (frames, 2), left and right, float32 within -1 to 1. sample_rate: frames
    a second.

    Raises:
        ValueError: samples of another shape or type, or beyond -1 to 1.
    """

    samples: Samples
    sample_rate: int

    def __post_init__(self) -> None:
        samples = self.samples
        if samples.ndim != 2 or samples.shape[1] != 2 or samples.dtype != np.float32:
            raise ValueError("samples must be float32 of shape (frames, 2)")
        if len(samples) and not max(samples.max(), -samples.min()) <= 1:
            raise ValueError("samples must lie within -1 to 1")

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.sample_rate


def render_audio(
    piece: Piece,
    *,
    soundfont: Path | None = None,
    sample_rate: int = 44_100,
    tail_s: float = 2.0,
) -> Audio:
    """Plays a piece into memory.

    soundfont: an .sf2 file; without one the file in the environment variable
    MELODYRNN_SOUNDFONT is used, or the first that is found on the computer, or else
    the built-in tone. sample_rate: 8,000-96,000 frames a second. tail_s: seconds kept
    after the last release, for notes to ring out.

    Raises:
        EmptyPieceError: there is no note to play.
        ExportError: the SoundFont cannot be used, the piece is too long, or the
            sample rate out of range.
    """
    return render_with(choose_bank(soundfont), piece, sample_rate=sample_rate, tail_s=tail_s)


def render_with(
    bank: SoundBank, piece: Piece, *, sample_rate: int = 44_100, tail_s: float = 2.0
) -> Audio:
    """Plays a piece with the given instruments; the rest as `render_audio`.

    Where many notes together exceed full scale, the whole sound is made softer just
    enough to fit; it is never made louder.
    """
    if not MIN_SAMPLE_RATE <= sample_rate <= MAX_SAMPLE_RATE:
        raise ExportError(
            f"A sample rate of {sample_rate} is not possible: choose one from "
            f"{MIN_SAMPLE_RATE} to {MAX_SAMPLE_RATE}, such as 44100."
        )
    if not piece.note_count:
        raise EmptyPieceError("There is no note to hear: add one before exporting sound.")
    seconds = float(piece.tempos.seconds_at(piece.end)) + max(0.0, tail_s)
    if seconds > MAX_MINUTES * 60:
        raise ExportError(
            f"This piece would last {_spoken(seconds)} and only {MAX_MINUTES} minutes can be "
            "made into sound: shorten it, or close a long silence in it."
        )
    frames = round(seconds * sample_rate)
    samples = mix(piece, bank, sample_rate=sample_rate, frames=frames)
    samples *= np.float32(MASTER_GAIN)
    fade = min(frames, round(min(FADE_S, max(0.0, tail_s)) * sample_rate))
    samples[frames - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
    peak = max(float(samples.max()), -float(samples.min()))
    if peak > 1:
        samples *= np.float32(0.9999 / peak)
    return Audio(samples, sample_rate)


def choose_bank(soundfont: Path | None = None) -> SoundBank:
    """The instruments `render_audio` plays with.

    Raises:
        ExportError: the SoundFont the user chose cannot be used.
    """
    chosen = soundfont if soundfont is not None else chosen_soundfont()
    if chosen is not None:
        return SamplerBank(SoundFont(chosen))
    for path in installed_soundfonts():
        try:
            return SamplerBank(SoundFont(path))
        except ExportError as error:
            _log.warning("passed over a SoundFont: %s", error)
    return ToneBank()


def _spoken(seconds: float) -> str:
    """A length of time as people say it."""
    if seconds >= 3600:
        return f"{seconds / 3600:,.1f} hours"
    return f"{seconds / 60:.0f} minutes"
