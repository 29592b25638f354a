from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import ngrams
from benchmarks.ngram_columns import facts_of
from benchmarks.ngram_counts import counted, looked_up, met_so_far, moved
from benchmarks.ngram_facts import Facts
from benchmarks.ngram_hash import hashed
from benchmarks.ngrams import ASIDE, BLENDS, FIELD_NAMES, NgramMixture, set_aside
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.spec import END_CLASS
from melodyrnn.errors import CollectionError
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NOTE_DTYPE, NoteArray, NoteSequence

METERS, KEYS = MeterMap([]), KeyMap([])


def chords(seed: int, onsets: int = 30) -> NoteArray:
    """A figure of chords that comes back, with changes, and rests now and then."""
    rng = np.random.default_rng(seed)
    figure = [tuple(sorted(rng.choice(20, rng.integers(1, 4), replace=False))) for _ in range(6)]
    notes, time = [], 0
    for number in range(onsets):
        pitches = figure[number % 6] if rng.random() < 0.8 else (int(rng.integers(20)),)
        length = 240 if number % 3 else 480
        notes += [(time, length, 50 + pitch, 80) for pitch in pitches]
        time += length + 240 * int(rng.random() < 0.1)
    return np.array(notes, dtype=NOTE_DTYPE)


def reading(notes: NoteArray) -> Reading:
    return read_notes(NoteSequence.from_array(notes), METERS, KEYS)


@pytest.fixture(scope="module")
def mixture() -> NgramMixture:
    return NgramMixture([reading(chords(seed)) for seed in range(5)])


def test_chances_add_up_to_one_over_what_can_come(mixture: NgramMixture) -> None:
    facts = facts_of([reading(chords(100))])
    below = np.arange(128) <= facts.rows.floor[:, None]
    assert below.any()
    for field in mixture.fields:
        for both in field.chances(facts).values():
            for chances in both:
                assert chances.sum(axis=1) == pytest.approx(1, abs=1e-4)
                assert (chances >= 0).all()
                if field.field.name == "pitch":
                    assert not chances[below].any()


@pytest.mark.parametrize("field", range(len(FIELD_NAMES)), ids=FIELD_NAMES)
def test_what_comes_later_changes_nothing(mixture: NgramMixture, field: int) -> None:
    pieces: list[Reading] = []
    changed_pieces: list[Reading] = []
    rows: list[int] = []
    for at in (7, 20, 33):
        changed = chords(100)
        later = np.arange(len(changed)) > at
        changed["onset"][later] += 960
        changed["pitch"][later] -= 3
        changed["duration"][at:] += 120
        if field < 2:
            changed["pitch"][at] += 1
        if field < 1:
            changed["onset"][at] += 480
        one, other = reading(chords(100)), reading(changed)
        assert np.array_equal(one.targets[at, :field], other.targets[at, :field])
        assert not np.array_equal(one.targets[at, : field + 1], other.targets[at, : field + 1])
        first = sum(len(piece) for piece in pieces)
        rows += range(first, first + at + 1)
        pieces.append(one)
        changed_pieces.append(other)
    was, now = (mixture.fields[field].chances(facts_of(p)) for p in (pieces, changed_pieces))
    for blend in BLENDS:
        for before, after in zip(was[blend], now[blend], strict=True):
            np.testing.assert_allclose(before[rows], after[rows], rtol=1e-4)


def test_costs_are_those_of_what_was_drawn(mixture: NgramMixture) -> None:
    one = reading(chords(100))
    facts = facts_of([one])
    shift = mixture.fields[0]
    chances = shift.chances(facts)["products"][1]
    by_hand = -np.log(chances[np.arange(len(one)), shift.field.symbols(facts.rows)])
    cost = mixture.costs([one])["products"].whole
    rare = shift.field.rare_nats(facts.rows).sum() + one.residual[:, 0].sum()
    assert cost[0] == pytest.approx(by_hand.sum() + rare, rel=1e-5)


def test_a_piece_that_repeats_costs_less_with_the_piece_so_far(mixture: NgramMixture) -> None:
    notes = chords(100, 12)
    notes["pitch"] += 9
    length = int((notes["onset"] + notes["duration"]).max())
    copies = [notes.copy() for _ in range(4)]
    for number, copy in enumerate(copies):
        copy["onset"] += number * length
    for cost in mixture.costs([reading(np.concatenate(copies))]).values():
        assert cost.whole[1] < cost.learned[1]


