"""The whole network: what it may know, and that likelihoods are likelihoods."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from melodyrnn.encoding.reading import read_notes
from melodyrnn.encoding.spec import FIELDS
from melodyrnn.models.config import CORES
from melodyrnn.models.network import EventNetwork, State
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.training.batches import Chunk
from tests.networks import chunked, lively_network
from tests.scores import CHANGING, SIGNED, random_notes, random_reading

KINDS: list[dict[str, Any]] = [
    {"core": core, "memory_heads": heads} for core in CORES for heads in (0, 2)
]
KINDS.append({"core": "transformer", "memory_heads": 2, "context": 8})
NAMES = [", ".join(f"{name} {value}" for name, value in kind.items()) for kind in KINDS]
all_kinds = pytest.mark.parametrize("kind", KINDS, ids=NAMES)
CHANGED = 17
"""The note that is changed in the tests of cause and effect."""


def logits_of(network: EventNetwork, notes: NoteSequence) -> list[torch.Tensor]:
    (chunk,) = chunked([read_notes(notes, CHANGING, SIGNED)])
    with torch.no_grad():
        return [x[0] for x in network(chunk.inputs)[0]]


def with_other_note(notes: NoteSequence, **changes: int) -> NoteSequence:
    """The same notes but for one, and for all that follows it being lower and louder."""
    rows = list(notes)
    old = rows[CHANGED]
    at = {"onset": old.onset, "pitch": old.pitch, "duration": old.duration} | changes
    later = [Note(n.onset + 960, n.pitch - 1, n.duration + 20, 127) for n in rows[CHANGED + 1 :]]
    return NoteSequence([*rows[:CHANGED], Note(**at, velocity=1), *later])


@pytest.fixture
def melody() -> NoteSequence:
    notes = random_notes(3)
    assert notes.onset[CHANGED] < notes.onset[CHANGED + 1]
    return notes


@all_kinds
@pytest.mark.parametrize(
    ("changes", "unmoved"),
    [
        ({}, ("shift", "pitch", "duration", "velocity")),
        ({"duration": 77 * 20}, ("shift", "pitch", "duration")),
        ({"pitch": 101}, ("shift", "pitch")),
        ({"onset": 60}, ("shift",)),
    ],
    ids=["nothing but velocity", "duration", "pitch", "onset"],
)
def test_a_note_changes_nothing_before_it_and_of_itself_only_what_is_drawn_after(
    kind: dict[str, Any], changes: dict[str, int], unmoved: tuple[str, ...], melody: NoteSequence
) -> None:
    network = lively_network(**kind)
    if "onset" in changes:
        changes = {"onset": int(melody.onset[CHANGED]) + changes["onset"]}
    here = logits_of(network, melody)
    there = logits_of(network, with_other_note(melody, **changes))

    for field, a, b in zip(FIELDS, here, there, strict=True):
        known = CHANGED + (1 if field.name in unmoved else 0)
        assert torch.equal(a[:known], b[:known]), field.name
        if field.name not in unmoved:
            assert not torch.allclose(a[CHANGED], b[CHANGED], atol=1e-3), field.name
        assert not torch.allclose(a[CHANGED + 1], b[CHANGED + 1], atol=1e-3), field.name


@all_kinds
@pytest.mark.parametrize("size", [1, 7, 20])
def test_state_carried_over_chunks_is_one_pass(kind: dict[str, Any], size: int) -> None:
    network = lively_network(layers=2, **kind)
    readings = [random_reading(1, 41, chords=True), random_reading(2, 30, style=1)]
    (whole,) = chunked(readings)
    state: State | None = None
    parts = []
    with torch.no_grad():
        expected, _ = network(whole.inputs)
        for chunk in chunked(readings, size):
            logits, state = network(chunk.inputs, state)
            parts.append(logits)

    for i, logits in enumerate(expected):
        assert torch.allclose(torch.cat([p[i] for p in parts], dim=1), logits, atol=1e-5)


@all_kinds
def test_padding_changes_nobodys_logits(kind: dict[str, Any]) -> None:
    network = lively_network(**kind)
    short, long = random_reading(1, 12, chords=True), random_reading(2, 60)
    with torch.no_grad():
        (alone, together) = (network(chunked(b)[0].inputs)[0] for b in ([short], [long, short]))

    for a, b in zip(alone, together, strict=True):
        assert torch.allclose(a[0], b[1, : len(short)], atol=1e-5)


def likelihoods(chunk: Chunk) -> list[torch.Tensor]:
    with torch.no_grad():
        logits, _ = lively_network(memory_heads=2)(chunk.inputs)
    return [torch.softmax(x.double(), dim=-1) for x in logits]


def test_the_likelihoods_of_a_field_sum_to_one() -> None:
    (chunk,) = chunked([random_reading(5, chords=True)])

    for field, p in zip(FIELDS, likelihoods(chunk), strict=True):
        assert p.shape[-1] == field.size
        assert torch.allclose(p.sum(dim=-1), torch.ones(p.shape[:-1], dtype=torch.float64))


def test_in_a_chord_nothing_at_or_below_the_last_pitch_is_likely() -> None:
    reading = random_reading(5, chords=True)
    (chunk,) = chunked([reading])
    pitch = likelihoods(chunk)[1][0]

    assert (reading.floor >= 0).sum() > 5
    for p, floor in zip(pitch, reading.floor.tolist(), strict=True):
        assert p[: floor + 1].sum() == 0
        assert bool((p[floor + 1 :] > 0).all())


def test_a_detached_state_carries_on_without_its_past() -> None:
    network = lively_network(memory_heads=2)
    first, second = chunked([random_reading(1, 30)], 20)
    _, state = network(first.inputs)
    free, _ = network(second.inputs, state)
    cut, _ = network(second.inputs, state.detached())

    assert state.core[0][0].requires_grad
    assert not any(t.requires_grad for layer in state.detached().core for t in layer)
    assert not any(t.requires_grad for t in state.detached().memory or ())
    assert all(torch.equal(a, b) for a, b in zip(free, cut, strict=True))


def test_every_weight_can_learn() -> None:
    network = lively_network(memory_heads=2, layers=2)
    (chunk,) = chunked([random_reading(1, 60, chords=True, style=2)])
    logits, _ = network(chunk.inputs)
    sum(x.double().softmax(-1).square().sum() for x in logits).backward()
    silent = [n for n, p in network.named_parameters() if p.grad is None or not p.grad.any()]

    # Heads that are told nothing have no use for the table of what they are told.
    assert silent == ["heads.shift.conditions.weight"]
