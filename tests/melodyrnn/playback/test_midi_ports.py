from types import ModuleType

import pytest

from melodyrnn.errors import PlaybackError
from melodyrnn.playback.midi_ports import NoPorts, RtMidiPorts


class NoSequencer(ModuleType):
    """The library where its driver is missing: every constructor raises."""

    class Error(OSError): ...

    def MidiOut(self, **_arguments: object) -> None:
        raise self.Error("error creating ALSA sequencer client object")

    MidiIn = MidiOut


@pytest.fixture(params=["without library", "without sequencer", "without driver"])
def nothing(request: pytest.FixtureRequest) -> NoPorts | RtMidiPorts:
    if request.param == "without library":
        return NoPorts()
    if request.param == "without sequencer":
        return RtMidiPorts(NoSequencer("rtmidi"))
    return RtMidiPorts(NoSequencer("rtmidi"), rtapi=1)


def test_without_midi_there_are_no_ports(nothing: NoPorts | RtMidiPorts) -> None:
    assert nothing.output_names() == []
    assert nothing.input_names() == []


def test_without_midi_opening_fails_with_a_sentence(nothing: NoPorts | RtMidiPorts) -> None:
    with pytest.raises(PlaybackError, match="no MIDI ports"):
        nothing.open_output("synth")
    with pytest.raises(PlaybackError, match="no MIDI ports"):
        nothing.open_input("keys", lambda message: None)


def test_the_real_library_is_asked_as_it_wants_to_be() -> None:
    rtmidi = pytest.importorskip("rtmidi", reason="python-rtmidi is not installed")
    ports = RtMidiPorts(rtmidi, rtapi=rtmidi.API_RTMIDI_DUMMY)
    assert ports.output_names() == []
    assert ports.input_names() == []
    with pytest.raises(PlaybackError, match="“synth” is not connected"):
        ports.open_output("synth")
