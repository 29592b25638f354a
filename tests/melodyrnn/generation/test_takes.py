"""Takes: each by its own chance, each within the rules, whoever else is written."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
import pytest

from melodyrnn.checkpoint import Model
from melodyrnn.encoding.spec import END_CLASS
from melodyrnn.encoding.timing import TICKS_PER_STEP
from melodyrnn.engine.cells import Floats
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.state import State
from melodyrnn.generation import takes as module
from melodyrnn.generation.guard import MAX_LOOP_NOTES, MAX_LOOPS, MAX_SAME_PITCH
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.seed import prepare_seed
from melodyrnn.generation.takes import ENDINGS_TRIED, Take, TakeWriter, clear_of
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence

BAR = 1920
TUNE = NoteSequence(
    Note(480 * i, p, 480, 70 + i) for i, p in enumerate((60, 62, 64, 65, 67, 65, 64, 62))
)


def writer(model: Model, notes: NoteSequence = TUNE, **wish: Any) -> TakeWriter:
    request = TakeRequest(**{"bars": 4, **wish})
    seed = prepare_seed(notes, MeterMap(), KeyMap(), bars=request.bars, card=model.card)
    velocity = model.card.has_velocity
    return TakeWriter(Engine(model), seed, request, style=0, has_velocity=velocity)


def pitches(take: Take) -> list[int]:
    return [note.pitch for note in take.notes]


@pytest.mark.parametrize("ending", ["resolve", "open"])
def test_a_take_is_the_same_whichever_others_are_asked_for(model: Model, ending: str) -> None:
    all_eight = writer(model, ending=ending).write(range(8))
    assert writer(model, ending=ending).write(range(1)) == all_eight[:1]
    assert writer(model, ending=ending).write(range(5, 7)) == all_eight[5:7]


def test_a_writer_can_be_asked_again(model: Model) -> None:
    one = writer(model)
    assert one.write(range(2)) == one.write(range(2))


def test_takes_differ_from_each_other_and_with_the_random_seed(model: Model) -> None:
    takes = writer(model).write(range(4)) + writer(model, random_seed=1).write(range(4))
    assert len({take.notes for take in takes}) == 8


def test_temperature_zero_gives_one_and_the_same_take(model: Model) -> None:
    cold = writer(model, pitch_temperature=0, rhythm_temperature=0).write(range(3))
    assert len({take.notes for take in cold}) == 1


def test_a_single_line_stays_one(model: Model) -> None:
    for take in writer(model, rhythm_temperature=1.5, top_p=1).write(range(6)):
        assert TUNE.merged(take.notes).is_monophonic


class Chordal(Engine):
    """Likes to strike notes together."""

    def shift_logits(self, state: State) -> Floats:
        logits: Floats = super().shift_logits(state)
        logits[:, 0] = 5
        return logits


CHORDS = NoteSequence(Note(480 * i, p, 720, 64) for i in range(4) for p in (48 + i, 60 + i, 64 + i))


def test_chords_ascend_and_stay_within_range_and_bars(piano_model: Model) -> None:
    request = TakeRequest(bars=4, lowest=40, highest=70, pitch_temperature=2, top_p=1)
    seed = prepare_seed(CHORDS, MeterMap(), KeyMap(), bars=4, card=piano_model.card)
    one = TakeWriter(Chordal(piano_model), seed, request, style=0, has_velocity=True)
    for take in one.write(range(6)):
        assert len(set(take.notes.onset.tolist())) < len(take.notes)
        strikes = list(zip(take.notes.onset.tolist(), pitches(take), strict=True))
        assert len(set(strikes)) == len(strikes)
        assert take.notes.pitch.min() >= 40
        assert take.notes.pitch.max() <= 70
        assert take.notes.end <= 6 * BAR


def test_a_range_of_one_pitch_can_be_written_even_in_chords(piano_model: Model) -> None:
    chords = NoteSequence([Note(0, 60, 480), Note(0, 64, 480)])
    for take in writer(piano_model, chords, lowest=60, highest=60).write(range(4)):
        assert set(pitches(take)) == {60}


def test_a_model_with_dynamics_writes_them_and_no_silent_note(piano_model: Model) -> None:
    take = writer(piano_model, rhythm_temperature=3, top_p=1).write(range(1))[0]
    assert len(set(take.notes.velocity.tolist())) > 1
    assert take.notes.velocity.min() >= 1


def test_a_model_without_dynamics_goes_on_as_loud_as_the_seed(model: Model) -> None:
    take = writer(model).write(range(1))[0]
    seed = dict(zip((TUNE.onset % BAR).tolist(), TUNE.velocity.tolist(), strict=True))
    for note in take.notes:
        if note.onset % BAR in seed:
            assert abs(note.velocity - seed[note.onset % BAR]) <= 4


def test_a_seed_held_a_little_over_the_bar_line_is_continued_on_it(model: Model) -> None:
    held = NoteSequence([*list(TUNE)[:-1], Note(7 * 480, 62, 480 + 28)])
    onsets = [int(t.notes.onset[0]) for t in writer(model, held, top_p=1).write(range(40))]
    assert 2 * BAR in onsets
    assert min(onsets) == 2 * BAR


@pytest.mark.parametrize("held", [5 * 1920 + 40, 40 * 1920, 3000 * 1920])
def test_after_a_very_long_note_a_take_still_comes_in_on_the_bar_line(
    model: Model, held: int
) -> None:
    long = NoteSequence([Note(140, 60, held - 140)])
    seed_end = -(-held // BAR) * BAR if held % BAR > 30 else held // BAR * BAR
    found = writer(model, long, bars=2, top_p=1).write(range(40))
    assert all(len(take.notes) for take in found)
    assert all(take.notes.end <= seed_end + 2 * BAR for take in found)
    start = held // TICKS_PER_STEP * TICKS_PER_STEP
    assert min(int(take.notes.onset[0]) for take in found) - start < 480


class Droning(Engine):
    """Always wants the same short note again, as soon as it can."""

    def shift_logits(self, state: State) -> Floats:
        wish = np.full_like(super().shift_logits(state), -50)
        wish[:, 12] = 50
        return wish

    def pitch_logits(self, state: State, *told: Any) -> Floats:
        wish = np.full_like(super().pitch_logits(state, *told), -50)
        wish[:, 60], wish[:, 62], wish[:, 64] = 50, 20, 10
        return wish

    def duration_logits(self, state: State, *told: Any) -> Floats:
        wish = np.full_like(super().duration_logits(state, *told), -50)
        wish[:, 12] = 50
        return wish


def test_a_model_that_is_stuck_is_moved_on(model: Model) -> None:
    request = TakeRequest(bars=16, pitch_temperature=0, rhythm_temperature=0)
    seed = prepare_seed(TUNE, MeterMap(), KeyMap(), bars=16, card=model.card)
    stuck = TakeWriter(Droning(model), seed, request, style=0, has_velocity=False)
    found = pitches(stuck.write(range(1))[0])
    assert len(found) == 16 * 8
    assert max(len(list(run)) for _, run in groupby(found)) <= MAX_SAME_PITCH
    for period in range(2, MAX_LOOP_NOTES + 1):
        length = period * (MAX_LOOPS + 1)
        spans = [found[i : i + length] for i in range(len(found) - length + 1)]
        assert not any(span[period:] == span[:-period] for span in spans)


class Closing(Engine):
    """Would rather stop after a high note than after a low one."""

    def shift_logits(self, state: State) -> Floats:
        logits: Floats = super().shift_logits(state)
        logits[:, END_CLASS] = state.pitch / 4 - 20
        return logits


def test_a_take_that_resolves_ends_as_the_model_would(model: Model) -> None:
    wish: dict[str, Any] = {"bars": 4, "lowest": 55, "highest": 75, "top_p": 1}

    def last_pitches(ending: str) -> list[int]:
        request = TakeRequest(ending=ending, **wish)  # type: ignore[arg-type]  # from a test
        seed = prepare_seed(TUNE, MeterMap(), KeyMap(), bars=4, card=model.card)
        one = TakeWriter(Closing(model), seed, request, style=0, has_velocity=False)
        return [pitches(take)[-1] for take in one.write(range(12))]

    assert np.mean(last_pitches("resolve")) > np.mean(last_pitches("open")) + 4


def test_as_many_endings_are_tried_as_stated(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ENDINGS_TRIED", 1)
    one = writer(model).write(range(3))
    monkeypatch.undo()
    assert ENDINGS_TRIED > 1
    assert writer(model).write(range(3)) != one


def test_a_note_waits_for_the_key_that_the_seed_still_holds() -> None:
    seed = NoteSequence([Note(0, 60, 505), Note(0, 64, 480)])
    new = NoteSequence([Note(480, 60, 240), Note(480, 64, 240), Note(720, 60, 10)])
    assert list(clear_of(new, seed)) == [Note(480, 64, 240), Note(505, 60, 215), Note(720, 60, 10)]


def test_a_note_that_would_be_over_before_its_key_is_free_is_left_out() -> None:
    seed, new = NoteSequence([Note(0, 60, 505)]), NoteSequence([Note(480, 60, 20)])
    assert not len(clear_of(new, seed))


def test_surprise_is_the_mean_cost_of_the_notes_drawn(model: Model) -> None:
    bold = writer(model, pitch_temperature=3, rhythm_temperature=3, top_p=1).write(range(4))
    tame = writer(model, pitch_temperature=0, rhythm_temperature=0).write(range(1))
    assert min(take.nats_per_note for take in bold) > tame[0].nats_per_note > 0
