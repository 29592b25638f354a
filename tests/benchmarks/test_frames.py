"""What is paid for a frame: checked against the engine, and by adding up all there could be."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from benchmarks.frames import (
    FrameScore,
    Grid,
    Paid,
    frame_score,
    notes_of,
    nothing_within,
    pay,
    read_roll,
    score_rolls,
)
from benchmarks.rolls import Roll
from melodyrnn.encoding.spec import END_CLASS
from melodyrnn.encoding.timing import CLASS_COUNT, class_of, class_size
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import score
from melodyrnn.models.network import EventNetwork
from melodyrnn.music.meter import Meter
from melodyrnn.music.notes import Note
from tests.networks import CPU, as_model, lively_network

GRID = Grid(480, Meter(1, 4))
STEPS = GRID.frame_steps
TONES = (60, 64, 67)
FRAMES = [frame for size in range(4) for frame in itertools.combinations(TONES, size)]
NEVER = -200.0
"""Added to a logit, it leaves no chance that could be seen."""

CHORALE: Roll = ((60, 64), (60,), (), (), (62, 65, 69), (62,))


def only_rolls(seed: int = 0) -> EventNetwork:
    """Draws nothing but rolls of three tones, and END."""
    network = lively_network(seed)
    allowed = {
        "shift": [0, STEPS, 2 * STEPS, END_CLASS],
        "pitch": list(TONES),
        "duration": [STEPS],
    }
    for name, classes in allowed.items():
        bias = network.get_parameter(f"heads.{name}.out.bias").data
        kept = bias[classes].clone()
        bias += NEVER
        bias[classes] = kept
    return network


def chance(found: FrameScore) -> float:
    return math.exp(-found.without_end * found.frames)


def dead_end(roll: Roll, found: FrameScore) -> float:
    """Chance of wanting one more tone where none is left above the highest."""
    if TONES[-1] not in roll[-1]:
        return 0.0
    return math.exp(found.end - float(found.nats.sum())) * (1 - math.exp(-found.closed))


@pytest.mark.parametrize("first", [(60,), (60, 64)])
@pytest.mark.parametrize("length", [2, 3])
@pytest.mark.parametrize("members", [1, 2])
def test_the_chances_of_all_frames_that_could_follow_add_up(
    first: tuple[int, ...], length: int, members: int
) -> None:
    """All there is after a first frame is a roll, or a dead end on the way to one."""
    networks = [only_rolls(seed) for seed in range(members)]
    total = 0.0
    for many in range(1, length):
        rolls = [(first, *rest) for rest in itertools.product(FRAMES, repeat=many)]
        scores = score_rolls(networks, rolls, GRID, CPU).together
        pairs = list(zip(rolls, scores, strict=True))
        total += sum(dead_end(roll, found) for roll, found in pairs)
        if many == length - 1:
            total += sum(chance(found) for _, found in pairs)
    paid = Paid.mean([pay(each, [read_roll((first, ()), GRID)], CPU)[0] for each in networks])
    assert total == pytest.approx(math.exp(-nothing_within(paid.last, 0)), rel=1e-4)


def test_a_piece_that_begins_with_silence_leaves_no_chance_out_either() -> None:
    """Nothing is given: the chance that the first frame was empty is in every sum."""
    network = only_rolls()
    rolls = [((), frame) for frame in FRAMES]
    scores = score_rolls([network], rolls, GRID, CPU).together
    total = sum(chance(s) + dead_end(r, s) for r, s in zip(rolls, scores, strict=True))
    (paid,) = pay(network, [read_roll(((), ()), GRID)], CPU)
    assert total == pytest.approx(math.exp(-nothing_within(paid.last, 0)), rel=1e-4)


def test_each_note_is_paid_as_the_engine_has_it() -> None:
    rng = np.random.default_rng(1)
    long: Roll = tuple(
        tuple(sorted(rng.choice(40, rng.integers(0, 5), replace=False) + 40)) for _ in range(200)
    )  # longer than a chunk of steps
    network = lively_network()
    readings = [read_roll(roll, GRID) for roll in (CHORALE, long, CHORALE[:3])]
    engine = Engine(as_model(network))
    for paid, reading in zip(pay(network, readings, CPU), readings, strict=True):
        assert paid.nats == pytest.approx(score(engine, reading), abs=1e-4)
        assert -paid.last[END_CLASS] == pytest.approx(paid.nats[-1, 0], abs=1e-5)


def test_all_after_the_first_frames_notes_counts_and_nothing_before() -> None:
    (paid,) = pay(lively_network(), [read_roll(CHORALE, GRID)], CPU)
    found = frame_score(CHORALE, GRID, paid)
    assert found.frames == 5
    assert found.nats == pytest.approx(paid.nats[2:, :3].sum(axis=0))
    assert found.end == paid.nats[-1, 0]
    assert found.closed == pytest.approx(-math.log(1 - math.exp(paid.last[0])))
    assert found.without_end < found.with_end


def test_a_first_frame_without_notes_leaves_all_notes_to_be_paid() -> None:
    roll = ((), *CHORALE)
    (paid,) = pay(lively_network(), [read_roll(roll, GRID)], CPU)
    assert frame_score(roll, GRID, paid).nats == pytest.approx(paid.nats[:, :3].sum(axis=0))


def test_silence_at_the_end_is_paid_for() -> None:
    """The longer it is, the less likely; but never dearer than END, which is silence for ever."""
    network = lively_network()
    rolls = [(*CHORALE, *[()] * silence) for silence in range(4)]
    scores = score_rolls([network], rolls, GRID, CPU).together
    assert len({s.end for s in scores}) == 1
    closed = [s.closed for s in scores]
    assert closed == sorted(set(closed))
    assert closed[-1] < scores[0].end


def test_a_piece_of_silence_pays_for_it() -> None:
    (found,) = score_rolls([lively_network()], [((), (), ())], GRID, CPU).together
    assert found.frames == 2
    assert found.nats == pytest.approx([found.end, 0, 0])
    assert 0 < found.closed < found.end


def test_a_committee_pays_by_the_mean_of_its_chances_and_its_networks_by_their_own() -> None:
    networks = [lively_network(seed) for seed in range(2)]
    found = score_rolls(networks, [CHORALE], GRID, CPU)
    alone = [score_rolls([network], [CHORALE], GRID, CPU).together for network in networks]
    assert [own[0].with_end for own in found.by_network] == [own[0].with_end for own in alone]
    each = [pay(network, [read_roll(CHORALE, GRID)], CPU)[0] for network in networks]
    chances = np.array([np.exp(-paid.nats) for paid in each])
    assert np.allclose(np.exp(-Paid.mean(each).nats), chances.mean(axis=0))


@pytest.mark.parametrize("roll", [((60, 64),), ((),), ()], ids=str)
def test_where_nothing_is_predicted_nothing_is_paid(roll: Roll) -> None:
    (found,) = score_rolls([lively_network()], [roll], GRID, CPU).together
    assert (found.frames, found.nats.sum(), found.end, found.closed) == (0, 0, 0, 0)


def test_pieces_pay_the_same_alone_and_together() -> None:
    network = lively_network()
    rolls = [CHORALE, CHORALE[:2], ((), (50,)), CHORALE[1:]]
    alone = [score_rolls([network], [roll], GRID, CPU).together[0] for roll in rolls]
    together = score_rolls([network], rolls, GRID, CPU).together
    for one, other in zip(alone, together, strict=True):
        assert one.nats == pytest.approx(other.nats, abs=1e-4)
    pooled = FrameScore.of(together)
    paid = sum(each.with_end * each.frames for each in together)
    assert pooled.with_end == pytest.approx(paid / (5 + 1 + 1 + 4))


@pytest.mark.parametrize("steps", [0, 1, 24, 97, 100, 384, 700, 768, 1000, 1536])
def test_rare_shifts_that_share_a_class_lie_on_the_right_side(steps: int) -> None:
    rng = np.random.default_rng(2)
    chances = rng.dirichlet(np.ones(CLASS_COUNT + 1))
    values = np.arange(steps + 1)
    within = (chances[class_of(values)] / class_size(class_of(values))).sum()
    assert nothing_within(np.log(chances), steps) == pytest.approx(-math.log(1 - within))


def test_frames_become_notes_of_one_frame_on_the_grid() -> None:
    notes = notes_of(((60,), (), (60, 62)), Grid(240))
    assert list(notes) == [Note(t, p, 240, 80) for t, p in ((0, 60), (480, 60), (480, 62))]
    assert read_roll(CHORALE, Grid(240)).rounding.is_exact
    with pytest.raises(ValueError, match="multiple of 20"):
        Grid(250)


def test_nothing_pooled_is_nothing() -> None:
    assert FrameScore.of([]).with_end == 0
    assert frame_score((), GRID, Paid(np.zeros((1, 4)), np.zeros(CLASS_COUNT + 1))).frames == 0
