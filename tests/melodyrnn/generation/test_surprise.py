"""How surprising the model finds each note."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from melodyrnn.checkpoint import Model
from melodyrnn.encoding.reading import read_notes
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import score
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import continue_piece
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.surprise import note_surprise
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece

SCALE = (62, 64, 66, 67, 69, 71, 73, 74)
TUNE = NoteSequence(Note(240 * i, SCALE[i % 8], 240) for i in range(16))
IN_D = KeyMap([KeyChange(0, Key(2))])


def piece_of(notes: NoteSequence) -> Piece:
    return Piece((Part(NoteSequence()), Part(notes)), keys=IN_D)


def test_a_melody_costs_what_it_scores(model: Model) -> None:
    piece = piece_of(TUNE)
    expected = score(Engine(model), read_notes(TUNE, piece.meters, IN_D))[:-1, :3].sum(axis=1)
    assert np.allclose(note_surprise(ReadyModel.of(model), piece, 1), expected)


def test_the_notes_of_a_take_cost_what_the_take_says(model: Model) -> None:
    request = TakeRequest(bars=3, takes=1, ending="open")
    continuation = continue_piece(model, piece_of(TUNE), 1, request)
    take = continuation.takes[0]
    nats = note_surprise(ReadyModel.of(model), continuation.whole(take), 1, key=Key(2))
    assert len(nats) == 16 + len(take.notes)
    assert np.mean(nats[16:]) == pytest.approx(take.nats_per_note, rel=1e-4)


def test_what_a_melody_model_does_not_read_is_left_open(model: Model) -> None:
    below = NoteSequence([Note(240, 40, 240), Note(0, 41, 1920), Note(960, 45, 240)])
    whole = TUNE.merged(below)
    nats = note_surprise(ReadyModel.of(model), piece_of(whole), 1, key=Key(2))
    is_low = whole.pitch < 50
    assert np.isnan(nats[is_low]).all()
    alone = note_surprise(ReadyModel.of(model), piece_of(TUNE), 1, key=Key(2))
    assert np.allclose(nats[~is_low], alone)


def test_a_model_of_chords_judges_every_note_of_them(piano_model: Model) -> None:
    whole = TUNE.merged(TUNE.transposed(-12))
    ready = ReadyModel.of(piano_model)
    nats = note_surprise(ready, piece_of(whole), 1, style="reel")
    expected = score(Engine(piano_model), read_notes(whole, Piece().meters, IN_D, 2))[:-1]
    assert np.allclose(nats, expected[:, :3].sum(axis=1))


def test_notes_that_the_grid_merges_share_their_cost(piano_model: Model) -> None:
    twins = NoteSequence([Note(0, 60, 240), Note(3, 60, 480), Note(480, 64, 240)])
    nats = note_surprise(ReadyModel.of(piano_model), piece_of(twins), 1)
    assert nats[0] == nats[1] != nats[2]


def test_notes_by_hand_keep_their_places_where_writing_down_swaps_them(piano_model: Model) -> None:
    # Every chord is rolled downwards: written down it stands upwards.
    chords = [(35 + 480 * i, 72 + i % 3) for i in range(8)] + [(44 + 480 * i, 60) for i in range(8)]
    rolled = NoteSequence(Note(onset, pitch, 400) for onset, pitch in chords)
    written = NoteSequence(Note(480 * (onset // 480), pitch, 360) for onset, pitch in chords)
    ready = ReadyModel.of(piano_model)
    found, expected = (note_surprise(ready, piece_of(n), 1, key=Key(2)) for n in (rolled, written))
    assert found.reshape(8, 2)[:, ::-1].tolist() == expected.reshape(8, 2).tolist()


def test_a_seed_far_from_the_usual_range_is_judged_where_it_is_read(model: Model) -> None:
    low = replace(model, card=replace(model.card, lowest=60, highest=80))
    deep = note_surprise(ReadyModel.of(low), piece_of(TUNE.transposed(-48)), 1)
    assert np.allclose(deep, note_surprise(ReadyModel.of(low), piece_of(TUNE), 1))


def test_no_notes_cost_nothing_and_an_unknown_style_is_refused(model: Model) -> None:
    ready = ReadyModel.of(model)
    assert note_surprise(ready, piece_of(TUNE), 0).shape == (0,)
    with pytest.raises(RequestError, match="no style"):
        note_surprise(ready, piece_of(TUNE), 1, style="waltz")
