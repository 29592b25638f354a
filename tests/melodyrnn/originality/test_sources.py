"""What a model learned from, in a file beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load, save

from melodyrnn.errors import ModelFileError
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.originality.source import Source
from melodyrnn.originality.sources import (
    FORMAT,
    SourcePiece,
    Sources,
    SourcesFileError,
    load_sources,
    matching_sources,
    save_sources,
    sources_path,
)
from tests.originals import CHORDS, IN_D, JIG, line, repeated, sources_of

PIECES = (line(0), line(1, gaps=CHORDS), NoteSequence(), line(2, 1), repeated(50))
COUNT = sum(map(len, PIECES))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return tmp_path / "tune.safetensors"


def saved_with(path: Path, **columns: NDArray[Any]) -> Path:
    """Sources with some columns replaced."""
    save_sources(path, sources_of(*PIECES))
    data = path.read_bytes()
    said = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])["__metadata__"]
    path.write_bytes(save(load(data) | columns, metadata=said))
    return path


def test_notes_names_meters_and_keys_come_back_from_the_file(model: Path) -> None:
    sources = sources_of(*PIECES)
    save_sources(sources_path(model), sources)
    again = load_sources(model.with_name("tune.sources"))

    assert (len(again), again.note_count) == (5, COUNT)
    assert again.sources == sources.sources
    assert again.source(4) == Source("tune 4", "reels", "Fiddle", JIG, IN_D)
    for number, notes in enumerate(PIECES):
        assert again.notes(number) == notes
    assert again.fingerprint == sources.fingerprint
    piece = again.piece(1)
    assert (piece.title, piece.meters, piece.keys) == ("tune 1", JIG, IN_D)
    assert piece.parts[0].notes == PIECES[1]


def test_a_file_of_nothing_is_one(model: Path) -> None:
    save_sources(sources_path(model), Sources.of(()))
    assert len(load_sources(sources_path(model))) == 0


def test_the_same_sources_are_the_same_file_and_a_note_takes_three_bytes(tmp_path: Path) -> None:
    sizes = []
    for notes in (1000, 3000):
        paths = [tmp_path / f"{notes} {i}" for i in range(2)]
        for path in paths:
            save_sources(path, sources_of(line(0, notes)))
        assert paths[0].read_bytes() == paths[1].read_bytes()
        sizes.append(paths[0].stat().st_size)
    assert sizes[1] - sizes[0] == pytest.approx(3 * 2000, abs=40)


def test_any_change_tells_in_the_fingerprint() -> None:
    source = Source("a", "reels", "Fiddle", JIG, IN_D)
    others = [
        source,
        replace(source, title="b"),
        replace(source, collection="jigs"),
        replace(source, part_name="Flute"),
        replace(source, meters=MeterMap()),
        replace(source, keys=KeyMap()),
    ]
    notes = [line(0), line(0).transposed(1), line(0).shifted(20)]
    wholes = [Sources.of([SourcePiece(other, line(0))]) for other in others]
    wholes += [Sources.of([SourcePiece(source, each)]) for each in notes[1:]]
    assert len({whole.fingerprint for whole in wholes}) == len(wholes)


def test_bars_count_from_one_with_the_pickup_and_through_changes_of_meter() -> None:
    notes = NoteSequence(Note(tick, 60, 240) for tick in (1440, 1920, 3840, 4800, 5280))
    meters = MeterMap([MeterChange(0, Meter()), MeterChange(3840, Meter(2, 4))])
    sources = Sources.of([SourcePiece(Source("a", meters=meters), notes)])
    assert [sources.bar(0, note) for note in range(5)] == [1, 2, 3, 4, 4]


def test_what_a_base_and_its_heir_both_have_stands_there_once() -> None:
    base, new = sources_of(line(0), line(1)), sources_of(line(0), line(2), line(1))
    joined = Sources.joined(base, new)
    assert [s.title for s in joined.sources] == ["tune 0", "tune 1", "tune 1", "tune 2"]
    assert [joined.notes(i) for i in range(4)] == [line(0), line(1), line(2), line(1)]
    assert Sources.joined(joined, new).fingerprint == joined.fingerprint


def test_sources_are_a_models_own_if_its_card_or_they_say_so(model: Path) -> None:
    sources = sources_of(line(0))
    assert matching_sources(model, sources.fingerprint, "1234") is None  # no file
    save_sources(sources_path(model), sources)
    assert matching_sources(model, sources.fingerprint, "1234") is not None
    assert matching_sources(model, "", "1234") is None
    assert matching_sources(model, "", "") is None
    save_sources(sources_path(model), sources, model="1234")
    assert matching_sources(model, "", "1234") is not None
    assert matching_sources(model, "other", "5678") is None
    sources_path(model).write_bytes(b"half")
    assert matching_sources(model, sources.fingerprint, "1234") is None


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff" * 90, b"\x08\0\0\0\0\0\0\0[[[[[[[["])
def test_what_is_none_of_ours_is_refused_in_a_sentence(model: Path, data: bytes) -> None:
    model.write_bytes(data)
    with pytest.raises(SourcesFileError, match=r"does not hold what a model learned from.*\.$"):
        load_sources(model)


def test_a_missing_file_and_a_newer_one_are_refused_each_in_its_words(model: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be opened"):
        load_sources(model)
    said = json.dumps({"format": FORMAT, "version": 2, "model": ""})
    model.write_bytes(save({}, metadata={"sources": said}))
    with pytest.raises(SourcesFileError, match="newer version"):
        load_sources(model)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("starts", np.array([0, 40, 30, 80, 81, COUNT])),
        ("starts", np.array([0, COUNT])),
        ("starts", np.array([0, 40, 80, 80, 81, 2**40])),
        ("pitch", np.full(COUNT, 128, dtype=np.uint8)),
        ("pitch", np.full(COUNT - 1, 60, dtype=np.uint8)),
        ("pitch", np.full(COUNT, 60.0)),
        ("shift", np.full(COUNT, 255, dtype=np.uint8)),
        ("duration", np.zeros(COUNT, dtype=np.uint8)),
        ("beyond", np.array([[500, 1, 1]])),
        ("beyond", np.array([[0, 2**40, 0]])),
        ("told", np.frombuffer(b'{"rows": []}', dtype=np.uint8)),
        ("told", np.frombuffer(b"[" * 9000, dtype=np.uint8)),
    ],
)
def test_a_hostile_file_is_refused(model: Path, column: str, values: NDArray[Any]) -> None:
    assert len(load_sources(saved_with(model))) == 5
    with pytest.raises(SourcesFileError):
        load_sources(saved_with(model, **{column: values}))


@pytest.mark.parametrize(
    "change",
    [
        {"meters": [[[0, 4, 3]]]},
        {"meters": [[[2**70, 4, 4]]]},
        {"meters": [[["0", 4, 4]]]},
        {"meters": [[[-1920, 4, 4]]]},
        {"keys": [[[-5, 0, False]]]},
        {"rows": [["a", -1, 0, 0, 0]] * 5},
        {"rows": [["a", 0, 0, 0, -1]] * 5},
        {"keys": [[[0, 9, False]]]},
        {"rows": [["a", 0, 0, 0, 7]] * 5},
        {"rows": 5},
    ],
)
def test_hostile_names_meters_and_keys_are_refused(model: Path, change: dict[str, Any]) -> None:
    told = {
        "collections": ["c"], "parts": ["p"], "meters": [[[0, 4, 4]]], "keys": [[]],
        "rows": [["a", 0, 0, 0, 0]] * 5,
    }  # fmt: skip
    columns = [
        np.frombuffer(json.dumps(each).encode(), dtype=np.uint8) for each in (told, told | change)
    ]
    assert load_sources(saved_with(model, told=columns[0])).source(3) == Source("a", "c", "p")
    with pytest.raises(SourcesFileError):
        load_sources(saved_with(model, told=columns[1]))


def test_a_key_and_meter_in_the_middle_come_back(model: Path) -> None:
    keys = KeyMap([KeyChange(960, Key(-3, is_minor=True))])
    source = Source("Ärger „x“", keys=keys)
    save_sources(model, Sources.of([SourcePiece(source, line(0))]))
    assert load_sources(model).source(0) == source
