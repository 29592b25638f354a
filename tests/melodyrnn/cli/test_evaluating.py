from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.checkpoint import load_model
from melodyrnn.encoding.reading import read_notes
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import score
from melodyrnn.midi.reading import read_midi
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.melodyrnn.cli.conftest import ROOT, Run

SEEDS = ROOT / "midi_data" / "seeds"
FIELDS = ("shift", "pitch", "duration", "velocity")


def scored(model: Path, paths: list[Path], style: int = 0) -> tuple[np.ndarray, int]:
    """Nats by field and number of notes, straight from the files."""
    engine = Engine(load_model(model))
    nats, notes = np.zeros(4), 0
    for path in paths:
        piece = read_midi(path)
        (part,) = [p for p in piece.parts if len(p.notes)]
        nats += score(engine, read_notes(part.notes, piece.meters, piece.keys, style)).sum(axis=0)
        notes += len(part.notes)
    return nats, notes


def test_json_is_the_contract_and_equals_the_files_scored_directly(run: Run, model: Path) -> None:
    ended = run("evaluate", model, SEEDS, "--json")
    said = json.loads(ended.out)
    nats, notes = scored(model, sorted(SEEDS.glob("*.mid")))
    assert (ended.status, ended.err) == (0, "")
    assert list(said) == [
        "pieces",
        "notes",
        "nats_per_note",
        "nats_per_note_without_velocity",
        "skipped",
    ]
    assert (said["pieces"], said["notes"], said["skipped"]) == (12, notes, [])
    per_note = said["nats_per_note"]
    assert list(per_note) == ["total", *FIELDS]
    assert [per_note[f] for f in FIELDS] == pytest.approx((nats / notes).tolist())
    assert per_note["total"] == pytest.approx(nats.sum() / notes)
    assert said["nats_per_note_without_velocity"] == pytest.approx(nats[:3].sum() / notes)


def test_a_note_alone_and_long_silences_are_scored_too(
    run: Run, model: Path, tmp_path: Path
) -> None:
    notes = NoteSequence([Note(0, 60, 480), Note(40 * 1920, 60, 480)])
    write_midi(Piece((Part(notes),)), tmp_path / "few.mid")
    said = json.loads(run("evaluate", model, tmp_path / "few.mid", "--json").out)
    nats, _ = scored(model, [tmp_path / "few.mid"])
    assert said["notes"] == 2
    assert said["nats_per_note"]["total"] == pytest.approx(nats.sum() / 2)


def test_merged_parts_are_scored_together(run: Run, model: Path, tmp_path: Path) -> None:
    low = NoteSequence([Note(480 * i, 48 + i, 480) for i in range(8)])
    high = low.transposed(16)
    write_midi(Piece((Part(low), Part(high))), tmp_path / "two.mid")
    write_midi(Piece((Part(low.merged(high)),)), tmp_path / "one.mid")
    options = ["--parts", "merged", "--json"]
    two = json.loads(run("evaluate", model, tmp_path / "two.mid", *options).out)
    nats, notes = scored(model, [tmp_path / "one.mid"])
    assert (two["pieces"], two["notes"]) == (1, notes)
    assert two["nats_per_note"]["total"] == pytest.approx(nats.sum() / notes)


def test_the_style_is_told_to_the_model(run: Run, model: Path, seed: Path) -> None:
    said = json.loads(run("evaluate", model, seed, "--style", "songs", "--json").out)
    nats, notes = scored(model, [seed], style=2)
    assert said["nats_per_note"]["total"] == pytest.approx(nats.sum() / notes)
    unknown = run("evaluate", model, seed, "--style", "polkas")
    assert (unknown.status, unknown.err.count("\n")) == (1, 1)
    assert "jigs, songs" in unknown.err


def test_what_is_left_out_is_listed_with_its_reason(
    run: Run, model: Path, seed: Path, broken: Path
) -> None:
    page, drums = broken / "html_404.mid", broken / "drums_only.mid"
    said = json.loads(run("evaluate", model, seed, page, drums, "--json").out)
    assert said["pieces"] == 1
    assert [each["path"] for each in said["skipped"]] == [str(drums), str(page)]
    assert all(set(each) == {"path", "reason"} and each["reason"] for each in said["skipped"])


def test_people_get_a_short_table_and_a_sentence(
    run: Run, model: Path, seed: Path, broken: Path
) -> None:
    ended = run("evaluate", model, seed, broken / "html_404.mid")
    lines = ended.out.splitlines()
    assert [line.split()[0] for line in lines[:5]] == [*FIELDS, "total"]
    assert "nats a note without velocity, over 38 notes in 1 piece;" in lines[5]
    assert "html_404.mid is a web page" in lines[6]
    assert len(lines) == 7


@pytest.mark.parametrize("name", ["no_notes.mid", "drums_only.mid", "none.mid"])
def test_nothing_to_score_is_one_line(run: Run, model: Path, broken: Path, name: str) -> None:
    ended = run("evaluate", model, broken / name)
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_a_model_that_is_none_is_one_line(run: Run, seed: Path) -> None:
    ended = run("evaluate", seed, seed)
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
