from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.scorecard.baselines import COPY_FORWARD, MARKOV, crossed_nats, rival, rival_nats
from tests.judged import reading_of, tune


def test_going_on_as_before_costs_less_where_tunes_repeat_themselves() -> None:
    twice = [tune(seed, 4).merged(tune(seed, 4).shifted(16 * 480)) for seed in range(20)]
    readings = [reading_of(notes) for notes in twice]
    nats = rival_nats(readings[:15], readings[15:])
    assert nats[COPY_FORWARD][1] < 0.75 * nats[MARKOV][1]


def test_where_nothing_repeats_it_costs_hardly_more_than_counting() -> None:
    readings = [reading_of(tune(seed, 4)) for seed in range(20)]
    nats = rival_nats(readings[:15], readings[15:])
    assert nats[COPY_FORWARD].sum() < 1.05 * nats[MARKOV].sum()


def test_counted_crosswise_no_piece_is_judged_by_its_own_twin() -> None:
    same = [reading_of(tune(0, 4))] * 6
    assert crossed_nats(same, [0] * 6) == {}
    known = crossed_nats(same, range(6))[MARKOV].sum()
    strange = crossed_nats(same, [0, 0, 0, 1, 1, 1])[MARKOV].sum()
    assert known == pytest.approx(strange, rel=0.5)


def test_one_piece_is_enough_to_count_from() -> None:
    nats = rival_nats([reading_of(tune(0, 4))], [reading_of(tune(1, 4))])
    assert all(np.isfinite(each).all() for each in nats.values())


def test_a_rival_pays_the_sum_of_its_fields() -> None:
    costs = rival("x", np.array([10.0, 20.0, 30.0, 99.0]), 10).nats_per_note
    assert costs == {"shift": 1, "pitch": 2, "duration": 3, "without_velocity": 6}
