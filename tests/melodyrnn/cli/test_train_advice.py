"""What a training goes on from where the user leaves it open."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.card import Card
from melodyrnn.cli import train_advice
from melodyrnn.cli.train_advice import advised
from melodyrnn.collection.lines import Line
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.tempo import TempoMap
from melodyrnn.training.corpus import Gathered
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.settings import TrainSettings
from tests.fakes import tiny_model


def gathered(*pitches: int) -> Gathered:
    notes = NoteSequence(Note(0, pitch, 480) for pitch in pitches)
    line = Line(notes, "", MeterMap(), KeyMap(), TempoMap())
    return Gathered(
        lines=(line,),
        names=("x",),
        name_of=("x",),
        file_of=(0,),
        title_of=("x",),
        may_go=(False,),
        files=1,
        kept=1,
    )


def base_for(music: Gathered) -> str:
    request = TrainRequest((), Path("out"), "new", TrainSettings(minutes=1), is_open=True)
    base = advised(request, music).base
    return base.stem if base else ""


def test_music_with_chords_goes_on_from_a_model_of_chords_other_music_from_one_of_melodies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_model(tmp_path / "b-tunes.safetensors")
    tiny_model(tmp_path / "a-piano.safetensors", card=Card(has_chords=True))
    monkeypatch.setattr(train_advice, "shipped_folder", lambda: tmp_path)

    assert base_for(gathered(60)) == "b-tunes"
    assert base_for(gathered(60, 64)) == "a-piano"

    (tmp_path / "a-piano.safetensors").unlink()
    assert base_for(gathered(60, 64)) == "b-tunes"
