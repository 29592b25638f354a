"""What a state holds of its takes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from melodyrnn.encoding.events import encode
from melodyrnn.encoding.frame import Frame
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.setting import Setting
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from tests.networks import as_model, lively_network
from tests.scores import random_notes


def test_branches_share_the_seed_and_nothing_they_may_change() -> None:
    setting = Setting(MeterMap(), KeyMap(), Frame())
    engine = Engine(as_model(lively_network(memory_heads=2)))
    events, _ = encode(random_notes(0, 50))
    fed = engine.feed(setting, events[:30])
    moved = engine.step(fed, setting, events[30:31])
    takes = moved.select(np.zeros(6, dtype=np.int64))

    assert (len(fed), len(takes)) == (1, 6)
    assert moved.recall is not None
    assert takes.recall is not None
    assert takes.recall.shared.keys is moved.recall.shared.keys
    assert takes.recall.shared.count == 30
    assert takes.recall.added == takes.recall.own.count == 1
    assert not np.shares_memory(takes.recall.own.keys, moved.recall.own.keys)
    assert not np.shares_memory(takes.trunk, moved.trunk)


def test_a_network_without_memory_remembers_only_its_state() -> None:
    setting = Setting(MeterMap(), KeyMap(), Frame())
    engine = Engine(as_model(lively_network(memory_heads=0)))

    assert engine.start(setting).recall is None
    assert engine.start(setting).select(np.zeros(3, dtype=np.int64)).recall is None


def sizes(lengths: tuple[int, ...], **config: Any) -> list[int]:
    """Bytes of a state that has streamed so many notes."""
    setting = Setting(MeterMap(), KeyMap(), Frame())
    engine = Engine(as_model(lively_network(**config)))
    events, _ = encode(random_notes(0, max(lengths)))
    state, found = engine.start(setting), []
    for i in range(max(lengths) + 1):
        if i in lengths:
            found.append(state.nbytes)
        state = engine.step(state, setting, events[i : i + 1]) if i < len(events) else state
    return found


@pytest.mark.parametrize("core", ["lstm", "gru", "rnn"])
def test_a_recurrent_state_is_as_large_after_hundreds_of_notes_as_after_one(core: str) -> None:
    assert len(set(sizes((1, 10, 300), core=core, memory_heads=0, echoes=False))) == 1


def test_a_memory_grows_with_the_piece() -> None:
    short, longer, longest = sizes((1, 100, 400), memory_heads=2, memory_width=8)
    each = 2 * 2 * 8 * 4 + 8  # keys and values of two heads, and an onset

    assert longer - short >= 30 * each
    assert longest - short >= 330 * each


def test_a_transformers_state_grows_until_its_context_is_full_and_then_no_more() -> None:
    config = {"core": "transformer", "memory_heads": 0, "echoes": False, "context": 100}
    each = 2 * 2 * 6 * 4  # keys and values of two heads, one layer
    full = sizes((1, 90, 150, 800), **config)

    assert full[1] - full[0] >= 25 * each
    assert full[-1] - full[0] < 200 * each
    assert full[-1] <= full[-2] + 64 * each


def test_every_take_adds_its_own_and_the_seed_counts_once() -> None:
    setting = Setting(MeterMap(), KeyMap(), Frame())
    events, _ = encode(random_notes(0, 500))
    for config in ({"core": "transformer", "memory_heads": 0}, {"memory_heads": 2}):
        engine = Engine(as_model(lively_network(**config)))
        fed = engine.feed(setting, events)
        sixteen = fed.select(np.zeros(16, dtype=np.int64))
        moved = engine.step(sixteen, setting, np.repeat(events[:1], 16))

        assert sixteen.nbytes < 2 * fed.nbytes
        assert moved.nbytes > sixteen.nbytes
