from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.collection.near_duplicates import content_key
from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.errors import CollectionError
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.key import KeyMap
from melodyrnn.music.piece import Part, Piece
from melodyrnn.originality.source import Source
from melodyrnn.originality.sources import SourcePiece, Sources
from melodyrnn.scorecard import pieces
from melodyrnn.scorecard.pieces import (
    Material,
    collection_name,
    gather_material,
    pieces_learned,
)
from tests.judged import C_MAJOR, folder_of, judged_piece, tune
from tests.originals import sources_of

KEY = FEATURE_INDEX["key"]


def gathered(*folders: Path, sources: Sources | None = None, has_all: bool = True) -> Material:
    work = gather_material(folders, sources, has_all=has_all)
    while True:
        try:
            next(work)
        except StopIteration as ended:
            material: Material = ended.value
            return material


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "reels", *(tune(seed) for seed in range(4)))


def test_what_was_learned_from_is_left_out_in_whatever_key(folder: Path) -> None:
    material = gathered(folder, sources=sources_of(tune(1).transposed(5), tune(9)))
    assert sorted(piece.title for piece in material.pieces) == ["0", "2", "3"]
    assert (material.left_out, material.unheard) == (1, "sure")


def test_where_all_was_learned_from_all_counts_with_a_warning(folder: Path) -> None:
    sources = sources_of(*(tune(seed) for seed in range(4)))
    material = gathered(folder, sources=sources)
    assert (len(material.pieces), material.left_out, material.unheard) == (4, 0, "none")
    assert gathered(folder, sources=sources, has_all=False).unheard == "none"
    assert [len(piece.twins) for piece in material.pieces] == [1] * 4


def test_without_a_list_of_sources_all_counts_and_nobody_can_tell(folder: Path) -> None:
    material = gathered(folder)
    assert (len(material.pieces), material.unheard) == (4, "unknown")


def test_where_a_part_of_the_sources_is_unknown_what_is_known_is_left_out(folder: Path) -> None:
    material = gathered(folder, sources=sources_of(tune(1)), has_all=False)
    assert (len(material.pieces), material.left_out, material.unheard) == (3, 1, "unknown")


def test_a_file_that_is_reached_twice_is_judged_by_once(folder: Path) -> None:
    once, twice = gathered(folder), gathered(folder / "2.mid", folder, folder.parent)
    assert (twice.found, len(twice.pieces), twice.notes) == (4, 4, once.notes)


def test_parts_and_versions_of_one_piece_are_not_distinct(folder: Path, tmp_path: Path) -> None:
    assert gathered(folder).distinct == 4
    parts = tuple(Part(tune(seed), name=f"part {seed}") for seed in range(9))
    write_midi(Piece(parts, keys=C_MAJOR), tmp_path / "nine.mid")
    nine = gathered(tmp_path / "nine.mid")
    assert (len(nine.pieces), nine.distinct) == (9, 1)
    versions = folder_of(tmp_path / "versions", tune(0), tune(0).transposed(2), tune(1))
    assert gathered(versions).distinct == 2


def test_where_there_is_too_much_chance_chooses_and_not_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of as many long pieces as short ones, those that come first."""
    monkeypatch.setattr(pieces, "MOST_NOTES", 400)
    lengths = [4, 24] * 12
    folder_of(tmp_path, *(tune(seed, bars) for seed, bars in enumerate(lengths)))
    some = gathered(tmp_path)
    by_chance = sorted((tune(seed, bars) for seed, bars in enumerate(lengths)), key=content_key)
    expected = by_chance[: len(some.pieces)]
    assert [piece.line.notes for piece in some.pieces] == expected
    assert some.notes + len(by_chance[len(expected)]) > 400
    assert some.is_capped


def test_sources_know_which_of_them_are_twins(folder: Path) -> None:
    sources = sources_of(tune(9), tune(10), tune(9).transposed(2))
    first, second, third = gathered(folder, sources=sources).source_groups
    assert first == third != second


def test_what_rivals_read_has_a_key_and_what_the_model_reads_has_not(tmp_path: Path) -> None:
    silent = folder_of(tmp_path, tune(0).transposed(2), keys=KeyMap())
    (piece,) = gathered(silent).pieces
    assert not piece.reading.features[:, KEY].any()
    assert piece.heard.frame.semitones == -2
    stated = judged_piece(tune(0))
    assert stated.heard is stated.reading


def test_lines_of_one_piece_are_counted_as_one() -> None:
    def source(title: str, part: str = "") -> SourcePiece:
        return SourcePiece(Source(title, "reels", part), tune(0))

    cut = [source(f"long ({i} of 3)") for i in range(1, 4)]
    quartet = [source("quartet", part) for part in ("violin", "viola", "cello")]
    namesakes = [source("untitled"), source("untitled")]
    assert pieces_learned(Sources.of([*cut, *quartet, *namesakes])) == 1 + 1 + 2
    assert pieces_learned(Sources.of([])) == 0


def test_a_folder_without_music_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"name a folder with \.mid files"):
        gathered(tmp_path)
    folder_of(tmp_path, tune(0, 1))
    with pytest.raises(CollectionError, match="no music to judge the model by; name another"):
        gathered(tmp_path)
    folder_of(tmp_path, tune(0, 1), tune(1, 1))
    with pytest.raises(CollectionError, match=r"None of the 2 MIDI files .* The first: "):
        gathered(tmp_path)


def test_a_collection_is_called_by_its_folder_and_a_split_by_the_one_above(tmp_path: Path) -> None:
    assert collection_name([tmp_path / "reels"]) == "reels"
    assert collection_name([tmp_path / "reels" / "valid"]) == "reels/valid"
    assert collection_name([tmp_path / "a", tmp_path / "b"]) == "a, b"
