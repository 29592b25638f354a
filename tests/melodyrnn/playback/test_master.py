import numpy as np
import pytest

from melodyrnn.export.audio import MASTER_GAIN
from melodyrnn.export.voice import Samples
from melodyrnn.playback.master import MOVE, Fader


def level(value: float, frames: int) -> Samples:
    return np.full((frames, 2), value / MASTER_GAIN, dtype=np.float32)


def test_the_volume_moves_without_a_jump_and_stays() -> None:
    fader = Fader().moved(0.5, 1000)
    sound = fader.applied(level(0.5, 4000), 0)[:, 0]
    assert sound[:1000] == pytest.approx(np.full(1000, 0.5))
    assert np.abs(np.diff(sound)).max() < 0.001
    assert sound[1000 + MOVE :] == pytest.approx(np.full(3000 - MOVE, 0.25))


def test_blocks_of_any_size_move_alike() -> None:
    fader = Fader().moved(0.2, 100)
    whole = fader.applied(level(0.5, 3000), 0)
    parts = [fader.applied(level(0.5, 300), first) for first in range(0, 3000, 300)]
    np.testing.assert_allclose(np.concatenate(parts), whole)


def test_it_is_moved_anew_from_wherever_it_has_come() -> None:
    fader = Fader().moved(0.0, 0).moved(1.0, MOVE // 2)
    assert fader.level(MOVE // 2) == pytest.approx(0.5)
    assert fader.level(2 * MOVE) == 1


def test_nothing_exceeds_full_scale_and_soft_sound_is_untouched() -> None:
    mix = np.concatenate([level(9, 10), level(-9, 10), level(0.7, 10)])
    sound = Fader().applied(mix, 0)[:, 0]
    assert 0.9 < sound[0] <= 1
    assert sound[10] == -sound[0]
    assert sound[20:] == pytest.approx(np.full(10, 0.7))
