from __future__ import annotations

import numpy as np

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
    a, b = reading_of(tune(0, 4)), reading_of(tune(1, 4))
    assert crossed_nats([a] * 6, [0] * 6) == {}
    known = crossed_nats([a, a, a, b, b, b], range(6))
    strange = crossed_nats([a, a, a, b, b, b], [0, 0, 0, 1, 1, 1])
    assert strange[MARKOV].sum() > 1.3 * known[MARKOV].sum()


def test_twins_do_not_choose_how_long_contexts_are() -> None:
    """A tune has its twin on the other side, and counts of eight notes would foresee all of it."""
    readings = [reading_of(tune(seed, 4)) for seed in range(40)]
    strange = [reading_of(tune(seed, 4)) for seed in range(50, 55)]
    groups = list(range(40)) * 3
    asked = rival_nats(readings * 3, strange, groups)[MARKOV].sum()
    blind = rival_nats(readings * 3, strange)[MARKOV].sum()
    assert asked < 0.95 * blind


def test_of_groups_all_too_large_the_smallest_is_set_aside() -> None:
    train = [reading_of(tune(seed, 4)) for seed in range(5)]
    one = rival_nats(train, train[:1], [0, 0, 0, 1, 1])
    assert all(np.isfinite(each).all() for each in one.values())
    assert all(np.isfinite(each).all() for each in rival_nats(train, train, [0] * 5).values())


def test_one_piece_is_enough_to_count_from() -> None:
    nats = rival_nats([reading_of(tune(0, 4))], [reading_of(tune(1, 4))])
    assert all(np.isfinite(each).all() for each in nats.values())


def test_a_rival_pays_the_sum_of_its_fields() -> None:
    costs = rival("x", np.array([10.0, 20.0, 30.0, 99.0]), 10).nats_per_note
    assert costs == {"shift": 1, "pitch": 2, "duration": 3, "without_velocity": 6}
