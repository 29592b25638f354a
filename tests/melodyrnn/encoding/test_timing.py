"""The classes of time: a table without holes."""

from __future__ import annotations

import numpy as np

from melodyrnn.encoding.timing import (
    CLASS_COUNT,
    CLASS_LOWS,
    MAX_STEPS,
    STEPS_PER_QUARTER,
    class_low,
    class_of,
    class_size,
    residual_nats,
    to_steps,
)


def test_the_classes_cover_all_steps_without_holes() -> None:
    lows, sizes = class_low(np.arange(CLASS_COUNT)), class_size(np.arange(CLASS_COUNT))

    assert lows[0] == 0
    assert np.array_equal(lows[1:], (lows + sizes)[:-1])
    assert lows[-1] + sizes[-1] == MAX_STEPS + 1
    assert sizes.min() == 1


def test_every_class_holds_its_first_and_its_last_value() -> None:
    classes = np.arange(CLASS_COUNT)

    assert np.array_equal(class_of(class_low(classes)), classes)
    assert np.array_equal(class_of(class_low(classes) + class_size(classes) - 1), classes)


def test_the_residual_tells_apart_all_values_of_a_class_and_no_more() -> None:
    steps = np.arange(8 * 96 * STEPS_PER_QUARTER)
    classes, counts = np.unique(class_of(steps), return_counts=True)

    assert np.array_equal(class_size(classes)[:-1], counts[:-1])
    assert np.allclose(np.exp(residual_nats(class_of(steps))), class_size(class_of(steps)))


def test_common_values_have_a_class_of_their_own() -> None:
    quarter = STEPS_PER_QUARTER
    common = [*range(97), *range(96, 16 * quarter + 1, 6), *range(384, 32 * quarter + 1, 96)]

    assert np.all(residual_nats(class_of(common)) == 0)
    assert len(CLASS_LOWS) == CLASS_COUNT < 300


def test_ticks_go_to_the_nearest_step_and_halves_up() -> None:
    assert to_steps(np.array([0, 9, 10, 29, 30, 480])).tolist() == [0, 0, 1, 1, 2, 24]
