from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from melodyrnn.errors import PlaybackError
from melodyrnn.playback.midi_ports import NoPorts, RtMidiPorts, system_ports


def ignored(message: list[int]) -> None:
    del message


class NoSequencer(ModuleType):
    """The library where its driver is missing: every constructor raises."""

    def MidiOut(self, **_arguments: object) -> None:
        raise OSError("error creating ALSA sequencer client object")

    MidiIn = MidiOut


class Library(ModuleType):
    """The library with two ports, one of them our own."""

    def __init__(self) -> None:
        super().__init__("rtmidi")
        self.sent: list[list[int]] = []
        self.callback: Callable[[tuple[list[int], float], Any], None] | None = None
        self.is_plugged = True

    def MidiOut(self, name: str) -> Library:
        del name
        return self

    MidiIn = MidiOut

    def get_ports(self) -> list[str]:
        return ["melodyrnn:0", "synth 20:0"] if self.is_plugged else []

    def open_port(self, number: int) -> None:
        assert self.get_ports()[number] == "synth 20:0"

    def set_callback(self, callback: Callable[[tuple[list[int], float], Any], None]) -> None:
        self.callback = callback

    def send_message(self, message: list[int]) -> None:
        if not self.is_plugged:
            raise OSError("gone")
        self.sent.append(message)

    def close_port(self) -> None:
        if not self.is_plugged:
            raise OSError("gone")

    def delete(self) -> None: ...


@pytest.fixture(params=["without library", "without sequencer", "without driver"])
def nothing(request: pytest.FixtureRequest) -> NoPorts | RtMidiPorts:
    if request.param == "without library":
        return NoPorts()
    return RtMidiPorts(NoSequencer("rtmidi"), lambda: request.param == "without driver")


def test_without_midi_there_are_no_ports(nothing: NoPorts | RtMidiPorts) -> None:
    assert nothing.output_names() == []
    assert nothing.input_names() == []


def test_without_midi_opening_fails_with_a_sentence(nothing: NoPorts | RtMidiPorts) -> None:
    with pytest.raises(PlaybackError, match="no MIDI ports"):
        nothing.open_output("synth")
    with pytest.raises(PlaybackError, match="no MIDI ports"):
        nothing.open_input("keys", ignored)


def test_our_own_ports_are_not_offered() -> None:
    assert RtMidiPorts(Library(), lambda: True).output_names() == ["synth 20:0"]


def test_messages_are_sent_until_the_port_is_gone() -> None:
    library = Library()
    port = RtMidiPorts(library, lambda: True).open_output("synth 20:0")
    port.send([0x90, 60, 90])
    assert library.sent == [[0x90, 60, 90]]
    library.is_plugged = False
    with pytest.raises(PlaybackError, match="“synth 20:0” is not connected"):
        port.send([0x80, 60, 0])
    port.close()


def test_messages_that_arrive_are_handed_on() -> None:
    library, heard = Library(), list[list[int]]()
    RtMidiPorts(library, lambda: True).open_input("synth 20:0", heard.append)
    assert library.callback is not None
    library.callback(([0x90, 60, 90], 0.1), None)
    assert heard == [[0x90, 60, 90]]


def test_a_port_that_is_not_there_is_named() -> None:
    with pytest.raises(PlaybackError, match="“other” is not connected"):
        RtMidiPorts(Library(), lambda: True).open_output("other")


def test_this_computer_can_be_asked_whatever_it_has() -> None:
    ports = system_ports()
    assert isinstance(ports.output_names(), list)
    assert isinstance(ports.input_names(), list)
