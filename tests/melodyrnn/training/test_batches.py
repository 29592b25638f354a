"""Batches: what each piece becomes when it is shown moved, hidden, cut and padded."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.encoding.around import NONE
from melodyrnn.encoding.echoes import UNTOLD
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.models.network import Inputs
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.training.batches import (
    View,
    batches_by_length,
    chunks,
    random_view,
    random_views,
)
from melodyrnn.training.settings import TrainSettings
from tests.networks import CPU, chunked
from tests.scores import CHANGING, SIGNED, random_notes, random_reading
from tests.strategies import key_maps, meter_maps, note_sequences


def shown(reading: Reading, view: View) -> Inputs:
    (chunk,) = chunks([reading], [view], 10_000, CPU)
    return chunk.inputs


def same(a: Inputs, b: Inputs) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


@given(note_sequences(), meter_maps(), key_maps(), st.integers(-6, 6))
def test_a_piece_shown_moved_is_the_moved_piece_without_its_key(
    notes: NoteSequence, meters: MeterMap, keys: KeyMap, up: int
) -> None:
    notes = NoteSequence.from_columns(
        notes.onset, notes.duration, 20 + notes.pitch % 80, notes.velocity
    )
    reading = read_notes(notes, meters, keys)
    moved = read_notes(notes.transposed(reading.frame.semitones + up), meters, KeyMap())

    assert same(shown(reading, View(up, hide_key=True)), shown(moved, View()))


def test_what_is_foretold_is_never_moved_out_of_midi() -> None:
    moved_up = [55, 60, 62, 90, 50, 91, 96, 98, 52]
    notes = NoteSequence.from_columns(240 * np.arange(9), 240, moved_up, 80)
    reading = read_notes(notes, MeterMap(), KeyMap())
    highest = int(reading.echoes.pitches.max())
    assert highest > int(notes.pitch.max()), "else nothing is tried"

    around = shown(reading, View(6, hide_key=True)).around
    assert int(around.max()) <= 127


def test_hiding_the_style_hides_nothing_else() -> None:
    styled, plain = random_reading(1, chords=True, style=4), random_reading(1, chords=True)

    assert same(shown(styled, View(hide_style=True)), shown(plain, View()))
    assert not same(shown(styled, View()), shown(plain, View()))


def test_showing_a_piece_leaves_the_piece_alone() -> None:
    reading = random_reading(1, chords=True, style=4)
    shown(reading, View(5, hide_key=True, hide_style=True))
    again = random_reading(1, chords=True, style=4)

    for name in ("features", "harmony", "targets", "floor", "around"):
        assert np.array_equal(getattr(reading, name), getattr(again, name))
    for name in ("pitches", "shift", "duration"):
        assert np.array_equal(getattr(reading.echoes, name), getattr(again.echoes, name))


def test_padded_neighbours_are_moved_each_by_its_own_way() -> None:
    short, long = random_reading(1, 9, chords=True), random_reading(2, 30, chords=True)
    views = [View(-3, hide_key=True), View(4, hide_key=True)]
    (both,) = chunks([short, long], views, 10_000, CPU)

    for i, (reading, view) in enumerate(zip((short, long), views, strict=True)):
        alone = shown(reading, view)
        steps = len(reading)
        assert torch.equal(both.inputs.features[i, :steps], alone.features[0])
        assert torch.equal(both.inputs.targets[i, :steps], alone.targets[0])
        assert torch.equal(both.inputs.floor[i, :steps], alone.floor[0])
    assert not both.inputs.features[0, len(short) :].any()
    assert not both.inputs.targets[0, len(short) :].any()


def test_weights_count_each_field_that_is_really_drawn() -> None:
    (chunk,) = chunked([random_reading(1, 5), random_reading(2, 8)])

    assert chunk.weights.sum(dim=1).tolist() == [[6, 5, 5, 5], [9, 8, 8, 8]]
    assert chunk.weights[0, 5].tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize("size", [1, 4, 9, 100])
def test_chunks_follow_each_other_without_a_gap(size: int) -> None:
    reading = random_reading(2, 30)
    (whole,) = chunked([reading])
    parts = chunked([reading], size)

    assert [p.is_first for p in parts] == [True] + [False] * (len(parts) - 1)
    for name in ("features", "harmony", "targets", "landing", "floor"):
        joined = torch.cat([getattr(p.inputs, name) for p in parts], dim=1)
        assert torch.equal(joined, getattr(whole.inputs, name))
    for i, part in enumerate(parts):
        rows = slice(i * size, (i + 1) * size)
        assert torch.equal(part.inputs.lag, whole.inputs.lag[:, rows, : rows.stop])


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.booleans())
def test_every_piece_is_in_one_batch_with_others_of_like_length(
    lengths: list[int], is_shuffled: bool
) -> None:
    readings = [random_reading(0, n) for n in lengths]
    rng = np.random.default_rng(0) if is_shuffled else None
    groups = batches_by_length(readings, 100, rng)

    assert sorted(i for g in groups for i in g) == list(range(len(lengths)))
    # Lengths are blurred by up to 15 % before they are sorted, when shuffled.
    room = 100 * 1.15 if is_shuffled else 100
    assert all(len(g) == 1 or len(g) * max(lengths[i] + 1 for i in g) <= room for g in groups)


def test_batches_differ_from_epoch_to_epoch_but_not_from_run_to_run() -> None:
    readings = [random_reading(i, 10 + i % 7) for i in range(40)]
    rngs = [np.random.default_rng(1), np.random.default_rng(1)]
    first, second = ([batches_by_length(readings, 60, rng) for _ in range(2)] for rng in rngs)

    assert first == second
    assert first[0] != first[1]


def test_a_piece_with_a_key_stands_in_its_frame_but_for_a_share() -> None:
    reading, rng = random_reading(1), np.random.default_rng(0)
    views = [random_view(reading, rng, hide_key=0.25, hide_style=0.5) for _ in range(2000)]
    hidden = [v for v in views if v.hide_key]

    assert all(v.semitones == 0 for v in views if not v.hide_key)
    assert abs(len(hidden) / 2000 - 0.25) < 0.05
    assert {v.semitones for v in hidden} == set(range(-6, 7))
    assert abs(sum(v.hide_style for v in views) / 2000 - 0.5) < 0.05


def test_hints_are_hidden_as_often_as_asked_and_wholly() -> None:
    reading, rng = random_reading(1, chords=True), np.random.default_rng(0)
    shares = {"hide_key": 0.2, "hide_style": 0.5}
    views = [random_view(reading, rng, **shares, hide_hints=0.3) for _ in range(2000)]
    assert abs(sum(v.hide_hints for v in views) / 2000 - 0.3) < 0.05
    told, hidden = shown(reading, View(3)), shown(reading, View(3, hide_hints=True))
    assert (told.around != NONE).any()
    assert (told.hints != UNTOLD).any()
    assert (hidden.around == NONE).all()
    assert (hidden.hints == UNTOLD).all()
    assert told.features.equal(hidden.features)


def test_where_no_hints_are_hidden_the_same_chances_are_drawn_as_ever() -> None:
    reading = random_reading(1)
    first, second = (np.random.default_rng(0) for _ in range(2))
    views = random_views([reading] * 50, first, TrainSettings(epochs=1))
    assert views == [random_view(reading, second, hide_key=0.2, hide_style=0.5) for _ in range(50)]


def test_a_piece_at_the_ends_of_midi_is_never_moved_out() -> None:
    notes = NoteSequence.from_columns([0, 480], 480, [2, 124], 80)
    reading, rng = read_notes(notes, MeterMap(), KeyMap()), np.random.default_rng(0)
    views = [random_view(reading, rng, hide_key=0, hide_style=0) for _ in range(200)]

    assert all(v.hide_key for v in views)
    assert {v.semitones for v in views} == set(range(-2, 4))


def test_keys_are_really_hidden() -> None:
    reading = read_notes(random_notes(1), CHANGING, SIGNED)

    assert shown(reading, View()).features[..., FEATURE_INDEX["key"]].all()
    assert not shown(reading, View(hide_key=True)).features[..., FEATURE_INDEX["key"]].any()
