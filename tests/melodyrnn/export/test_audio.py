import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.errors import EmptyPieceError, ExportError
from melodyrnn.export.audio import Audio, choose_bank, render_audio, render_with
from melodyrnn.export.soundfont_format import Setting
from melodyrnn.export.soundfont_search import SOUNDFONT_VARIABLE, installed_soundfonts
from melodyrnn.export.tone import ToneBank
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece
from melodyrnn.music.tempo import TempoChange, TempoMap

Writer = Callable[..., Path]
RATE = 44_100


def melody(*notes: Note, bpm: float = 120) -> Piece:
    return simple_piece(NoteSequence(notes), bpm=bpm)


def hertz(audio: Audio, start_s: float, end_s: float, near: float) -> float:
    """The strongest frequency within a tone of `near`."""
    rate = audio.sample_rate
    sound = audio.samples[round(start_s * rate) : round(end_s * rate)].sum(axis=1)
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 20))
    frequencies = np.fft.rfftfreq(1 << 20, 1 / rate)
    spectrum[np.abs(frequencies / near - 1) > 0.12] = 0
    return float(frequencies[spectrum.argmax()])


def level(audio: Audio, start_s: float, end_s: float) -> float:
    rate = audio.sample_rate
    return float(np.abs(audio.samples[round(start_s * rate) : round(end_s * rate)]).max())


def onsets_s(audio: Audio, threshold: float) -> list[float]:
    """Where sound begins after at least 20 ms of less than the threshold."""
    loud = np.flatnonzero(np.abs(audio.samples).max(axis=1) > threshold)
    starts = loud[np.diff(loud, prepend=-(10**6)) > 0.02 * audio.sample_rate]
    return [float(s) / audio.sample_rate for s in starts]


def test_a_note_has_its_pitch_and_the_zones_root_key_counts_not_the_samples(
    write_soundfont: Writer,
) -> None:
    audio = render_audio(melody(Note(0, 69, 960)), soundfont=write_soundfont())
    assert hertz(audio, 0.1, 0.9, 440) == pytest.approx(440, abs=0.5)


@pytest.mark.parametrize("pitch", [48, 60, 72, 84])
def test_other_keys_follow_equal_temperament(write_soundfont: Writer, pitch: int) -> None:
    audio = render_audio(melody(Note(0, pitch, 960)), soundfont=write_soundfont())
    expected = 440 * 2 ** ((pitch - 69) / 12)
    assert hertz(audio, 0.1, 0.9, expected) == pytest.approx(expected, rel=0.002)


def test_tuning_settings_move_the_pitch(write_soundfont: Writer) -> None:
    font = write_soundfont({Setting.COARSE_TUNE: 12, Setting.FINE_TUNE: 50})
    audio = render_audio(melody(Note(0, 69, 960)), soundfont=font)
    assert hertz(audio, 0.1, 0.9, 906) == pytest.approx(880 * 2 ** (50 / 1200), rel=0.001)


def test_the_real_piano_is_in_tune() -> None:
    found = list(installed_soundfonts())
    if not found:
        pytest.skip("no SoundFont on this computer")
    audio = render_audio(melody(Note(0, 69, 960)), soundfont=found[0])
    assert hertz(audio, 0.1, 0.9, 440) == pytest.approx(440, rel=0.003)


def test_notes_begin_where_the_tempo_map_says(write_soundfont: Writer) -> None:
    tempos = TempoMap([TempoChange(0, 500_000), TempoChange(960, 250_000)])
    notes = NoteSequence(Note(t, 69, 60) for t in (480, 960, 1920))
    piece = Piece(parts=(Part(notes),), tempos=tempos)
    audio = render_audio(piece, soundfont=write_soundfont())
    assert onsets_s(audio, 0.01) == pytest.approx([0.5, 1.0, 1.5], abs=0.003)


def test_it_is_silent_before_the_first_note_and_after_the_last_has_rung_out(
    write_soundfont: Writer,
) -> None:
    audio = render_audio(melody(Note(480, 69, 480)), soundfont=write_soundfont())
    assert level(audio, 0, 0.4999) == 0
    assert level(audio, 0.6, 0.9) > 0.1
    assert level(audio, 1.2, 3.0) == 0


def test_a_release_sounds_on_and_fades_instead_of_being_cut(write_soundfont: Writer) -> None:
    audio = render_audio(melody(Note(0, 69, 480)), soundfont=write_soundfont())
    assert audio.seconds == pytest.approx(2.5, abs=0.001)
    assert 0.001 < level(audio, 0.53, 0.56) < level(audio, 0.4, 0.5) / 3


def test_without_a_tail_the_sound_ends_with_the_last_note(write_soundfont: Writer) -> None:
    piece = melody(Note(0, 69, 480))
    audio = render_audio(piece, soundfont=write_soundfont(), tail_s=0)
    assert audio.seconds == pytest.approx(0.5, abs=0.001)


def test_a_harder_stroke_is_louder(write_soundfont: Writer) -> None:
    piece = melody(Note(0, 69, 240, 40), Note(960, 69, 240, 80))
    audio = render_audio(piece, soundfont=write_soundfont())
    assert level(audio, 1, 2) == pytest.approx(4 * level(audio, 0, 0.9), rel=0.02)


