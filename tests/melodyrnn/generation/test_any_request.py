"""Whatever the piece and the request: takes within the rules, or one clear refusal."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from melodyrnn.checkpoint import Model
from melodyrnn.encoding.timing import TICKS_PER_STEP
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.request import ENDINGS, KEY_RULES, TakeRequest
from melodyrnn.midi.reading import parse_midi
from melodyrnn.midi.writing import midi_bytes
from melodyrnn.music.key import Key
from melodyrnn.music.notes import without_collisions
from melodyrnn.music.piece import Piece
from tests.strategies import keys, pieces

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LONGEST_NEW_TICKS = 8 * 1920


@st.composite
def requests(draw: st.DrawFn) -> TakeRequest:
    low, high = sorted([draw(st.integers(0, 127)), draw(st.integers(0, 127))])
    temperature = st.sampled_from([0.0, 0.5, 1.0, 1.5, 5.0])
    return TakeRequest(
        bars=draw(st.integers(1, 3)),
        takes=draw(st.integers(1, 2)),
        pitch_temperature=draw(temperature),
        rhythm_temperature=draw(temperature),
        top_p=draw(st.sampled_from([0.01, 0.9, 1.0])),
        key_rule=draw(st.sampled_from(KEY_RULES)),
        lowest=low if draw(st.booleans()) else 0,
        highest=high if draw(st.booleans()) else 127,
        ending=draw(st.sampled_from(ENDINGS)),
        random_seed=draw(st.integers(0, 5)),
    )


def check(continuation: Continuation) -> None:
    """All that holds for every take."""
    seed, request = continuation.seed, continuation.request
    before = continuation.piece.parts[continuation.part].notes
    assert len(continuation.takes) == request.takes
    for take in continuation.takes:
        new = take.notes
        room = seed.end // TICKS_PER_STEP - seed.first
        assert len(new) or room < 1
        if not len(new):
            continue
        assert new.start >= seed.start
        assert new.end <= seed.end
        assert new.pitch.min() >= request.lowest
        assert new.pitch.max() <= request.highest
        if request.key_rule == "only":
            assert seed.key is not None
            assert np.isin(new.pitch % 12, list(seed.key.pitch_classes)).all()
        if seed.is_monophonic:
            assert new.is_monophonic
        whole = continuation.whole(take)
        assert whole.parts[continuation.part].notes == before.merged(new)
        data = midi_bytes(whole, length=continuation.length(new_only=False))
        assert parse_midi(data).parts[continuation.part].notes == without_collisions(
            before.merged(new)
        )
        continuation.new_part(take)


def attempt(model: Model, piece: Piece, request: TakeRequest, key: Key | None) -> None:
    tick = piece.parts[0].notes.end
    line = piece.meters.bar_line_at_or_after(tick)
    if piece.meters.bars_after(line, request.bars) - tick > LONGEST_NEW_TICKS:
        return  # 64/1 and its like: right, but slow
    refused = ""
    try:
        check(continue_piece(model, piece, 0, request, key=key))
    except RequestError as error:
        refused = str(error)
    if refused:
        is_key_at_fault = request.key_rule == "only" and refused.startswith("No pitch")
        assert is_key_at_fault or "out of reach" in refused


@QUICK
@given(pieces(min_parts=1, max_parts=2), requests(), st.none() | keys())
def test_no_request_of_a_melody_model_breaks_a_rule(
    model: Model, piece: Piece, request: TakeRequest, key: Key | None
) -> None:
    attempt(model, piece, request, key)


@QUICK
@given(pieces(min_parts=1, max_parts=2), requests(), st.none() | keys())
def test_no_request_of_a_piano_model_breaks_a_rule(
    piano_model: Model, piece: Piece, request: TakeRequest, key: Key | None
) -> None:
    attempt(piano_model, piece, request, key)
