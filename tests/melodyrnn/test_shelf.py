"""Where models lie and how they are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.errors import ModelFileError
from melodyrnn.shelf import DEFAULT_MODEL, find_model, shelved_models, shipped_folder, user_folder


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
