"""What a state holds of its takes."""

from __future__ import annotations

import numpy as np

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
