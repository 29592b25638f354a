from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.scorecard.copy_forward import (
    Foretold,
    Trust,
    foretell,
    learned_trust,
    longest_matches,
)
from tests.judged import melody, reading_of


def slow_matches(notes: list[int]) -> list[tuple[int, int]]:
    """Every earlier place tried, every length tried."""
    found = []
    for place in range(len(notes) + 1):
        best = (0, 0)
        for earlier in range(1, place):
            length = 0
            while length < earlier and notes[earlier - 1 - length] == notes[place - 1 - length]:
                length += 1
            best = max(best, (length, earlier if length else 0))
        found.append(best)
    return found


def test_matches_are_those_that_trying_all_finds() -> None:
    for seed in range(5):
        notes = np.random.default_rng(seed).integers(0, 3, 40)
        lengths, follows = longest_matches(notes[:, None])
        assert list(zip(lengths.tolist(), follows.tolist(), strict=True)) == slow_matches(
            notes.tolist()
        )


def test_a_second_verse_is_foretold_once_two_of_its_notes_are_heard() -> None:
    """Its first note does not come like that of the piece, which nothing stands before."""
    verse = (60, 62, 64, 65, 67, 69, 71, 72)
    told = foretell(reading_of(melody(*verse, *verse)))
    assert not (told.kind[:10] >= 0).any()
    assert (told.kind[10:16] >= 0).all()
    assert told.is_right[10:16].all()
    assert told.kind[-1].tolist()[1:] == [-1, -1]


def test_the_chances_of_all_that_may_come_add_up_to_one() -> None:
    share = 0.6
    trust = Trust(np.full(60, share))
    kinds = np.zeros((2, 3), dtype=np.int64)
    even = np.full((2, 3), np.log(4))
    right = trust.nats(Foretold(kinds, np.ones((2, 3), bool)), even)[0, 0]
    wrong = trust.nats(Foretold(kinds, np.zeros((2, 3), bool)), even)[0, 0]
    assert np.exp(-right) + 3 * np.exp(-wrong) == pytest.approx(1)


def test_trust_is_learned_from_how_often_what_was_foretold_came() -> None:
    kind = np.zeros((1000, 3), dtype=np.int64)
    is_right = np.tile(np.arange(1000)[:, None] % 10 < 8, (1, 3))
    rare = np.full((1000, 3), 9.0)
    trust = learned_trust([Foretold(kind, is_right)], [rare])
    assert trust.shares[0] == pytest.approx(0.8, abs=0.01)
    assert trust.shares[1:].max() == 0
