"""Drawing from chances."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from melodyrnn.engine.shaping import shaped
from melodyrnn.generation.sampling import drawn

LOGITS = np.log(np.array([[0.5, 0.3, 0.15, 0.05]]))
NEVER = -np.inf


def draws(chances: NDArray[np.float64], count: int, seed: int = 0) -> NDArray[np.int64]:
    """How often each index comes when one row is drawn from `count` times."""
    stream = np.random.default_rng(seed)
    found = [int(drawn(chances, [stream])[0]) for _ in range(count)]
    return np.bincount(found, minlength=chances.shape[1])


@pytest.mark.parametrize("temperature", [0.0, 0.3, 1.0, 5.0])
@pytest.mark.parametrize("top_p", [0.5, 1.0])
def test_what_is_forbidden_is_never_drawn(temperature: float, top_p: float) -> None:
    logits = np.array([[NEVER, 0.0, NEVER, -30.0, NEVER]])
    chances = shaped(logits, temperature, top_p)
    assert np.isclose(chances.sum(), 1)
    assert chances[0, [0, 2, 4]].tolist() == [0, 0, 0]
    assert set(np.flatnonzero(draws(chances, 500))) <= {1, 3}


def test_even_the_last_bit_of_chance_does_not_reach_a_forbidden_end() -> None:
    class AlmostOne(np.random.Generator):
        def random(self, *_: object, **__: object) -> float:  # type: ignore[override]  # a fake
            return float(np.nextafter(1.0, 0.0))

    chances = np.array([[0.1] * 10 + [0.0, 0.0]])
    assert drawn(chances, [AlmostOne(np.random.PCG64(0))]).tolist() == [9]


def test_what_is_drawn_follows_the_chances() -> None:
    chances = shaped(LOGITS, 1.0, 1.0)
    expected = 20_000 * chances[0]
    found = draws(chances, 20_000)
    chi_square = float(((found - expected) ** 2 / expected).sum())
    assert chi_square < 16.27  # 3 degrees of freedom: exceeded once in a thousand


def test_each_row_draws_from_its_own_stream() -> None:
    chances = np.repeat(shaped(LOGITS, 1.0, 1.0), 3, axis=0)
    streams = [np.random.default_rng(seed) for seed in (5, 6, 7)]
    together = [drawn(chances, streams).tolist() for _ in range(50)]
    for row, seed in enumerate((5, 6, 7)):
        alone = np.random.default_rng(seed)
        found = [int(drawn(chances[:1], [alone])[0]) for _ in range(50)]
        assert found == [indices[row] for indices in together]
