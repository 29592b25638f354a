"""The MIDI ports of the computer, however it fares without them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from melodyrnn.errors import PlaybackError

try:
    import rtmidi as _library
except (ImportError, OSError):  # OSError: its compiled part does not load here
    _found: ModuleType | None = None
else:
    _found = _library

NO_MIDI = (
    "This computer offers no MIDI ports to melodyrnn: playing uses the built-in sound; on Linux "
    "load the module snd-seq to use an external instrument."
)

CLIENT = "melodyrnn"

Received = Callable[[list[int]], None]
"""Takes the bytes of one message; called in the port's own thread."""


class OutputPort(Protocol):
    """An open port to an instrument."""

    def send(self, message: list[int]) -> None:
        """Sends one message; raises PlaybackError when the port is gone."""

    def close(self) -> None:
        """Gives the port back."""


class InputPort(Protocol):
    """An open port from a keyboard."""

    def close(self) -> None:
        """Gives the port back."""


class Ports(Protocol):
    """The ports there are now. All methods raise nothing but PlaybackError."""

    def output_names(self) -> list[str]:
        """Ports that notes can be sent to."""

    def input_names(self) -> list[str]:
        """Ports that notes come from."""

    def open_output(self, name: str) -> OutputPort:
        """Opens a port; raises PlaybackError if it is not there."""

    def open_input(self, name: str, received: Received) -> InputPort:
        """Opens a port and hands on what it receives; raises PlaybackError."""


def system_ports() -> Ports:
    """The ports of this computer, or none at all where MIDI does not work."""
    return RtMidiPorts(_found, has_sequencer) if _found is not None else NoPorts()


def has_sequencer() -> bool:
    """Whether MIDI may work here: asking ALSA in vain would write to the terminal."""
    return not sys.platform.startswith("linux") or Path("/dev/snd/seq").exists()


class NoPorts:
    """A computer without MIDI."""

    def output_names(self) -> list[str]:
        """None."""
        return []

    def input_names(self) -> list[str]:
        """None."""
        return []

    def open_output(self, name: str) -> OutputPort:  # noqa: ARG002
        """Raises PlaybackError."""
        raise PlaybackError(NO_MIDI)

    def open_input(self, name: str, received: Received) -> InputPort:  # noqa: ARG002
        """Raises PlaybackError."""
        raise PlaybackError(NO_MIDI)


class RtMidiPorts:
    """Ports by the library python-rtmidi, whose every call may fail where drivers are missing.

    All its errors are OSErrors. may_work: whether there can be ports at all.
    """

    def __init__(self, library: ModuleType, may_work: Callable[[], bool]) -> None:
        self._library = library
        self._may_work = may_work
        self._lock = threading.Lock()
        # One of each to look with: making one is slow, and on Linux a client of its own.
        self._watchers: dict[str, Any] = {}

    def output_names(self) -> list[str]:
        """Ports that notes can be sent to."""
        return self._names("MidiOut")

    def input_names(self) -> list[str]:
        """Ports that notes come from."""
        return self._names("MidiIn")

    def open_output(self, name: str) -> OutputPort:
        """Opens a port; raises PlaybackError if it is not there."""
        return RtMidiOutput(self._opened("MidiOut", name), name)

    def open_input(self, name: str, received: Received) -> InputPort:
        """Opens a port and hands on what it receives; raises PlaybackError."""
        port = self._opened("MidiIn", name)
        port.set_callback(lambda event, _data=None: received(list(event[0])))
        return RtMidiInput(port)

    def _names(self, kind: str) -> list[str]:
        try:
            with self._lock:
                if kind not in self._watchers:
                    self._watchers[kind] = self._made(kind)
                return [n for n in self._watchers[kind].get_ports() if CLIENT not in n]
        except (PlaybackError, OSError, UnicodeDecodeError):
            return []

    def _made(self, kind: str) -> Any:
        if not self._may_work():
            raise PlaybackError(NO_MIDI)
        try:
            return getattr(self._library, kind)(name=CLIENT)
        except OSError as error:
            raise PlaybackError(NO_MIDI) from error

    def _opened(self, kind: str, name: str) -> Any:
        port = self._made(kind)
        try:
            names = port.get_ports()
            if name in names:
                port.open_port(names.index(name))
                return port
        except (OSError, UnicodeDecodeError) as error:
            port.delete()
            raise PlaybackError(_missing(name)) from error
        port.delete()
        raise PlaybackError(_missing(name))


class RtMidiOutput:
    """An open output port."""

    def __init__(self, port: Any, name: str) -> None:
        self._port, self._name = port, name

    def send(self, message: list[int]) -> None:
        """Sends one message; raises PlaybackError when the port is gone."""
        try:
            self._port.send_message(message)
        except (OSError, ValueError) as error:
            raise PlaybackError(_missing(self._name)) from error

    def close(self) -> None:
        """Gives the port back."""
        _close(self._port)


class RtMidiInput:
    """An open input port."""

    def __init__(self, port: Any) -> None:
        self._port = port

    def close(self) -> None:
        """Gives the port back."""
        _close(self._port)


def _close(port: Any) -> None:
    try:
        port.close_port()
        port.delete()
    except OSError:
        return  # it is gone already, which is what was wanted


def _missing(name: str) -> str:
    return f"The MIDI port “{name}” is not connected: connect it or choose another."
