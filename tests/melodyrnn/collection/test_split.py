"""Holding out whole pieces."""

from __future__ import annotations

import random

import numpy as np
import pytest

from melodyrnn.collection.split import split_by_piece
from melodyrnn.errors import CollectionError


def test_about_the_asked_share_is_held_out() -> None:
    held = split_by_piece(list(range(1000)), held_out=0.2)
    assert held.sum() == 200


def test_lines_of_one_group_stay_on_one_side() -> None:
    groups = [i % 37 for i in range(500)]
    held = split_by_piece(groups, held_out=0.3)
    sides = {(g, bool(h)) for g, h in zip(groups, held, strict=True)}
    assert len(sides) == 37
    assert 0 < held.sum() <= 150


@pytest.mark.parametrize("held_out", [0.001, 0.1, 0.999])
def test_two_groups_are_one_on_each_side(held_out: float) -> None:
    for seed in range(20):
        held = split_by_piece([0, 0, 0, 1], held_out=held_out, seed=seed)
        assert 0 < held.sum() < 4


def test_a_group_larger_than_the_share_is_trained_on() -> None:
    groups = [0] * 50 + list(range(1, 51))
    for seed in range(20):
        held = split_by_piece(groups, held_out=0.1, seed=seed)
        assert not held[:50].any()
        assert held.sum() == 10


def test_the_order_of_lines_does_not_matter_when_contents_are_given() -> None:
    rng = random.Random(5)
    contents = [rng.getrandbits(64) for _ in range(200)]
    order = list(range(200))
    rng.shuffle(order)
    held = split_by_piece(list(range(200)), contents)
    mixed = split_by_piece(list(range(200)), [contents[i] for i in order])
    assert np.array_equal(mixed, held[order])


def test_one_more_piece_moves_hardly_anything_across() -> None:
    rng = random.Random(6)
    contents = [rng.getrandbits(64) for _ in range(300)]
    before = split_by_piece(list(range(299)), contents[1:])
    after = split_by_piece(list(range(300)), contents)
    assert np.sum(before != after[1:]) <= 1


def test_the_same_seed_gives_the_same_split_and_another_seed_another() -> None:
    groups = list(range(100))
    first = split_by_piece(groups, seed=1)
    assert np.array_equal(first, split_by_piece(groups, seed=1))
    assert not np.array_equal(first, split_by_piece(groups, seed=2))


@pytest.mark.parametrize("groups", [[], [4], [4, 4, 4]])
def test_fewer_than_two_pieces_cannot_be_split(groups: list[int]) -> None:
    with pytest.raises(CollectionError, match="add more"):
        split_by_piece(groups)


@pytest.mark.parametrize("held_out", [0.0, 1.0, -0.1])
def test_a_share_outside_0_and_1_is_refused(held_out: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        split_by_piece([0, 1], held_out=held_out)
