import numpy as np
import pytest

from melodyrnn.export.audio import MASTER_GAIN
from melodyrnn.export.voice import Samples
from melodyrnn.playback.ahead import Ahead


def level(value: float, frames: int) -> Samples:
    return np.full((frames, 2), value / MASTER_GAIN, dtype=np.float32)


def test_the_device_gets_what_was_mixed_in_order() -> None:
    ahead = Ahead()
    assert ahead.publish(0, level(0.1, 100))
    assert ahead.publish(100, level(0.2, 100))
    sound = np.concatenate([ahead.take(70), ahead.take(70)])
    assert sound[:, 0] == pytest.approx([0.1] * 100 + [0.2] * 40)
    assert (ahead.taken, ahead.end) == (140, 200)


def test_a_new_mix_replaces_what_has_not_been_taken() -> None:
    ahead = Ahead()
    ahead.publish(0, level(0.1, 300))
    ahead.take(50)
    assert ahead.publish(60, level(0.3, 10))
    assert ahead.end == 70
    assert ahead.take(20)[:, 1] == pytest.approx([0.1] * 10 + [0.3] * 10)


def test_a_mix_that_comes_too_late_is_refused_and_changes_nothing() -> None:
    ahead = Ahead()
    ahead.publish(0, level(0.1, 300))
    ahead.take(50)
    assert not ahead.publish(49, level(0.3, 300))
    assert ahead.take(10)[:, 0] == pytest.approx([0.1] * 10)


def test_what_is_missing_is_silence_and_counted() -> None:
    ahead = Ahead()
    ahead.publish(0, level(0.1, 10))
    assert ahead.take(30)[:, 0] == pytest.approx([0.1] * 10 + [0] * 20)
    assert ahead.underruns == 1


def test_before_anything_was_mixed_silence_is_no_fault() -> None:
    ahead = Ahead()
    assert not ahead.take(30).any()
    assert ahead.underruns == 0


def test_the_volume_moves_without_a_jump() -> None:
    ahead = Ahead()
    ahead.publish(0, level(0.5, 1000))
    ahead.set_volume(0.5)
    sound = ahead.take(500)[:, 0]
    assert sound[0] == pytest.approx(0.5)
    assert np.abs(np.diff(sound)).max() < 0.001
    assert ahead.take(500)[:, 0] == pytest.approx([0.25] * 500)


def test_nothing_exceeds_full_scale_and_soft_sound_is_untouched() -> None:
    ahead = Ahead()
    ahead.publish(0, np.concatenate([level(9, 10), level(-9, 10), level(0.7, 10)]))
    sound = ahead.take(30)[:, 0]
    assert 0.9 < sound[0] <= 1
    assert sound[10] == -sound[0]
    assert sound[20:] == pytest.approx([0.7] * 10)
