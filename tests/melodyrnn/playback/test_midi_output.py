from dataclasses import replace

import pytest

from melodyrnn.playback import midi_output
from melodyrnn.playback.metronome import Clicks
from melodyrnn.playback.midi_output import MidiOutput
from melodyrnn.playback.schedule import SoundKey
from melodyrnn.playback.sounding import CLICK, LIVE, Sounding
from tests.sounds import RATE, FakePorts, piano, steady_kit

KIT = steady_kit()


def note(pitch: int, start: int, end: int, part: int = 0, gain: float = 1.0) -> Sounding:
    key = piano(pitch)
    return Sounding(KIT.sound(key), key, 100, gain, start, start, start, release=end, part=part)


class Studio:
    """A MIDI output whose rounds the test makes, and what sounds meanwhile."""

    def __init__(self, *notes: Sounding, port: str = "synth") -> None:
        self.notes = notes
        self.frame = 0.0
        self.changes: list[bool] = []
        self.ports = FakePorts("synth", "other")
        self.out = MidiOutput(
            self.ports, lambda: self.notes, lambda: self.frame, self.changes.append
        )
        self.out.use(port)
        self.out.step()

    def go(self, frame: float) -> None:
        self.frame = frame
        self.out.step()

    @property
    def sent(self) -> list[tuple[str, int, int]]:
        return self.ports.opened[-1].notes


def test_notes_are_sent_when_they_are_heard_and_not_before() -> None:
    studio = Studio(note(60, 100, 200), note(64, 200, 300))
    studio.go(99)
    assert studio.sent == []
    studio.go(101)
    assert studio.sent == [("on", 0, 60)]
    studio.go(205)
    assert studio.sent[1:] == [("off", 0, 60), ("on", 0, 64)]
    studio.go(400)
    assert studio.sent[3:] == [("off", 0, 64)]


def test_a_note_shorter_than_a_round_is_still_played() -> None:
    studio = Studio(note(60, 100, 110))
    studio.go(500)
    studio.go(501)
    assert studio.sent == [("on", 0, 60), ("off", 0, 60)]


def test_a_note_that_changes_while_it_sounds_is_not_struck_again() -> None:
    studio = Studio(note(60, 0, 1000))
    studio.go(10)
    studio.notes = (replace(studio.notes[0], release=2000),)
    studio.go(1500)
    studio.notes = (studio.notes[0].silenced(1600),)
    studio.go(1700)
    assert studio.sent == [("on", 0, 60), ("off", 0, 60)]


def test_a_note_that_is_gone_is_let_go() -> None:
    studio = Studio(note(60, 0, 1000))
    studio.go(10)
    studio.notes = ()
    studio.go(20)
    assert studio.sent == [("on", 0, 60), ("off", 0, 60)]


def test_a_key_struck_again_before_the_other_ended_is_not_cut_short() -> None:
    studio = Studio(note(60, 0, 500), note(60, 400, 900))
    for frame in (10, 410, 510, 910):
        studio.go(frame)
    assert studio.sent == [("on", 0, 60), ("on", 0, 60), ("off", 0, 60)]


def test_keys_by_hand_are_sent_at_once_and_on_a_channel_of_their_own() -> None:
    studio = Studio(replace(note(60, 5000, 1 << 60), part=LIVE))
    studio.go(10)
    assert studio.sent == [("on", 15, 60)]
    studio.notes = (replace(studio.notes[0], release=5001),)
    studio.go(11)
    assert studio.sent[1:] == [("off", 15, 60)]


def test_parts_have_channels_of_their_own_and_drums_the_tenth() -> None:
    drum = SoundKey(0, True, 38)
    hit = Sounding(KIT.sound(drum), drum, 100, 1.0, 0, 0, 0, release=100, part=3)
    studio = Studio(*(note(60 + p, 0, 100, part=p) for p in (0, 8, 9, 13)), hit)
    studio.go(1)
    assert [channel for _, channel, _ in studio.sent] == [0, 8, 10, 14, 9]


def test_program_and_volume_go_before_the_first_note_and_when_they_change() -> None:
    flute = replace(note(60, 0, 100, gain=0.25), key=SoundKey(73, False, 60))
    studio = Studio(flute, replace(flute, struck=200), replace(flute, struck=300, gain=1.0))
    for frame in (1, 201, 301):
        studio.go(frame)
    sent = [m for m in studio.ports.opened[0].sent if m[0] & 0xF0 in (0xC0, 0xB0)]
    assert sent == [[0xC0, 73], [0xB0, 7, 64], [0xC0, 73], [0xB0, 7, 127]]


def test_the_metronome_is_not_sent() -> None:
    click = Clicks.at_rate(RATE).beat
    studio = Studio(
        Sounding(click, SoundKey(0, True, 77), 127, 1.0, 0, 0, 0, release=100, part=CLICK)
    )
    studio.go(50)
    assert studio.sent == []


def test_panic_sends_offs_to_all_channels() -> None:
    studio = Studio(note(60, 0, 1000))
    studio.go(10)
    studio.out.panic()
    studio.go(11)
    assert studio.sent == [("on", 0, 60), ("off", 0, 60)]
    sent = studio.ports.opened[0].sent
    assert all([0xB0 | channel, 123, 0] in sent for channel in range(16))


def test_closing_leaves_no_note_hanging() -> None:
    studio = Studio(note(60, 0, 1000))
    studio.go(10)
    studio.out.close()
    port = studio.ports.opened[0]
    assert studio.sent[-1] == ("off", 0, 60)
    assert not port.is_open
    assert studio.changes == [True, False]


def test_another_port_takes_over() -> None:
    studio = Studio(note(60, 0, 1000))
    studio.go(10)
    studio.out.use("other")
    studio.go(20)
    assert studio.ports.opened[0].notes == [("on", 0, 60), ("off", 0, 60)]
    assert not studio.ports.opened[0].is_open
    assert len(studio.ports.opened) == 2


def test_a_port_that_goes_away_is_told_and_taken_again_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(midi_output, "RETRY_S", 0.0)
    studio = Studio(note(60, 0, 1000))
    studio.ports.names.clear()
    studio.go(10)
    assert "synth" in studio.out.message
    assert studio.changes == [True, False]
    studio.ports.names.add("synth")
    studio.go(20)
    assert studio.out.message == ""
    assert studio.changes == [True, False, True]


def test_what_rang_before_the_port_was_opened_is_not_struck() -> None:
    studio = Studio(port="")
    studio.notes = (note(60, 0, 100), note(64, 50, 900))
    studio.frame = 500
    studio.out.use("synth")
    studio.out.step()
    assert studio.sent == [("on", 0, 64)]
