"""Tracks written in bulk are, byte for byte, those that mido writes message by message."""

from __future__ import annotations

from io import BytesIO

import mido
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.midi.mido_reader import MAX_DELTA
from melodyrnn.midi.part_track import part_track
from melodyrnn.midi.text import clean_text
from melodyrnn.music.notes import Note, NoteSequence, without_collisions
from melodyrnn.music.piece import Part
from tests.strategies import parts

HEADER_BYTES = 14


def by_mido(part: Part, channel: int, end: int) -> bytes:
    """The same track from message objects."""
    notes = without_collisions(part.notes)
    events = [(n.end, 0, mido.Message("note_off", channel=channel, note=n.pitch)) for n in notes]
    for n in notes:
        on = mido.Message("note_on", channel=channel, note=n.pitch, velocity=n.velocity)
        events.append((n.onset, 1, on))
    events.sort(key=lambda event: event[:2])
    messages = []
    if name := clean_text(part.name):
        messages.append(mido.MetaMessage("track_name", name=name))
    if part.program or not part.is_drum:
        messages.append(mido.Message("program_change", channel=channel, program=part.program))
    now = 0
    for tick, _, message in [*events, (end, 2, mido.MetaMessage("end_of_track"))]:
        while tick - now > MAX_DELTA:
            messages.append(mido.MetaMessage("text", text="", time=MAX_DELTA))
            now += MAX_DELTA
        messages.append(message.copy(time=tick - now))
        now = tick
    file = mido.MidiFile(type=1, charset="utf-8")
    file.tracks.append(mido.MidiTrack(messages))
    buffer = BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()[HEADER_BYTES:]


@given(parts(), st.integers(0, 15), st.integers(0, 5000))
def test_any_part_is_written_as_mido_writes_it(part: Part, channel: int, after: int) -> None:
    end = part.notes.end + after
    assert part_track(part, channel, end) == by_mido(part, channel, end)


@given(
    st.lists(
        st.builds(
            Note,
            onset=st.integers(0, 2**30),
            pitch=st.integers(60, 62),
            duration=st.integers(1, 2**30) | st.integers(1, 200),
        ),
        max_size=6,
    )
)
def test_silences_longer_than_one_step_can_state_are_filled(notes: list[Note]) -> None:
    part = Part(NoteSequence(notes))
    end = part.notes.end + 2**29
    assert part_track(part, 3, end) == by_mido(part, 3, end)


def test_a_part_without_notes_is_a_track_all_the_same() -> None:
    assert part_track(Part(NoteSequence(), is_drum=True), 9, 0) == b"MTrk\0\0\0\4\0\xff\x2f\0"
