"""Features while notes stream in, against features of the whole piece."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.encoding.events import encode
from melodyrnn.encoding.harmony import harmony_after
from melodyrnn.encoding.reading import read_notes
from melodyrnn.encoding.spec import HARMONY_SIZE
from melodyrnn.engine.setting import Setting
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from tests.strategies import key_maps, meter_maps, note_sequences


@given(note_sequences(), meter_maps(), key_maps(), st.integers(0, 16))
def test_what_streams_in_is_read_as_the_whole_piece_would_be(
    notes: NoteSequence, meters: MeterMap, keys: KeyMap, style: int
) -> None:
    whole = read_notes(notes, meters, keys, style)
    setting = Setting(meters, keys, whole.frame, style)
    events, _ = encode(notes)
    events["pitch"] += whole.frame.semitones
    onset, previous = np.zeros(1, dtype=np.int64), np.full(1, -1)
    harmony = np.zeros((1, HARMONY_SIZE), dtype=bool)

    assert np.array_equal(setting.start(), whole.features[:1])
    for i in range(len(events)):
        event = events[i : i + 1]
        onset = onset + event["shift"]
        harmony = harmony_after(harmony, event["shift"], event["pitch"])
        assert np.array_equal(
            setting.features(event, onset, previous), whole.features[i + 1 : i + 2]
        )
        assert np.array_equal(harmony[0], whole.harmony[i + 1])
        assert np.array_equal(setting.clock.spans(onset)[0], whole.spans[i + 1])
        assert np.array_equal(setting.clock.landing(onset)[0], whole.landing[i])
        previous = event["pitch"]


@given(note_sequences(min_size=1), meter_maps(), key_maps())
def test_a_batch_is_read_row_by_row(notes: NoteSequence, meters: MeterMap, keys: KeyMap) -> None:
    whole = read_notes(notes, meters, keys)
    events, _ = encode(notes)
    events["pitch"] += whole.frame.semitones
    previous = np.concatenate([[-1], events["pitch"][:-1]])
    setting = Setting(meters, keys, whole.frame)

    read = setting.features(events, np.cumsum(events["shift"]), previous)

    assert np.array_equal(read, whole.features[1:])
