"""The engine against the network it was made from, and takes against each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from melodyrnn.encoding.echoes import ECHOES
from melodyrnn.encoding.events import EventArray, encode
from melodyrnn.encoding.frame import Frame
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.engine.cells import Floats
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import field_logits
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.state import State
from melodyrnn.models.config import CONTEXT, CORES
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import IntArray, NoteSequence
from tests.networks import as_model, chunked, lively_network
from tests.scores import CHANGING, SIGNED, figures, random_notes

KINDS: list[dict[str, Any]] = [
    {"core": core, "memory_heads": heads} for core in CORES for heads in (0, 3)
]
KINDS.append({"core": "transformer", "memory_heads": 0, "context": 16})
NAMES = [", ".join(f"{name} {value}" for name, value in kind.items()) for kind in KINDS]
all_kinds = pytest.mark.parametrize("kind", KINDS, ids=NAMES)
MUSIC = {
    "mono": random_notes(4, 90),
    "poly": random_notes(4, 90, chords=True),
    "figures": figures(90),
}
all_music = pytest.mark.parametrize("notes", MUSIC.values(), ids=MUSIC)
STYLE = 2
CLOSE = 1e-4


class Score:
    """One piece, as the network and as the engine take it."""

    def __init__(self, notes: NoteSequence = MUSIC["poly"]) -> None:
        self.reading: Reading = read_notes(notes, CHANGING, SIGNED, STYLE)
        self.events: EventArray = encode(notes)[0]
        self.events["pitch"] += self.reading.frame.semitones
        self.setting = Setting(CHANGING, SIGNED, self.reading.frame, STYLE)


def engine_of(kind: dict[str, Any], **config: Any) -> Engine:
    return Engine(as_model(lively_network(**kind, **config)))


def all_logits(engine: Engine, state: State, reading: Reading, step: int) -> list[Floats]:
    """Logits of every head, given what was really drawn at that step."""
    shift, pitch, duration, _ = reading.targets[step : step + 1].T
    landing = reading.landing[step : step + 1]
    return [
        engine.shift_logits(state),
        engine.pitch_logits(state, shift, landing),
        engine.duration_logits(state, shift, pitch, landing),
        engine.velocity_logits(state, pitch, duration, landing),
    ]


def torch_logits(kind: dict[str, Any], reading: Reading) -> list[Floats]:
    (chunk,) = chunked([reading])
    unmasked = chunk.inputs._replace(floor=torch.full_like(chunk.inputs.floor, -1))
    with torch.no_grad():
        logits, _ = lively_network(**kind, layers=2, styles=("a", "b"))(unmasked)
    return [x[0].numpy() for x in logits]


def stepped(engine: Engine, score: Score, state: State, start: int) -> Iterator[State]:
    for i in range(start, len(score.events)):
        state = engine.step(state, score.setting, score.events[i : i + 1])
        yield state


@all_kinds
@all_music
def test_every_head_is_that_of_the_network_step_by_step(
    kind: dict[str, Any], notes: NoteSequence
) -> None:
    score = Score(notes)
    engine = engine_of(kind, layers=2, styles=("a", "b"))
    expected = torch_logits(kind, score.reading)
    state = engine.start(score.setting)

    for step, now in enumerate([state, *stepped(engine, score, state, 0)]):
        for got, logits in zip(all_logits(engine, now, score.reading, step), expected, strict=True):
            assert np.abs(got[0] - logits[step]).max() < CLOSE


@all_kinds
@all_music
def test_a_seed_fed_at_once_is_the_same_as_one_read_note_by_note(
    kind: dict[str, Any], notes: NoteSequence
) -> None:
    score = Score(notes)
    engine = engine_of(kind, layers=2, styles=("a", "b"))
    expected = torch_logits(kind, score.reading)
    for count in (0, 1, 40):
        state = engine.feed(score.setting, score.events[:count])
        for step, now in enumerate([state, *stepped(engine, score, state, count)], start=count):
            got = all_logits(engine, now, score.reading, step)
            assert all(
                np.abs(g[0] - e[step]).max() < CLOSE for g, e in zip(got, expected, strict=True)
            )


def test_figures_that_come_back_are_told_of_as_they_were_and_moved() -> None:
    echoes = Score(MUSIC["figures"]).reading.echoes
    told = dict(zip(ECHOES, (echoes.pitches >= 0).any(axis=2).sum(axis=0), strict=True))

    assert min(told.values()) > 0, "else nothing is compared"


def test_a_fed_state_knows_what_was_read_last() -> None:
    score = Score()
    engine = engine_of(KINDS[1])
    fed = engine.feed(score.setting, score.events)
    *_, walked = stepped(engine, score, engine.start(score.setting), 0)

    assert fed.onset.tolist() == walked.onset.tolist() == [int(score.reading.onset[-1])]
    assert fed.pitch.tolist() == walked.pitch.tolist()
    assert np.array_equal(fed.harmony, walked.harmony)
    assert np.allclose(fed.output, walked.output, atol=1e-5)


@pytest.mark.parametrize("core", ["lstm", "transformer"])
def test_a_seed_of_two_thousand_notes_is_read_like_a_short_one(core: str) -> None:
    score = Score(random_notes(4, 2000))
    engine = engine_of({"core": core, "memory_heads": 3})
    whole = engine.trunks(
        score.reading.features, score.reading.harmony, score.reading.onset, score.reading.spans
    )
    fed = engine.feed(score.setting, score.events)

    assert np.abs(fed.trunk[0] - whole[-1]).max() < 1e-5


def test_beyond_its_context_a_transformer_streams_as_torch_reads_it_in_chunks() -> None:
    notes = CONTEXT + 300
    score = Score(random_notes(4, notes))
    kind: dict[str, Any] = {"core": "transformer", "memory_heads": 0, "layers": 2}
    network, parts, carried = lively_network(**kind), [], None
    with torch.no_grad():
        for chunk in chunked([score.reading], 512):
            logits, carried = network(chunk.inputs, carried)
            parts.append(logits[0][0].numpy())
    expected = np.concatenate(parts)
    engine = engine_of(kind)
    state = engine.feed(score.setting, score.events[: CONTEXT - 100])
    for step, now in enumerate(stepped(engine, score, state, CONTEXT - 100), CONTEXT - 99):
        assert np.abs(engine.shift_logits(now)[0] - expected[step]).max() < CLOSE
        last = now

    whole = field_logits(engine, score.reading)[0]
    assert step == notes
    assert np.abs(whole - expected).max() < CLOSE
    assert last.nbytes < engine.feed(score.setting, score.events).nbytes * 1.6


def random_events(rng: np.random.Generator, count: int) -> EventArray:
    """Chords now and then, of any pitches: enough for harmony to fill up."""
    events = np.zeros(
        count, dtype=[(n, np.int64) for n in ("shift", "pitch", "duration", "velocity")]
    )
    events["shift"] = rng.choice([0, 0, 0, 6, 12, 24, 1000], count)
    events["pitch"] = rng.integers(30, 100, count)
    events["duration"] = rng.choice([3, 6, 12, 500], count)
    events["velocity"] = rng.integers(1, 128, count)
    return events


@all_kinds
@pytest.mark.parametrize(("hidden", "width"), [(12, 4), (37, 16)])
def test_a_take_is_the_same_to_the_bit_alone_and_among_eight(
    kind: dict[str, Any], hidden: int, width: int
) -> None:
    score = Score(random_notes(4, 30, chords=True))
    shape = {"hidden": hidden, "embedding": 21, "head": 19, "memory_width": width, "layers": 2}
    engine = engine_of(kind, **shape)
    fed = engine.feed(score.setting, score.events)
    alone, among = fed.select(np.zeros(1, dtype=np.int64)), fed.select(np.zeros(8, dtype=np.int64))
    rng = np.random.default_rng(0)
    landing = np.zeros((8, 2), dtype=np.int64)
    for _ in range(100):
        events = random_events(rng, 8)
        alone = engine.step(alone, score.setting, events[:1])
        among = engine.step(among, score.setting, events)
        shift, pitch = np.minimum(events["shift"], 99), events["pitch"]
        for one, eight in (
            (alone.trunk, among.trunk),
            (engine.shift_logits(alone), engine.shift_logits(among)),
            (
                engine.pitch_logits(alone, shift[:1], landing[:1]),
                engine.pitch_logits(among, shift, landing),
            ),
            (
                engine.duration_logits(alone, shift[:1], pitch[:1], landing[:1]),
                engine.duration_logits(among, shift, pitch, landing),
            ),
            (
                engine.velocity_logits(alone, pitch[:1], shift[:1], landing[:1]),
                engine.velocity_logits(among, pitch, shift, landing),
            ),
        ):
            assert np.array_equal(one[0], eight[0])


def walk(engine: Engine, setting: Setting, state: State, events: EventArray) -> State:
    for i in range(len(events)):
        state = engine.step(state, setting, np.repeat(events[i : i + 1], len(state)))
    return state


@all_kinds
def test_branches_that_go_on_in_turn_leave_each_other_unharmed(kind: dict[str, Any]) -> None:
    score = Score(random_notes(4, 30, chords=True))
    engine = engine_of(kind)
    rng = np.random.default_rng(1)
    stem, *ways = (random_events(rng, 70) for _ in range(3))
    one = np.zeros(1, dtype=np.int64)
    fork = walk(engine, score.setting, engine.feed(score.setting, score.events), stem)
    branches = [fork.select(one), fork.select(one)]
    for i in range(70):
        branches = [
            engine.step(branch, score.setting, way[i : i + 1])
            for branch, way in zip(branches, ways, strict=True)
        ]

    for branch, way in zip(branches, ways, strict=True):
        alone = engine.feed(score.setting, score.events)
        alone = walk(engine, score.setting, walk(engine, score.setting, alone, stem), way)
        assert np.array_equal(branch.trunk, alone.trunk)


@all_kinds
def test_selecting_drops_doubles_and_reorders_takes(kind: dict[str, Any]) -> None:
    score = Score(random_notes(4, 20, chords=True))
    engine = engine_of(kind)
    rng = np.random.default_rng(2)
    fed = engine.feed(score.setting, score.events)
    three = fed.select(np.zeros(3, dtype=np.int64))
    histories = [random_events(rng, 66) for _ in range(3)]
    for i in range(66):
        three = engine.step(three, score.setting, np.stack([h[i] for h in histories]))
    order: IntArray = np.array([2, 0, 2, 1])
    picked = three.select(order)
    nexts = random_events(rng, 4)
    after = engine.step(picked, score.setting, nexts)

    for row, take in enumerate(order.tolist()):
        alone = walk(
            engine, score.setting, fed.select(np.zeros(1, dtype=np.int64)), histories[take]
        )
        assert np.array_equal(picked.trunk[row], alone.trunk[0])
        alone = engine.step(alone, score.setting, nexts[row : row + 1])
        assert np.array_equal(after.trunk[row], alone.trunk[0])


def test_the_style_and_the_key_are_heard() -> None:
    score = Score()
    engine = engine_of(KINDS[0], styles=("a", "b"))
    plain = Setting(MeterMap(), KeyMap(), Frame())
    styled = Setting(MeterMap(), KeyMap(), Frame(), 1)
    keyed = Setting(MeterMap(), SIGNED, score.reading.frame)
    outputs = [engine.start(s).output.tolist() for s in (plain, styled, keyed)]

    assert outputs[0] != outputs[1]
    assert outputs[0] != outputs[2]
