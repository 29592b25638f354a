"""A whole piece as the network reads it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.encoding.events import decode, encode
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.spec import END_CLASS, FEATURE_INDEX, FIELDS
from melodyrnn.encoding.timing import class_low, class_size
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from tests.strategies import key_maps, meter_maps, note_sequences

TUNE = NoteSequence([Note(0, 62, 480), Note(480, 66, 480), Note(480, 69, 480), Note(960, 74, 960)])


@given(note_sequences(), meter_maps(), key_maps())
def test_targets_are_the_classes_of_the_events(
    notes: NoteSequence, meters: MeterMap, keys: KeyMap
) -> None:
    reading = read_notes(notes, meters, keys)
    events, rounding = encode(notes)
    shift, pitch, duration, velocity = reading.targets[:-1].T

    assert len(reading) == len(events) + 1
    assert reading.rounding == rounding
    for field, drawn in (("shift", shift), ("duration", duration)):
        within = events[field] - class_low(drawn)
        assert np.all((within >= 0) & (within < class_size(drawn)))
    assert np.array_equal(pitch - reading.frame.semitones, events["pitch"])
    assert np.array_equal(velocity, events["velocity"])
    assert reading.targets[-1].tolist() == [END_CLASS, 0, 0, 0]
    assert np.all(reading.targets < [f.size for f in FIELDS])


def test_a_reading_says_step_by_step_what_is_known_and_what_comes() -> None:
    reading = read_notes(TUNE, MeterMap(), KeyMap([KeyChange(0, Key(2))]), style=3)

    assert reading.onset.tolist() == [0, 0, 24, 24, 48]
    assert reading.targets[:, 1].tolist() == [60, 64, 67, 72, 0]
    assert reading.floor.tolist() == [-1, -1, 64, -1, -1]
    assert reading.landing[:, 0].tolist() == [0, 24, 24, 48, 48]
    assert reading.features[:, FEATURE_INDEX["pitch"]].tolist() == [0, 61, 65, 68, 73]
    assert set(reading.features[:, FEATURE_INDEX["key"]].tolist()) == {1}
    assert set(reading.features[:, FEATURE_INDEX["style"]].tolist()) == {3}
    assert not reading.harmony[0].any()


def test_a_piece_without_notes_is_one_step_that_ends_it() -> None:
    reading = read_notes(NoteSequence(), MeterMap(), KeyMap())

    assert reading.targets.tolist() == [[END_CLASS, 0, 0, 0]]
    assert reading.features.shape[0] == reading.harmony.shape[0] == reading.floor.shape[0] == 1


def known_before(reading: Reading, step: int) -> list[np.ndarray]:
    """All that conditions the notes before `step`, and what has been read at it."""
    return [
        reading.features[: step + 1],
        reading.harmony[: step + 1],
        reading.onset[: step + 1],
        reading.spans[: step + 1],
        reading.floor[:step],
        reading.landing[:step],
        reading.targets[:step],
        reading.residual[:step],
    ]


@given(
    note_sequences(min_size=1, grid=20),
    note_sequences(grid=20),
    meter_maps(),
    key_maps(),
    st.floats(0, 1),
)
def test_nothing_read_tells_of_what_comes_later(
    notes: NoteSequence, others: NoteSequence, meters: MeterMap, keys: KeyMap, where: float
) -> None:
    step = int(where * len(notes))
    begun = list(notes)[:step]
    last = begun[-1] if begun else None
    future = [n for n in others if last is None or (n.onset, n.pitch) > (last.onset, last.pitch)]
    told, changed = (
        read_notes(notes, meters, keys),
        read_notes(NoteSequence(begun + future), meters, keys),
    )
    if told.frame != changed.frame:
        return  # only pitches at the very ends of MIDI may tell, by keeping a piece unmoved

    for here, there in zip(known_before(told, step), known_before(changed, step), strict=True):
        assert np.array_equal(here, there)


def test_a_later_change_of_meter_does_not_show_before_it() -> None:
    tune = NoteSequence(Note(i * 240, 60 + i % 5, 240) for i in range(32))
    plain = read_notes(tune, MeterMap(), KeyMap())
    changed = read_notes(tune, MeterMap([MeterChange(3840, Meter(3, 4))]), KeyMap())

    # Note 15 is held over the change: where it ends is known as soon as it is read.
    assert np.array_equal(plain.features[:16], changed.features[:16])
    assert not np.array_equal(plain.features[17:], changed.features[17:])


def test_what_was_read_can_be_decoded() -> None:
    events, _ = encode(TUNE)

    assert decode(events) == TUNE
