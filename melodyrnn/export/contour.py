"""Curves over time that shape a note: envelopes, slow oscillations, a moving filter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.export.voice import FLOOR_DB, Samples

Curve = NDArray[np.float64]

FRAME = 1024
FFT_SIZE = 2048
"""The filter works on overlapping frames; the spare half holds its ringing."""


@dataclass(frozen=True, slots=True)
class Stages:
    """An envelope. Times in seconds; sustain is what remains, 0-1 of the way to the floor."""

    delay: float
    attack: float
    hold: float
    decay: float
    fall: float

    def level(self, seconds: Curve) -> Curve:
        """Linear envelope, 0-1: rises, stays, falls to 1 - fall."""
        top = self.delay + self.attack
        turn = top + self.hold
        points = [self.delay, top, turn, turn + self.decay * self.fall]
        return np.interp(seconds, points, [0.0, 1.0, 1.0, 1 - self.fall])

    def loudness(self, seconds: Curve) -> Curve:
        """Amplitude, 0-1: rises linearly, falls evenly in decibels by `fall` of the floor."""
        top = self.delay + self.attack
        turn = top + self.hold
        rise = np.interp(seconds, [self.delay, top], [0.0, 1.0])
        fall_db = np.interp(
            seconds, [turn, turn + self.decay * self.fall], [0.0, -FLOOR_DB * self.fall]
        )
        faded: Curve = rise * 10 ** (fall_db / 20)
        return faded

    @property
    def audible_s(self) -> float:
        """Seconds until nothing is left to hear; infinite when it sustains."""
        if self.fall < 0.9:
            return float("inf")
        return self.delay + self.attack + self.hold + self.decay * self.fall


def triangle(seconds: Curve, *, delay: float, rate: float) -> Curve:
    """A slow oscillation between -1 and 1, starting upwards from 0 after the delay."""
    phase = np.maximum(seconds - delay, 0) * rate
    swing: Curve = 4 * np.abs((phase + 0.75) % 1 - 0.5) - 1
    return swing


def low_pass(sound: Samples, cutoff: Curve, resonance: float, sample_rate: int) -> Samples:
    """Two-pole low-pass whose cutoff moves.

    sound: (frames,). cutoff: Hz at each frame, (frames,). resonance: the pole pair's
    quality, 0.707 is flat. Each overlapping frame is filtered with the cutoff at its
    middle; a loop over samples would cost a hundred times as much in Python.
    """
    hop = FRAME // 2
    count = len(sound) // hop + 2
    padded = np.zeros((count + 1) * hop, dtype=np.float32)
    padded[hop : hop + len(sound)] = sound
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::hop]
    window = np.hanning(FRAME + 1)[:-1].astype(np.float32)  # two halves overlap to exactly 1
    middles = np.clip(np.arange(len(frames)) * hop, 0, len(sound) - 1)
    ratio = np.fft.rfftfreq(FFT_SIZE, 1 / sample_rate) / cutoff[middles, None]
    ratio = ratio.astype(np.float32)  # half the time of the transforms
    response = 1 / (1 - ratio**2 + 1j * ratio / resonance)
    filtered = np.fft.irfft(np.fft.rfft(frames * window, FFT_SIZE) * response, FFT_SIZE)
    result = np.zeros(len(padded) + FFT_SIZE, dtype=np.float32)
    for index, frame in enumerate(filtered.astype(np.float32)):
        result[index * hop : index * hop + FFT_SIZE] += frame
    return result[hop : hop + len(sound)]
