"""Messages between the window and its worker."""

from __future__ import annotations

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.frames import frame, read_frame, take_frames

messages = st.lists(st.tuples(st.text(max_size=9), st.integers(), st.binary(max_size=99)))


@given(messages, st.integers(1, 40))
def test_messages_survive_however_the_pipe_cuts_them(
    sent: list[tuple[object, ...]], size: int
) -> None:
    stream = b"".join(frame(message) for message in sent)
    received, taken = bytearray(), []
    for start in range(0, len(stream), size):
        received += stream[start : start + size]
        taken += list(take_frames(received))
    assert taken == sent
    assert received == b""


@given(messages)
def test_a_stream_is_read_to_its_end(sent: list[tuple[object, ...]]) -> None:
    stream = io.BytesIO(b"".join(frame(message) for message in sent))
    taken = []
    while (message := read_frame(stream)) is not None:
        taken.append(message)
    assert taken == sent


def test_arrays_travel() -> None:
    received = bytearray(frame(("item", 1, np.arange(1000))))
    ((_, _, array),) = take_frames(received)
    assert (array == np.arange(1000)).all()
