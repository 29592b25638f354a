from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.errors import CollectionError
from melodyrnn.originality.sources import Sources
from melodyrnn.scorecard.pieces import Material, collection_name, gather_material
from tests.judged import folder_of, tune
from tests.originals import sources_of


def gathered(folder: Path, sources: Sources | None) -> Material:
    work = gather_material([folder], sources)
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
    material = gathered(folder, sources_of(tune(1).transposed(5), tune(9)))
    assert sorted(piece.title for piece in material.pieces) == ["0", "2", "3"]
    assert (material.left_out, material.unheard) == (1, "sure")


def test_where_all_was_learned_from_all_counts_with_a_warning(folder: Path) -> None:
    material = gathered(folder, sources_of(*(tune(seed) for seed in range(4))))
    assert (len(material.pieces), material.left_out, material.unheard) == (4, 0, "none")
    assert [len(piece.twins) for piece in material.pieces] == [1] * 4


def test_without_a_list_of_sources_all_counts_and_nobody_can_tell(folder: Path) -> None:
    material = gathered(folder, None)
    assert (len(material.pieces), material.unheard) == (4, "unknown")


def test_a_folder_without_music_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"name a folder with \.mid files"):
        gathered(tmp_path, None)
    folder_of(tmp_path, tune(0, 1))
    with pytest.raises(CollectionError, match="no music to judge the model by; name another"):
        gathered(tmp_path, None)
    folder_of(tmp_path, tune(0, 1), tune(1, 1))
    with pytest.raises(CollectionError, match=r"None of the 2 MIDI files .* The first: "):
        gathered(tmp_path, None)


def test_a_collection_is_called_by_its_folder_and_a_split_by_the_one_above(tmp_path: Path) -> None:
    assert collection_name([tmp_path / "reels"]) == "reels"
    assert collection_name([tmp_path / "reels" / "valid"]) == "reels/valid"
    assert collection_name([tmp_path / "a", tmp_path / "b"]) == "a, b"
