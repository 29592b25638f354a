import numpy as np
import pytest

from melodyrnn.export.tone import DRUMS, ToneBank
from melodyrnn.export.voice import Samples

RATE = 44_100


def body(key: int, held: int = RATE, *, program: int = 0, rate: int = RATE) -> Samples:
    (voice,) = ToneBank().instrument(program, is_drum=False, sample_rate=rate).voices(key, held)
    return voice.body


def drum(key: int) -> Samples:
    (voice,) = ToneBank().instrument(0, is_drum=True, sample_rate=RATE).voices(key, 100)
    return voice.body


@pytest.mark.parametrize("key", [21, 60, 108])
def test_a_tone_starts_and_moves_without_a_click(key: int) -> None:
    sound = body(key)[:, 0]
    assert abs(sound[0]) < 1e-6
    hertz = 440 * 2 ** ((key - 69) / 12)
    steepest = np.abs(sound).max() * 2 * np.pi * min(10 * hertz, RATE / 2) / RATE
    assert np.abs(np.diff(sound)).max() < steepest


@pytest.mark.parametrize("key", range(36, 128, 7))
def test_no_overtone_folds_back_below_the_tone(key: int) -> None:
    hertz = 440 * 2 ** ((key - 69) / 12)
    sound = body(key, rate=16_000)[:8000, 0]
    spectrum = np.abs(np.fft.rfft(sound * np.blackman(len(sound))))
    below = spectrum[: max(1, int(0.7 * hertz / 2))]  # 2 Hz a step
    assert below.max() <= 1e-3 * max(spectrum.max(), 1e-9)


def test_a_key_above_what_the_rate_can_carry_is_silent() -> None:
    assert np.abs(body(127, rate=8_000)).max() == 0


def test_an_organ_lasts_while_a_struck_string_dies() -> None:
    organ, piano = body(60, 4 * RATE, program=19), body(60, 4 * RATE)
    late = slice(3 * RATE, 4 * RATE)
    assert np.abs(organ[late]).max() > 0.5 * np.abs(organ[:RATE]).max()
    assert np.abs(piano[late]).max() < 0.1 * np.abs(piano[:RATE]).max()


@pytest.mark.parametrize("key", [*DRUMS, 0, 127])
def test_a_drum_is_short_starts_and_ends_at_rest_and_is_the_same_each_time(key: int) -> None:
    sound = drum(key)
    assert abs(sound[0, 0]) < 1e-6
    assert abs(sound[-1, 0]) < 1e-6
    assert 0.05 < np.abs(sound).max() < 1
    assert len(sound) <= 4 * RATE
    assert abs(sound.mean()) < 2e-3
    assert np.array_equal(sound, drum(key))
