from collections.abc import Iterator

import pytest

from melodyrnn.playback import midi_input
from melodyrnn.playback.midi_input import MidiInput
from tests.sounds import FakePorts, HandClock, until


class Keyboard:
    def __init__(self) -> None:
        self.ports = FakePorts("keys")
        self.heard: list[tuple[str, int, int, float]] = []
        self.input = MidiInput(
            lambda *event: self.heard.append(event), ports=self.ports, now=HandClock()
        )

    def plug(self, name: str | None) -> None:
        self.input.use(name)
        until(lambda: self.ports.received is not None)

    def send(self, *message: int) -> None:
        assert self.ports.received is not None
        self.ports.received(list(message))


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Keyboard]:
    monkeypatch.setattr(midi_input, "RETRY_S", 0.01)
    made = Keyboard()
    yield made
    made.input.close()


def test_keys_are_told_with_their_time(keyboard: Keyboard) -> None:
    keyboard.plug("keys")
    keyboard.send(0x93, 60, 90)
    keyboard.send(0x83, 60, 64)
    assert keyboard.heard == [("on", 60, 90, 100.0), ("off", 60, 0, 100.0)]


def test_a_stroke_without_velocity_lets_go(keyboard: Keyboard) -> None:
    keyboard.plug("keys")
    keyboard.send(0x90, 60, 0)
    assert keyboard.heard == [("off", 60, 0, 100.0)]


def test_other_messages_are_passed_over(keyboard: Keyboard) -> None:
    keyboard.plug("keys")
    for message in ([0xF8], [0xB0, 64, 127], [0xC0, 5], [0xE0, 0, 64], []):
        keyboard.send(*message)
    assert keyboard.heard == []


def test_a_keyboard_that_goes_away_lets_its_keys_go(keyboard: Keyboard) -> None:
    keyboard.plug("keys")
    keyboard.send(0x90, 60, 90)
    keyboard.ports.names.clear()
    until(lambda: len(keyboard.heard) == 2)
    assert keyboard.heard[1][:2] == ("off", 60)
    until(lambda: "keys" in keyboard.input.message)


def test_a_keyboard_that_is_connected_later_is_found(keyboard: Keyboard) -> None:
    keyboard.ports.names.clear()
    keyboard.input.use("keys")
    until(lambda: "keys" in keyboard.input.message)
    keyboard.ports.names.add("keys")
    until(lambda: keyboard.ports.received is not None)
    until(lambda: keyboard.input.message == "")


def test_ports_can_be_listed(keyboard: Keyboard) -> None:
    assert keyboard.input.ports() == ["keys"]