def test_a_class_never_met_can_still_be_told(mixture: NgramMixture) -> None:
    strange = chords(100)
    strange["onset"][20:] += 20 * 1717
    strange["duration"][-1] = 20 * 901
    for cost in mixture.costs([reading(strange)]).values():
        assert np.isfinite(cost.whole).all()
    rows = facts_of([reading(strange)]).rows
    shift = mixture.fields[0].field
    every = replace(rows, targets=np.tile(np.arange(END_CLASS + 1)[:, None], 3))
    assert np.unique(shift.symbols(every)).tolist() == list(range(shift.size))
    assert shift.rare_nats(rows)[20] > 0


def test_near_duplicates_are_set_aside_together() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        groups = rng.integers(30, size=100).tolist()
        sizes = rng.integers(10, 60, size=100).tolist()
        is_aside = set_aside(sizes, groups)
        aside = {group for group, is_out in zip(groups, is_aside, strict=True) if is_out}
        counted = {group for group, is_out in zip(groups, is_aside, strict=True) if not is_out}
        notes = sum(size for size, is_out in zip(sizes, is_aside, strict=True) if is_out)
        assert aside
        assert counted
        assert not aside & counted
        assert notes <= ASIDE * sum(sizes)


def test_where_all_groups_are_large_the_smallest_is_set_aside() -> None:
    assert set_aside([50, 30, 40, 15], [0, 1, 0, 1]) == [False, True, False, True]


def test_weights_are_learned_from_no_near_duplicate_of_what_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tunes = [reading(chords(seed)) for seed in (1, 2, 1, 2, 1, 2, 3)]
    parts: list[set[bytes]] = []

    def noting(readings: Sequence[Reading]) -> Facts:
        parts.append({r.targets.tobytes() for r in readings})
        return facts_of(readings)

    monkeypatch.setattr(ngrams, "facts_of", noting)
    NgramMixture(tunes, ["sums"], groups=[0, 1, 0, 1, 0, 1, 2])
    counted, aside, everything = parts
    assert not counted & aside
    assert counted | aside == everything


@pytest.mark.parametrize("groups", [[0], [0, 0, 0]])
def test_who_has_one_tune_only_is_told_so(groups: list[int]) -> None:
    tunes = [reading(chords(1)) for _ in groups]
    with pytest.raises(CollectionError, match="two tunes"):
        NgramMixture(tunes, groups=groups)


def test_counts_are_found_again() -> None:
    rng = np.random.default_rng(0)
    context, symbol = rng.integers(9, size=300), rng.integers(5, size=300)
    keys = hashed([context], np.zeros(300, dtype=np.uint64))
    offset = rng.integers(-2, 3, size=300)
    table = looked_up(counted(keys, symbol), keys, offset, 6)
    by_hand: dict[int, Counter[int]] = defaultdict(Counter)
    for c, s in zip(context.tolist(), symbol.tolist(), strict=True):
        by_hand[c][s] += 1
    for row, (c, o) in enumerate(zip(context.tolist(), offset.tolist(), strict=True)):
        assert table[row].tolist() == [by_hand[c][s - o] for s in range(6)]


def test_the_piece_so_far_is_counted_as_it_is_read() -> None:
    rng = np.random.default_rng(0)
    context, symbol = rng.integers(9, size=300), rng.integers(5, size=300)
    heard = rng.random(300) < 0.9
    table = met_so_far(hashed([context], np.zeros(300, dtype=np.uint64)), symbol, heard, 5)
    so_far: dict[int, Counter[int]] = defaultdict(Counter)
    for row, (c, s) in enumerate(zip(context.tolist(), symbol.tolist(), strict=True)):
        assert table[row].tolist() == [so_far[c][symbol] for symbol in range(5)]
        so_far[c][s] += int(heard[row])


def test_leaps_are_moved_to_the_pitches_they_lead_to() -> None:
    table = np.array([[1, 2, 3], [4, 5, 6]], dtype=np.float32)
    assert moved(table, np.array([1, -1]), 4).tolist() == [[0, 1, 2, 3], [5, 6, 0, 0]]
