"""Where models lie and how they are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.checkpoint import identity_of
from melodyrnn.errors import ExportError, ModelFileError, RequestError
from melodyrnn.originality.sources import save_sources, sources_path
from melodyrnn.shelf import (
    DEFAULT_MODEL,
    copy_model,
    find_model,
    fit_name,
    free_name,
    import_model,
    name_problem,
    rename_model,
    shelved_models,
    shipped_folder,
    user_folder,
)
from tests.fakes import tiny_model
from tests.originals import line, sources_of


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for folder, names in ((own, ("zither", "jig")), (shipped, ("jig", DEFAULT_MODEL))):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.safetensors").write_bytes(b"")
        (folder / "notes.txt").write_text("no model")
    return own, shipped


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"HOME": "/h"}, "/h/.local/share/melodyrnn/models"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/x"}, "/x/melodyrnn/models"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/melodyrnn/models"),
        ("win32", {"APPDATA": "/a", "USERPROFILE": "/u"}, "/a/melodyrnn/models"),
        ("win32", {"USERPROFILE": "/u"}, "/u/AppData/Roaming/melodyrnn/models"),
        ("linux", {"HOME": "/h", "MELODYRNN_MODELS": "/m"}, "/m"),
    ],
)
def test_models_lie_where_each_system_keeps_such_things(
    platform: str, environment: dict[str, str], expected: str
) -> None:
    assert user_folder(environment, platform) == Path(expected)


def test_shipped_models_lie_in_the_package() -> None:
    assert shipped_folder().parent.name == "melodyrnn"


def test_the_default_comes_first_and_ones_own_before_the_shipped(
    folders: tuple[Path, Path],
) -> None:
    own, shipped = folders

    assert [(m.name, m.path.parent) for m in shelved_models(folders)] == [
        (DEFAULT_MODEL, shipped),
        ("jig", own),
        ("zither", own),
    ]


def test_a_model_is_found_by_name_by_path_or_as_the_default(folders: tuple[Path, Path]) -> None:
    own, shipped = folders
    elsewhere = own.parent / "mine.bin"
    elsewhere.write_bytes(b"")

    assert find_model(None, folders) == shipped / f"{DEFAULT_MODEL}.safetensors"
    assert find_model("jig", folders) == own / "jig.safetensors"
    assert find_model(str(elsewhere), folders) == elsewhere


def test_what_is_not_there_is_answered_with_what_is(folders: tuple[Path, Path]) -> None:
    with pytest.raises(ModelFileError, match="no model waltz; models here: folk-and-song, jig, zi"):
        find_model("waltz", folders)


def test_an_empty_shelf_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="train one"):
        find_model(None, (tmp_path,))
    with pytest.raises(ModelFileError, match="none yet"):
        find_model("jig", (tmp_path / "absent",))


@pytest.mark.parametrize(
    "name", ["irish", "My tunes 2", "Reels & jigs", "Lieder (CC0)", "été", "a.b"]
)
def test_a_plain_name_is_fine(name: str) -> None:
    assert name_problem(name) == ""
    assert fit_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", "  ", "a/b", "a\\b", "why?", "a\nb", ".hidden", "-x", "end.", " a", "a ", "CON", "nul.a",
     "Scratch", "x" * 61],
)  # fmt: skip
def test_a_name_that_some_system_forbids_is_refused_in_a_sentence(name: str) -> None:
    assert name_problem(name).endswith(".")
    assert name_problem(fit_name(name)) == ""


def test_a_taken_name_gets_a_number(folders: tuple[Path, Path]) -> None:
    assert free_name("Jig", folders) == "Jig 2"
    (folders[0] / "jig 2.safetensors").write_bytes(b"")
    assert free_name("Jig", folders) == "Jig 3"
    assert free_name("reel", folders) == "reel"


def test_a_model_being_written_is_not_on_the_shelf(folders: tuple[Path, Path]) -> None:
    (folders[0] / ".jig-1a2b.safetensors").write_bytes(b"half")
    assert [m.name for m in shelved_models(folders)] == [DEFAULT_MODEL, "jig", "zither"]


def test_a_model_is_imported_to_the_byte_under_a_free_name(tmp_path: Path) -> None:
    own = tmp_path / "not" / "there yet"
    source = tiny_model(tmp_path / "irish.safetensors")
    assert [import_model(source, (own,)), import_model(source, (own,))] == ["irish", "irish 2"]
    assert (own / "irish 2.safetensors").read_bytes() == source.read_bytes()


def test_what_a_model_learned_from_comes_along_if_it_is_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    source = tiny_model(tmp_path / "irish.safetensors")
    beside = sources_path(source)
    save_sources(beside, sources_of(line(0)), model=identity_of(source))
    assert import_model(source, (own,)) == "irish"
    assert (own / "irish.sources").read_bytes() == beside.read_bytes()
    for other in (b"damaged", b""):
        beside.write_bytes(other)
        assert not sources_path(own / f"{import_model(source, (own,))}.safetensors").exists()


def test_a_copy_takes_along_what_was_learned_from_or_leaves_it(tmp_path: Path) -> None:
    source = tmp_path / "irish.safetensors"
    source.write_bytes(b"model")
    sources_path(source).write_bytes(b"music")
    for with_sources in (True, False):
        target = tmp_path / f"{with_sources}.safetensors"
        copy_model(source, target, with_sources=with_sources)
        assert target.read_bytes() == b"model"
        assert sources_path(target).exists() == with_sources


def test_a_copy_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    source, target = tmp_path / "irish.safetensors", tmp_path / "taken.safetensors"
    source.write_bytes(b"model")
    sources_path(source).write_bytes(b"music")
    target.mkdir()
    sources_path(target).write_bytes(b"music of another")
    with pytest.raises(ExportError, match=r"taken\.safetensors"):
        copy_model(source, target)
    assert sources_path(target).read_bytes() == b"music of another"
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["irish", "irish", "taken", "taken"]


def test_what_is_no_whole_model_is_not_imported(tmp_path: Path) -> None:
    own = tmp_path / "own"
    half = tmp_path / "half.safetensors"
    half.write_bytes(tiny_model(tmp_path / "whole.safetensors").read_bytes()[:-4])
    with pytest.raises(ModelFileError, match="damaged or incomplete"):
        import_model(half, (own,))
    assert not own.exists()


def test_a_renamed_model_is_the_same_file_and_takes_along_what_lies_beside_it(
    folders: tuple[Path, Path],
) -> None:
    own, _ = folders
    for ending in ("training", "sources", "scores.json"):
        (own / f"zither.{ending}").write_text(ending)
    before = (own / "zither.safetensors").read_bytes()
    assert rename_model("zither", "harp", folders) == own / "harp.safetensors"
    assert (own / "harp.safetensors").read_bytes() == before
    for ending in ("training", "sources", "scores.json"):
        assert (own / f"harp.{ending}").read_text() == ending
    assert list(own.glob("zither*")) == []


def test_a_model_that_cannot_be_renamed_keeps_its_name_and_all_that_lies_beside_it(
    folders: tuple[Path, Path],
) -> None:
    own, _ = folders
    for ending in ("training", "sources", "scores.json"):
        (own / f"zither.{ending}").write_text(ending)
    (own / "harp.scores.json").mkdir()
    (own / "harp.sources").write_text("of a model that is gone")
    before = sorted(own.iterdir())
    with pytest.raises(ExportError, match="zither cannot be renamed"):
        rename_model("zither", "harp", folders)
    assert set(own.iterdir()) >= {p for p in before if p.name.startswith("zither")}
    assert not (own / "harp.safetensors").exists()


@pytest.mark.parametrize(
    ("name", "wanted", "words"),
    [
        ("zither", "Jig", "already"),
        ("zither", DEFAULT_MODEL, "already"),
        ("zither", "a/b", "cannot hold"),
        (DEFAULT_MODEL, "mine", "no model of yours"),
    ],
)
def test_a_model_is_renamed_only_to_what_is_free_and_only_ones_own(
    folders: tuple[Path, Path], name: str, wanted: str, words: str
) -> None:
    with pytest.raises(RequestError, match=words):
        rename_model(name, wanted, folders)
    assert (folders[0] / "zither.safetensors").exists()