def test_velocities_outside_a_zone_do_not_sound_with_it(write_soundfont: Writer) -> None:
    font = write_soundfont({Setting.VELOCITY_RANGE: 127 << 8 | 64})
    audio = render_audio(melody(Note(0, 69, 240, 63), Note(960, 69, 240, 64)), soundfont=font)
    assert level(audio, 0, 0.9) == 0
    assert level(audio, 1, 2) > 0.1


def test_pan_puts_a_zone_on_one_side(write_soundfont: Writer) -> None:
    font = write_soundfont({Setting.PAN: -500})
    audio = render_audio(melody(Note(0, 69, 480)), soundfont=font)
    assert np.abs(audio.samples[:, 0]).max() > 0.1
    assert np.abs(audio.samples[:, 1]).max() < 1e-6


def test_a_chord_beyond_full_scale_is_made_softer_not_clipped(write_soundfont: Writer) -> None:
    loud = melody(*(Note(0, 50 + i, 480, 127) for i in range(20)))
    audio = render_audio(loud, soundfont=write_soundfont())
    peak = np.abs(audio.samples).max()
    assert 0.99 < peak <= 1
    assert np.count_nonzero(np.abs(audio.samples) > 0.98 * peak) < 50


def test_a_soft_piece_stays_soft(write_soundfont: Writer) -> None:
    audio = render_audio(melody(Note(0, 69, 480, 10)), soundfont=write_soundfont())
    assert 0 < np.abs(audio.samples).max() < 0.05


def test_the_same_piece_sounds_the_same_each_time(write_soundfont: Writer) -> None:
    piece = melody(Note(0, 60, 480), Note(480, 64, 480))
    first, second = (render_audio(piece, soundfont=write_soundfont()) for _ in range(2))
    assert np.array_equal(first.samples, second.samples)


def test_drums_missing_from_a_soundfont_still_sound(write_soundfont: Writer) -> None:
    hit = Part(NoteSequence([Note(0, 38, 120)]), is_drum=True)
    audio = render_audio(Piece(parts=(hit,)), soundfont=write_soundfont())
    assert np.abs(audio.samples).max() > 0.05


def test_a_program_the_soundfont_lacks_is_played_by_another(write_soundfont: Writer) -> None:
    flute = Part(NoteSequence([Note(0, 69, 960)]), program=73)
    audio = render_audio(Piece(parts=(flute,)), soundfont=write_soundfont())
    assert hertz(audio, 0.1, 0.9, 440) == pytest.approx(440, abs=0.5)


def test_a_note_held_for_minutes_fades_and_costs_little(write_soundfont: Writer) -> None:
    piece = melody(Note(0, 69, 480 * 4 * 60))  # two minutes
    audio = render_audio(piece, soundfont=write_soundfont(), sample_rate=8_000)
    assert level(audio, 58, 60) > 0.1
    assert level(audio, 61, 120) == 0


def test_a_piece_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(ExportError, match=r"77\.7 hours"):
        render_audio(melody(Note(268_435_455, 60, 480)))


def test_a_piece_without_notes_is_refused() -> None:
    with pytest.raises(EmptyPieceError):
        render_audio(Piece())


@pytest.mark.parametrize("rate", [0, 7_999, 96_001])
def test_an_impossible_sample_rate_is_refused(rate: int) -> None:
    with pytest.raises(ExportError, match="sample rate"):
        render_audio(melody(Note(0, 60, 480)), sample_rate=rate)


def test_the_environment_may_name_the_soundfont(
    write_soundfont: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    piece = melody(Note(0, 69, 480))
    expected = render_audio(piece, soundfont=write_soundfont())
    monkeypatch.setenv(SOUNDFONT_VARIABLE, str(write_soundfont()))
    assert np.array_equal(render_audio(piece).samples, expected.samples)


def test_a_chosen_soundfont_that_is_missing_is_an_error_not_another_sound(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"nowhere\.sf2"):
        render_audio(melody(Note(0, 69, 480)), soundfont=tmp_path / "nowhere.sf2")


def test_a_damaged_soundfont_nobody_chose_is_passed_over_and_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"RIFF\0\0\0\0WAVE")
    monkeypatch.delenv(SOUNDFONT_VARIABLE, raising=False)
    monkeypatch.setattr("melodyrnn.export.audio.installed_soundfonts", lambda: iter([broken]))
    with caplog.at_level(logging.WARNING):
        bank = choose_bank()
    assert isinstance(bank, ToneBank)
    assert "broken.sf2" in caplog.text


def test_the_built_in_tone_is_in_tune_and_free_of_constant_parts() -> None:
    audio = render_with(ToneBank(), melody(Note(0, 69, 960)))
    assert hertz(audio, 0.1, 0.9, 440) == pytest.approx(440, abs=0.2)
    assert np.abs(audio.samples.mean(axis=0)).max() < 1e-5


def test_audio_checks_what_it_holds() -> None:
    for samples in (
        np.zeros((4, 1), np.float32),
        np.full((4, 2), 1.5, np.float32),
        np.full((4, 2), np.nan, np.float32),
    ):
        with pytest.raises(ValueError, match="samples"):
            Audio(samples, RATE)
