from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.checkpoint import load_model
from melodyrnn.cli.train_sampling import NEW_BARS, SEED_BARS, SeedSampler
from melodyrnn.collection.lines import Line, make_line
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from melodyrnn.music.tempo import TempoMap
from tests.fakes import tiny_model


def line(bars: int) -> Line:
    """Quavers in 6/8, at 90 quarters a minute."""
    notes = NoteSequence(Note(i * 240, 60 + i % 7, 240, 80) for i in range(6 * bars))
    meters = MeterMap([MeterChange(0, Meter(6, 8))])
    found = make_line(notes, "tune", simple_piece(notes, key=Key(0)))
    return Line(notes, "tune", meters, found.keys, TempoMap.from_bpm(90))


def test_a_seed_is_continued_by_some_bars_always_in_the_same_way(tmp_path: Path) -> None:
    model = load_model(tiny_model(tmp_path / "m.safetensors"))
    told = [SeedSampler(line(16))(model, 3, 12.5) for _ in range(2)]
    sample = told[0]

    assert told[0] == told[1]
    assert sample is not None
    assert (sample.check, sample.seconds, sample.meter) == (3, 12.5, "6/8")
    assert sample.tempo == pytest.approx(90, abs=0.01)
    assert sample.begins == SEED_BARS * 1440
    seed = [note for note in sample.notes if note[0] < sample.begins]
    assert seed == [(n.onset, n.duration, n.pitch, n.velocity) for n in line(SEED_BARS).notes]
    new = [note for note in sample.notes if note[0] >= sample.begins]
    assert new
    assert max(onset + duration for onset, duration, _, _ in new) <= (
        sample.begins + NEW_BARS * 1440
    )


def test_another_model_continues_it_otherwise(tmp_path: Path) -> None:
    models = [load_model(tiny_model(tmp_path / f"{i}.safetensors", seed=i)) for i in (1, 2)]
    first, second = (SeedSampler(line(16))(model, 1, 0.0) for model in models)

    assert first is not None
    assert second is not None
    assert first.notes != second.notes


def test_of_a_short_line_half_is_the_seed(tmp_path: Path) -> None:
    model = load_model(tiny_model(tmp_path / "m.safetensors"))
    sample = SeedSampler(line(3))(model, 1, 0.0)

    assert sample is not None
    assert sample.begins == 2 * 1440
