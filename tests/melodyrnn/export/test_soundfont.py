import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.errors import ExportError
from melodyrnn.export.sampler import SamplerBank
from melodyrnn.export.soundfont import SoundFont
from melodyrnn.export.soundfont_format import Setting

Writer = Callable[..., Path]


def play(path: Path) -> None:
    instrument = SamplerBank(SoundFont(path)).instrument(0, is_drum=False, sample_rate=22_050)
    for voice in instrument.voices(69, 500):
        assert np.isfinite(voice.body).all()


def test_a_zone_carries_its_sample_and_settings(write_soundfont: Writer) -> None:
    (zone,) = SoundFont(write_soundfont({Setting.CUTOFF: 9000})).zones(0, is_drum=False)
    assert (zone.keys, zone.velocities, zone.rate) == ((0, 127), (0, 127), 44_000)
    assert zone.loop == (100, 5900)
    assert zone.pitch == 69
    assert zone.settings[Setting.CUTOFF] == 9000
    assert len(zone.points) == 6000


def test_drums_and_tones_are_not_taken_for_each_other(write_soundfont: Writer) -> None:
    drums = SoundFont(write_soundfont(drums=True))
    assert drums.zones(0, is_drum=True)
    assert not drums.zones(0, is_drum=False)


def test_keys_outside_a_zone_do_not_sound(write_soundfont: Writer) -> None:
    bank = SamplerBank(SoundFont(write_soundfont({Setting.KEY_RANGE: 72 << 8 | 60})))
    instrument = bank.instrument(0, is_drum=False, sample_rate=44_100)
    assert [bool(list(instrument.voices(k, 100))) for k in (59, 60, 72, 73)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_sample_without_loop_ends_where_it_ends(write_soundfont: Writer) -> None:
    bank = SamplerBank(SoundFont(write_soundfont({Setting.LOOP_MODE: 0})))
    (voice,) = bank.instrument(0, is_drum=False, sample_rate=44_000).voices(69, 44_000)
    assert len(voice.body) == 6000


def test_a_loop_joins_without_a_click(write_soundfont: Writer) -> None:
    bank = SamplerBank(SoundFont(write_soundfont()))
    (voice,) = bank.instrument(0, is_drum=False, sample_rate=44_000).voices(69, 44_000)
    sound = voice.body[1000:40_000, 0]
    steepest = sound.max() * 2 * np.pi / 100  # of a sine of 100 points
    assert np.abs(np.diff(sound)).max() < 1.05 * steepest


def test_a_filter_takes_the_top_off(write_soundfont: Writer) -> None:
    def loudness(cutoff: int) -> float:
        bank = SamplerBank(SoundFont(write_soundfont({Setting.CUTOFF: cutoff})))
        (voice,) = bank.instrument(0, is_drum=False, sample_rate=44_000).voices(93, 20_000)
        return float(np.abs(voice.body[5000:15_000]).max())  # at 1760 Hz

    assert loudness(6900) < 0.1 * loudness(13_500)  # two poles at 440 Hz: 24 dB less


@pytest.mark.parametrize(
    "content",
    [b"", b"RIFF", b"MThd\0\0\0\6\0\0\0\1\1\xe0MTrk\0\0\0\0", b"RIFF\4\0\0\0sfbk"],
    ids=["empty", "four bytes", "a MIDI file", "only a head"],
)
def test_what_is_no_soundfont_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.sf2"
    path.write_bytes(content)
    with pytest.raises(ExportError, match=r"odd\.sf2 .*: choose .*\.$"):
        SoundFont(path)


def test_a_folder_is_no_soundfont(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        SoundFont(tmp_path)


def test_a_packed_soundfont_is_refused_by_name(write_soundfont: Writer) -> None:
    with pytest.raises(ExportError, match="sf3"):
        play(write_soundfont(kind=0x11))


def test_every_shortened_file_is_refused(write_soundfont: Writer) -> None:
    path = write_soundfont()
    whole = path.read_bytes()
    tables = len(whole) - 800
    for length in (*range(0, 200, 7), *range(200, tables, 997), *range(tables, len(whole) - 1, 3)):
        path.write_bytes(whole[:length])
        with pytest.raises(ExportError):
            play(path)


def test_damaged_bytes_are_refused_or_played_but_never_crash(write_soundfont: Writer) -> None:
    path = write_soundfont()
    whole = path.read_bytes()
    tables = whole.index(b"pdta")
    rng = random.Random(5)
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(tables, len(whole)) if rng.random() < 0.9 else rng.randrange(64)
            damaged[at] = rng.randrange(256)
        path.write_bytes(damaged)
        try:
            play(path)
        except ExportError:
            continue


def test_links_that_run_backwards_are_refused(write_soundfont: Writer) -> None:
    path = write_soundfont()
    data = bytearray(path.read_bytes())
    at = data.index(b"ibag") + 8
    data[at : at + 2] = b"\xff\x00"
    path.write_bytes(data)
    with pytest.raises(ExportError, match="damaged"):
        SoundFont(path)
