import numpy as np
import pytest

from melodyrnn.export.voice import Samples
from melodyrnn.playback.ahead import Ahead
from melodyrnn.playback.memory import CAPACITY, Memory


def level(value: float, frames: int) -> Samples:
    return np.full((frames, 2), value, dtype=np.float32)


@pytest.fixture
def ahead() -> Ahead:
    return Ahead(Memory())


def test_the_device_gets_what_was_mixed_in_order(ahead: Ahead) -> None:
    assert ahead.publish(0, level(0.1, 100))
    assert ahead.publish(100, level(0.2, 100))
    sound = np.concatenate([ahead.take(70), ahead.take(70)])
    assert sound[:, 0] == pytest.approx([0.1] * 100 + [0.2] * 40)
    assert (ahead.taken, ahead.end) == (140, 200)


def test_a_new_mix_replaces_what_has_not_been_taken(ahead: Ahead) -> None:
    ahead.publish(0, level(0.1, 300))
    ahead.take(50)
    assert ahead.publish(60, level(0.3, 10))
    assert ahead.end == 70
    assert ahead.take(20)[:, 1] == pytest.approx([0.1] * 10 + [0.3] * 10)


def test_a_mix_that_comes_too_late_is_refused_and_changes_nothing(ahead: Ahead) -> None:
    ahead.publish(0, level(0.1, 300))
    ahead.take(50)
    assert not ahead.publish(49, level(0.3, 300))
    assert ahead.take(10)[:, 0] == pytest.approx([0.1] * 10)


def test_what_is_missing_is_silence_and_counted(ahead: Ahead) -> None:
    ahead.publish(0, level(0.1, 10))
    assert ahead.take(30)[:, 0] == pytest.approx([0.1] * 10 + [0] * 20)
    assert ahead.underruns == 1


def test_before_anything_was_mixed_silence_is_no_fault(ahead: Ahead) -> None:
    assert not ahead.take(30).any()
    assert ahead.underruns == 0


def test_what_lies_between_what_was_mixed_and_a_later_mix_is_silence(ahead: Ahead) -> None:
    ahead.publish(0, level(0.1, 10))
    ahead.publish(20, level(0.2, 10))
    assert ahead.take(30)[:, 0] == pytest.approx([0.1] * 10 + [0] * 10 + [0.2] * 10)


def test_the_memory_goes_round_without_a_seam(ahead: Ahead) -> None:
    ramp = np.arange(3 * CAPACITY, dtype=np.float32).repeat(2).reshape(-1, 2)
    heard = []
    for at in range(0, len(ramp), 1000):
        ahead.publish(at, ramp[at : at + 1000])
        heard.append(ahead.take(min(1000, len(ramp) - at)))
    np.testing.assert_array_equal(np.concatenate(heard), ramp)


def test_two_processes_see_the_same_memory() -> None:
    mine = Memory.shared()
    try:
        assert mine.path is not None
        theirs = Memory(mine.path)
        Ahead(mine).publish(0, level(0.5, 100))
        assert Ahead(theirs).take(60)[:, 0] == pytest.approx([0.5] * 60)
        assert Ahead(mine).taken == 60
    finally:
        mine.remove()
    assert mine.path is None
