from __future__ import annotations

from pathlib import Path

from melodyrnn.midi.reading import read_midi
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter
from tests.melodyrnn.cli.conftest import Run


def test_melodies_are_made_in_the_meter_key_and_tempo_asked_for(
    run: Run, model: Path, tmp_path: Path
) -> None:
    assert model.exists()
    wishes = ["--meter", "7/8", "--key-signature", "Bb", "--tempo", "96", "--key", "only"]
    ended = run("generate", *wishes, "--bars", 3, "--takes", 2, "--out", tmp_path)
    assert (ended.status, ended.err) == (0, "")
    for number in (1, 2):
        piece = read_midi(tmp_path / f"take-{number}.mid")
        (part,) = [p for p in piece.parts if len(p.notes)]
        assert piece.meters.at(0) == Meter(7, 8)
        assert piece.keys.at(0) == Key.parse("Bb")
        assert piece.tempos.changes[0].tempo == 625_000
        assert set((part.notes.pitch % 12).tolist()) <= Key.parse("Bb").pitch_classes
        assert part.notes.onset.max() < 3 * Meter(7, 8).bar_ticks


def test_without_a_key_there_is_none_to_stay_in(run: Run, model: Path, tmp_path: Path) -> None:
    assert model.exists()
    ended = run("generate", "--key", "only", "--out", tmp_path)
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert "--key-signature" in ended.err
