import numpy as np
import pytest

from melodyrnn.export.contour import Stages, low_pass, triangle

RATE = 44_100


def sine(hertz: float, frames: int = 8192) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.sin(2 * np.pi * hertz * np.arange(frames) / RATE).astype(np.float32)


def test_what_lies_far_below_the_cutoff_passes_unchanged() -> None:
    sound = sine(100)
    filtered = low_pass(sound, np.full(len(sound), 18_000.0), 0.7071, RATE)
    assert filtered[2000:6000] == pytest.approx(sound[2000:6000], abs=0.01)


def test_an_octave_above_the_cutoff_twelve_decibels_are_gone() -> None:
    sound = sine(2000)
    filtered = low_pass(sound, np.full(len(sound), 1000.0), 0.7071, RATE)
    assert np.abs(filtered[2000:6000]).max() == pytest.approx(1 / np.sqrt(17), rel=0.02)


def test_nothing_sounds_before_the_sound() -> None:
    sound = np.zeros(4096, np.float32)
    sound[2000] = 1
    filtered = low_pass(sound, np.full(len(sound), 500.0), 0.7071, RATE)
    assert np.abs(filtered[:1990]).max() < 1e-3 * np.abs(filtered).max()


def test_a_moving_cutoff_opens_the_sound() -> None:
    sound = sine(4000, 40_000)
    filtered = low_pass(sound, np.linspace(200, 20_000, len(sound)), 0.7071, RATE)
    assert np.abs(filtered[:1500]).max() < 0.1
    assert np.abs(filtered[-4000:-1000]).max() > 0.9


def test_an_envelope_rises_stays_and_falls() -> None:
    stages = Stages(delay=1, attack=1, hold=1, decay=2, fall=0.5)
    level = stages.level(np.array([0.5, 1.5, 2.5, 3.5, 4.0, 9.0]))
    assert level == pytest.approx([0, 0.5, 1, 0.75, 0.5, 0.5])


def test_loudness_falls_evenly_in_decibels() -> None:
    stages = Stages(delay=0, attack=0.001, hold=0, decay=2, fall=1)
    loudness = stages.loudness(np.array([0.501, 1.001, 2.001]))
    assert 20 * np.log10(loudness) == pytest.approx([-25, -50, -100], abs=0.1)


def test_only_what_falls_to_the_floor_ends() -> None:
    assert Stages(0, 0.5, 1, 2, fall=1).audible_s == 3.5
    assert Stages(0, 0.5, 1, 2, fall=0.3).audible_s == float("inf")


def test_an_oscillation_waits_and_then_starts_upwards_from_rest() -> None:
    swing = triangle(np.array([0, 1, 1.25, 1.5, 1.75]), delay=1, rate=1)
    assert swing == pytest.approx([0, 0, 1, 0, -1])
