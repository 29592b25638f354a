"""Where the model would go."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.checkpoint import Model
from melodyrnn.encoding.timing import class_of
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.shaping import shaped
from melodyrnn.generation.hints import AT_LEAST, COUNT, LikelyNote, likely_notes, worth_hinting
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.rules import Rules
from melodyrnn.generation.seed import prepare_seed
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece

SCALE = (62, 64, 66, 67, 69, 71, 73, 74)
TUNE = NoteSequence(Note(240 * i, SCALE[i % 8], 240) for i in range(12))
PIECE = Piece((Part(TUNE),), keys=KeyMap([KeyChange(0, Key(2))]))
REQUEST = TakeRequest(bars=2)


@pytest.fixture(scope="module")
def ready(model: Model) -> ReadyModel:
    return ReadyModel.of(model)


def test_the_probability_is_that_of_onset_and_pitch(ready: ReadyModel) -> None:
    seed = prepare_seed(TUNE, PIECE.meters, PIECE.keys, bars=2, card=ready.model.card)
    setting = Setting(seed.meters, seed.keys, seed.frame)
    state = ready.engine.feed(setting, seed.events)
    rules = Rules.build(seed, REQUEST)
    end = np.array([TUNE.end // 20])
    onset = shaped(rules.shift(ready.engine.shift_logits(state), state.onset, end, True), 1, 1)[0]
    for note in likely_notes(ready, PIECE, 0, REQUEST):
        shift = class_of(np.array([note.onset // 20 - state.onset[0]]))
        landing = setting.clock.landing(np.array([note.onset // 20]))
        logits = ready.engine.pitch_logits(state, shift, landing)
        pitch = shaped(rules.pitch(logits, np.array([-1]), [set()]), 1, 1)[0]
        expected = onset[shift[0]] * pitch[note.pitch + seed.frame.semitones]
        assert note.probability == pytest.approx(expected)


def test_a_few_come_the_likeliest_first_and_all_after_the_melody(ready: ReadyModel) -> None:
    found = likely_notes(ready, PIECE, 0, REQUEST)
    assert AT_LEAST <= len(found) <= COUNT
    chances = [note.probability for note in found]
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1
    assert all(n.onset >= TUNE.end and n.duration > 0 and 0 <= n.pitch <= 127 for n in found)
    assert len({(n.onset, n.pitch) for n in found}) == len(found)


def test_unlikely_notes_are_no_hints_but_two_there_always_are() -> None:
    likely = [LikelyNote(0, 240, 60 + i, p) for i, p in enumerate((0.3, 0.02, 0.01, 0.009, 0.001))]
    assert worth_hinting(likely) == tuple(likely[:3])
    assert worth_hinting(likely[3:]) == tuple(likely[3:])


def test_only_the_notes_before_the_point_count(ready: ReadyModel) -> None:
    shorter = Piece((Part(TUNE.between(0, 960)),), keys=PIECE.keys)
    expected = likely_notes(ready, shorter, 0, REQUEST, key=Key(2))
    assert likely_notes(ready, PIECE, 0, REQUEST, tick=960, key=Key(2)) == expected
    assert expected != likely_notes(ready, PIECE, 0, REQUEST, key=Key(2))


def test_nothing_begins_before_the_point(ready: ReadyModel) -> None:
    for tick in (TUNE.end + 240, TUNE.end + 3 * 1920, 40 * 1920):
        found = likely_notes(ready, PIECE, 0, REQUEST, tick=tick)
        assert AT_LEAST <= len(found) <= COUNT
        assert all(tick <= n.onset < tick + 2 * 1920 for n in found)


def test_a_last_note_that_is_held_a_little_holds_up_nothing(ready: ReadyModel) -> None:
    held = NoteSequence([*TUNE.between(0, 1680), Note(1680, 74, 250)])
    piece = Piece((Part(held),), keys=PIECE.keys)
    after = likely_notes(ready, piece, 0, REQUEST)
    assert likely_notes(ready, piece, 0, REQUEST, tick=held.end) == after


def test_range_and_key_are_kept(ready: ReadyModel) -> None:
    wish = TakeRequest(bars=1, lowest=60, highest=71, key_rule="only")
    found = likely_notes(ready, PIECE, 0, wish)
    assert {n.pitch for n in found} <= {61, 62, 64, 66, 67, 69, 71}


def test_there_are_hints_before_the_first_note_too(ready: ReadyModel) -> None:
    empty = Piece((Part(NoteSequence()),))
    found = likely_notes(ready, empty, 0, REQUEST)
    assert AT_LEAST <= len(found) <= COUNT
    assert all(isinstance(note, LikelyNote) and note.onset >= 0 for note in found)


def test_temperatures_do_not_matter(ready: ReadyModel) -> None:
    hot = TakeRequest(bars=2, pitch_temperature=3, rhythm_temperature=0, top_p=0.1)
    assert likely_notes(ready, PIECE, 0, hot) == likely_notes(ready, PIECE, 0, REQUEST)


def test_a_model_of_chords_has_hints(piano_model: Model) -> None:
    chord = NoteSequence([Note(0, 60, 480), Note(0, 64, 480), Note(480, 62, 480)])
    found = likely_notes(ReadyModel.of(piano_model), Piece((Part(chord),)), 0, REQUEST)
    assert AT_LEAST <= len(found) <= COUNT
