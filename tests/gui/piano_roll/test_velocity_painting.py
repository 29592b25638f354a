from __future__ import annotations

import numpy as np
import pytest

from gui.piano_roll.velocity_painting import LaneScale


@pytest.mark.parametrize("height", [40.0, 88.0, 300.0])
def test_the_scale_and_its_inverse_agree(height: float) -> None:
    scale = LaneScale(height)
    assert [scale.velocity(scale.y(v)) for v in range(1, 128)] == list(range(1, 128))


def test_many_at_once_lie_where_each_alone_does() -> None:
    scale = LaneScale(88)
    assert scale.ys(np.array([1, 64, 127])).tolist() == [scale.y(v) for v in (1, 64, 127)]


def test_beyond_its_ends_the_scale_says_its_ends() -> None:
    scale = LaneScale(88)
    assert scale.velocity(-100) == 127
    assert scale.velocity(1000) == 1
