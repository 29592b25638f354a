"""What is wished for, from threads, signals and pipes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from melodyrnn.training.control import (
    Control,
    Interrupted,
    commands_of,
    listen,
    stopping_on_signals,
)


def wish_of(control: Control) -> str:
    return control.wish


def test_the_last_wish_counts_until_one_is_final() -> None:
    control = Control()
    assert wish_of(control) == "go"
    control.ask("pause")
    assert wish_of(control) == "pause"
    control.ask("go")
    control.ask("stop")
    control.ask("suspend")
    control.ask("go")
    assert wish_of(control) == "stop"


def test_waiting_ends_when_something_is_asked_for() -> None:
    control = Control()
    control.wait(0)
    assert wish_of(control) == "go"
    control.ask("pause")
    control.wait(9e9)
    assert wish_of(control) == "pause"


def test_words_are_obeyed_others_passed_over_and_the_end_suspends() -> None:
    for words, wish in ((["pause\n", "what\n"], "suspend"), (["stop\n"], "stop"), ([], "suspend")):
        control = Control()
        listen(control, words).join()
        assert wish_of(control) == wish


def test_lines_of_a_pipe_come_whole() -> None:
    reading, writing = os.pipe()
    lines = commands_of(reading)
    assert lines is not None
    os.write(writing, b"pau")
    os.write(writing, b"se\nresume\nst\xffop\nres")
    os.close(writing)
    assert list(lines) == ["pause", "resume", "st\ufffdop"]
    os.close(reading)


def test_a_file_or_nothing_at_all_commands_nothing(tmp_path: Path) -> None:
    with (tmp_path / "some").open("w") as file:
        assert commands_of(file.fileno()) is None
    with Path(os.devnull).open() as nothing:
        assert commands_of(nothing.fileno()) is None
    assert commands_of(9_999) is None


@pytest.mark.parametrize("wish", ["stop", "suspend"])
def test_long_work_is_broken_off_from_another_thread(wish: str) -> None:
    control = Control()

    def work() -> None:
        with control.breakable():
            listen(control, ["stop\n"] if wish == "stop" else []).join()
            while True:
                pass

    with stopping_on_signals(control), pytest.raises(Interrupted):
        work()
    assert wish_of(control) == wish


def test_work_that_begins_after_a_last_wish_is_not_begun() -> None:
    control = Control()
    control.ask("suspend")
    with pytest.raises(Interrupted), control.breakable():
        raise AssertionError("it was begun")


def test_ctrl_c_stops_and_pressed_again_breaks_off() -> None:
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    control = Control()
    try:
        with stopping_on_signals(control):
            signal.raise_signal(signal.SIGINT)
            assert wish_of(control) == "stop"
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        control = Control()
        with stopping_on_signals(control):
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
            signal.raise_signal(signal.SIGTERM)
        assert wish_of(control) == "stop"
    finally:
        signal.signal(signal.SIGINT, before)
