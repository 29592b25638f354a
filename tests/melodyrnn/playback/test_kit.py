import numpy as np
import pytest

from melodyrnn.export.audio import choose_bank
from melodyrnn.export.soundfont_search import installed_soundfonts
from melodyrnn.export.tone import ToneBank
from melodyrnn.export.voice import SoundBank
from melodyrnn.playback import kit as kit_module
from melodyrnn.playback.kit import Kit
from melodyrnn.playback.schedule import SoundKey
from tests.sounds import RATE, SteadyBank, piano


def test_a_key_without_sound_yet_is_not_ready() -> None:
    assert not Kit(ToneBank(), RATE).sound(piano(60)).is_ready


def test_the_beginning_is_made_first_and_is_short() -> None:
    kit = Kit(ToneBank(), RATE)
    kit.make_attack(piano(60))
    sound = kit.sound(piano(60))
    assert sound.is_ready
    assert len(sound.voices[0][0].body) == kit.attack
    assert not kit.has(piano(60), 10)


@pytest.mark.parametrize("program", [0, 19, 48])
def test_the_whole_continues_its_beginning(program: int) -> None:
    bank: SoundBank = choose_bank() if list(installed_soundfonts()) else ToneBank()
    kit, key = Kit(bank, RATE), SoundKey(program, False, 64)
    kit.make_attack(key)
    beginnings = [voice.body for voice, _ in kit.sound(key).voices]
    kit.make(key, 2 * RATE)
    for beginning, (voice, _) in zip(beginnings, kit.sound(key).voices, strict=True):
        safe = len(beginning) - 1024  # the filter's last frame, and the fade
        assert np.abs(beginning[:safe] - voice.body[:safe]).max() < 0.002


def test_a_sound_long_enough_is_not_made_again() -> None:
    kit = Kit(ToneBank(), RATE)
    kit.make(piano(60), RATE)
    before = kit.sound(piano(60)).voices
    kit.make(piano(60), RATE // 2)
    kit.make_attack(piano(60))
    assert kit.sound(piano(60)).voices is before


def test_a_longer_note_has_more_made() -> None:
    kit = Kit(SteadyBank(), RATE)
    kit.make(piano(60), RATE)
    kit.make(piano(60), 4 * RATE)
    assert len(kit.sound(piano(60)).voices[0][0].body) > 4 * RATE


def test_no_sound_is_longer_than_the_limit() -> None:
    kit = Kit(SteadyBank(), RATE)
    kit.make(piano(60), 10**9)
    assert kit.has(piano(60), 10**9)
    assert len(kit.sound(piano(60)).voices[0][0].body) < 31 * RATE


def test_when_sounds_are_many_those_not_used_for_longest_are_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kit = Kit(SteadyBank(), RATE)
    for pitch in (60, 61, 62):
        kit.make(piano(pitch), RATE)
    monkeypatch.setattr(kit_module, "MAX_BYTES", kit.size * 2 // 3)
    kit.give_up_unused({piano(60)})
    assert [kit.sound(piano(p)).is_ready for p in (60, 61, 62)] == [True, False, True]


def test_sounds_made_on_demand_stay_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    kit = Kit(SteadyBank(), RATE)
    kit.make(piano(0), RATE)
    limit = 4 * kit.size
    monkeypatch.setattr(kit_module, "MAX_BYTES", limit)
    for pitch in range(30):
        kit.make(piano(pitch), RATE)
        assert kit.size <= 1.5 * limit
    assert kit.has(piano(29), RATE)


def test_a_drum_missing_from_the_bank_is_ready_and_silent() -> None:
    kit = Kit(choose_bank(), RATE)
    kit.make_attack(SoundKey(0, True, 1))
    assert kit.sound(SoundKey(0, True, 1)).is_ready
