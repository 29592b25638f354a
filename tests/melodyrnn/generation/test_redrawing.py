"""The limit to copying: no take breaks it, and else each note comes as often as ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from melodyrnn.checkpoint import Model
from melodyrnn.encoding.timing import CLASS_COUNT, class_low
from melodyrnn.engine.setting import Setting
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.drawing import NoteDrawer
from melodyrnn.generation.line import Line
from melodyrnn.generation.ready import Comparing, ReadyModel
from melodyrnn.generation.recreating import continue_recipe, recipe_of
from melodyrnn.generation.redrawing import Redrawing
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.row import Row
from melodyrnn.generation.ruled import Ruled
from melodyrnn.generation.rules import Rules
from melodyrnn.generation.seed import prepare_seed
from melodyrnn.generation.takes import NOTHING, TakeWriter
from melodyrnn.generation.variation import variation
from melodyrnn.midi.reading import parse_midi
from melodyrnn.midi.writing import midi_bytes
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from melodyrnn.originality.copies import find_copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.limit import CopyLimit
from tests.learned import learned
from tests.originals import sources_of

TUNE = NoteSequence(
    Note(480 * i, p, 480, 70 + i) for i, p in enumerate((60, 62, 64, 65, 67, 65, 64, 62))
)
CHORDS = NoteSequence(Note(480 * i, p, 490, 64) for i in range(4) for p in (48 + i, 60 + i, 64 + i))
MOST = 4
ALL = TakeRequest(bars=2, takes=12, ending="open", lowest=40, highest=90)

SETTINGS: dict[str, tuple[bool, dict[str, Any]]] = {
    "as usual": (False, {"ending": "resolve", "takes": 4}),
    "only the key": (False, {"key_rule": "only"}),
    "a narrow range": (False, {"lowest": 60, "highest": 62}),
    "a range of one pitch": (False, {"lowest": 60, "highest": 60}),
    "cold": (False, {"pitch_temperature": 0, "rhythm_temperature": 0}),
    "cool": (True, {"pitch_temperature": 0.05, "rhythm_temperature": 0.02}),
    "the likeliest half": (False, {"top_p": 0.5}),
    "all": (False, {"top_p": 1.0, "pitch_temperature": 2.0, "rhythm_temperature": 2.0}),
    "chords": (True, {}),
    "chords, cold and only the key": (
        True,
        {"pitch_temperature": 0, "rhythm_temperature": 0, "key_rule": "only"},
    ),
    "chords, a narrow range and the likeliest half": (
        True,
        {"lowest": 60, "highest": 64, "top_p": 0.5},
    ),
}
"""Whether there are chords, and what is asked."""


def copying(
    path: Path, request: TakeRequest = ALL, *, has_chords: bool = False
) -> tuple[ReadyModel, Continuation]:
    """A model that learned from the very takes it writes, in another key; and these."""
    piece = simple_piece(CHORDS if has_chords else TUNE, key=Key.parse("C"))
    free = continue_piece(learned(path, has_chords=has_chords), piece, 0, request)
    own = [take.notes.transposed(2) for take in free.takes]
    whole = piece.parts[0].notes.merged(free.takes[0].notes)
    return learned(path, *own, whole, has_chords=has_chords), free


def again(ready: ReadyModel, free: Continuation, **wish: Any) -> Continuation:
    """The same continuation under the limit, unless told otherwise."""
    request = replace(free.request, **{"most_copied": MOST, **wish})
    return continue_piece(ready, free.piece, 0, request)


def longest_run(ready: ReadyModel, found: Continuation) -> int:
    """Of all takes as they are, and of some as read from files of the whole and of them alone."""
    index, start = ready.sources, found.seed.start
    assert index is not None
    runs = []
    for number, take in enumerate(found.takes):
        runs.append(find_copies(index, take.notes, before=found.seed.notes).longest)
        if number % 4:
            continue
        data = midi_bytes(found.whole(take), length=found.length(new_only=False))
        back = parse_midi(data).parts[0].notes
        before, after = back.between(0, start), back.between(start, back.end)
        runs.append(find_copies(index, after, before=before).longest)
        alone = parse_midi(midi_bytes(found.new_part(take))).parts[0].notes
        runs.append(find_copies(index, alone).longest)
    return max(runs)


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_take_copies_more_than_asked_whatever_else_is_asked(
    tmp_path: Path, setting: str
) -> None:
    has_chords, wish = SETTINGS[setting]
    request = replace(ALL, **wish)
    ready, free = copying(tmp_path / "m.safetensors", request, has_chords=has_chords)
    assert longest_run(ready, free) > MOST, "else nothing was tried"
    limited = again(ready, free)
    assert longest_run(ready, limited) <= MOST
    for take in limited.takes:
        assert len(take.notes)
        assert take.copies is not None
        assert take.copies.longest <= MOST
        assert take.notes.pitch.min() >= request.lowest
        assert take.notes.pitch.max() <= request.highest
        assert take.notes.end <= limited.seed.end


def test_a_take_is_as_ever_up_to_the_note_that_is_too_much(tmp_path: Path) -> None:
    ready, free = copying(tmp_path / "m.safetensors")
    assert again(ready, free, most_copied=64).takes == free.takes
    for before, after in zip(free.takes, again(ready, free).takes, strict=True):
        assert list(before.notes)[:MOST] == list(after.notes)[:MOST]
        assert before.notes != after.notes


def test_a_limited_take_is_the_same_whichever_others_are_asked_for(tmp_path: Path) -> None:
    ready, free = copying(tmp_path / "m.safetensors", replace(ALL, takes=4))
    wish = replace(free.request, most_copied=MOST, ending="resolve")
    takes = continue_piece(ready, free.piece, 0, wish).takes
    assert continue_piece(ready, free.piece, 0, wish, numbers=range(2, 3)).takes == takes[2:3]


def test_a_variation_does_not_lengthen_what_its_opening_copied(tmp_path: Path) -> None:
    ready, free = copying(tmp_path / "m.safetensors")
    recipe = replace(recipe_of(free, 1), request=replace(ALL, most_copied=MOST))
    wish = variation(recipe, free.takes[0].notes, distance=0.2, take=1, random_seed=0)
    take = continue_recipe(ready, wish).takes[0]
    kept = len(wish.prefix)
    assert take.notes.array[:kept].tolist() == wish.prefix.array.tolist()
    assert take.copies is not None
    assert MOST < int(take.copies.by_note[:kept].max()) <= kept
    assert int(take.copies.by_note[kept:].max()) <= MOST


def test_a_recipe_of_a_limited_take_brings_it_back(tmp_path: Path) -> None:
    ready, free = copying(tmp_path / "m.safetensors", replace(ALL, takes=4))
    found = again(ready, free)
    assert continue_recipe(ready, recipe_of(found, 2)).takes == found.takes[1:2]


class Forbidding(CopyLimit):
    """Allows but some intervals after so many notes."""

    def __init__(self, *allowed: int) -> None:
        self.most = MOST
        rest = {i for i in range(-30, 31) if i not in allowed}
        self._pairs = frozenset((i, c) for i in rest for c in range(CLASS_COUNT))

    def next_forbidden(self, pairs_so_far: Sequence[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        """All others."""
        return self._pairs if len(pairs_so_far) >= self.most else frozenset()


def takes_under(limit: CopyLimit, ready: ReadyModel, **wish: Any) -> list[NoteSequence]:
    request = replace(ALL, takes=4, **wish)
    keys = KeyMap([KeyChange(0, Key.parse("C"))])
    seed = prepare_seed(TUNE, MeterMap(), keys, bars=2, card=ready.model.card)
    comparing = Comparing(SourceIndex(sources_of(TUNE)), limit)
    one = TakeWriter(ready.engine, seed, request, style=0, has_velocity=False, comparing=comparing)
    return [take.notes for take in one.write(range(request.takes))]


@pytest.mark.parametrize("heat", [0.0, 1.0])
def test_where_no_note_is_allowed_a_take_ends_early(tmp_path: Path, heat: float) -> None:
    ready = learned(tmp_path / "m.safetensors")
    heats = {"pitch_temperature": heat, "rhythm_temperature": heat}
    takes = takes_under(Forbidding(), ready, lowest=60, highest=61, **heats)
    assert {len(notes) for notes in takes} == {MOST}


def test_the_key_gives_way_before_the_limit_and_the_range_never(tmp_path: Path) -> None:
    ready = learned(tmp_path / "m.safetensors")
    takes = takes_under(Forbidding(1, -7), ready, key_rule="only", lowest=55, highest=70)
    outside = set()
    for notes in takes:
        assert len(notes) > MOST
        assert 55 <= notes.pitch.min() <= notes.pitch.max() <= 70
        assert set(np.diff(notes.pitch)[MOST - 1 :].tolist()) <= {1, -7}
        outside |= set((notes.pitch[MOST:] % 12).tolist()) - Key.parse("C").pitch_classes
    assert outside


COUNT = 800


def drawn_notes(
    model: Model, limit: CopyLimit, request: TakeRequest, *, is_limited: bool, count: int
) -> Counter[tuple[int, int, int]]:
    """Notes drawn to come next after TUNE and four more notes, by class of shift and duration."""
    rising = NoteSequence(Note(3840 + 240 * i, 64 + i, 240) for i in range(MOST))
    whole = TUNE.merged(rising)
    seed = prepare_seed(whole, MeterMap(), KeyMap(), bars=4, card=model.card)
    ready = ReadyModel.of(model)
    setting = Setting(seed.meters, seed.keys, seed.frame, 0)
    ruled = Ruled(ready.engine, setting, Rules.build(seed, request))
    frame, line = seed.frame.semitones, None
    before = prepare_seed(TUNE, MeterMap(), KeyMap(), bars=4, card=model.card)
    if is_limited:
        line = Line.opening(limit, before, NOTHING)
        for note in rising:
            line.add(note.onset // 20, note.pitch + frame, note.duration // 20)
    state = ready.engine.feed(setting, seed.events).select(np.zeros(count, dtype=np.int64))
    rows = [
        Row(np.random.default_rng([is_limited, i]), int(state.onset[0]), seed.first, [(60, 12)])
        for i in range(count)
    ]
    for row in rows:
        row.line = line
    redrawing = Redrawing(ruled, ruled, request) if is_limited else None
    found = NoteDrawer(ruled, request, redrawing).draw(state, rows, seed.end // 20)
    assert found.goes_on.all()
    columns = (found.shift.tolist(), found.pitch.tolist(), found.duration.tolist())
    return Counter(zip(*columns, strict=True))


def test_allowed_notes_keep_their_proportions(model: Model) -> None:
    request = TakeRequest(bars=4, pitch_temperature=0.12, rhythm_temperature=0.12, top_p=0.6)
    nothing = CopyLimit(SourceIndex(sources_of(TUNE)), MOST)
    free = drawn_notes(model, nothing, request, is_limited=False, count=COUNT)
    (_, pitch, duration), _ = free.most_common(1)[0]
    frame = prepare_seed(TUNE, MeterMap(), KeyMap(), bars=4, card=model.card).frame.semitones
    steps = int(class_low(duration))
    copied = NoteSequence(
        [
            Note(0, 62, 240),
            *(Note(240 * (i + 1), 64 + i, 240) for i in range(MOST)),
            Note(240 * (MOST + 1), pitch - frame, 20 * steps),
        ]
    )
    limit = CopyLimit(SourceIndex(sources_of(copied)), MOST)
    allowed = {n: c for n, c in free.items() if n[1:] != (pitch, duration)}
    limited = drawn_notes(model, limit, request, is_limited=True, count=COUNT)
    assert (pitch, duration) not in {n[1:] for n in limited}
    share = sum(allowed.values()) / COUNT
    assert 0.2 < share < 0.95, "else nothing was tried"
    distance = sum(
        abs(limited[n] / COUNT - allowed.get(n, 0) / (COUNT * share)) for n in {*limited, *allowed}
    )
    assert distance / 2 < 0.08
