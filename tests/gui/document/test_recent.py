"""Recent files: ten, the latest first, none that is gone."""

from __future__ import annotations

from pathlib import Path

from gui.document.recent import MAX_RECENT, with_recent, without_missing


def test_the_latest_comes_first_and_stands_once() -> None:
    files = with_recent(with_recent((), Path("/a.melody")), Path("/b.melody"))
    assert with_recent(files, Path("/a.melody")) == (Path("/a.melody"), Path("/b.melody"))


def test_there_are_ten_at_most() -> None:
    files: tuple[Path, ...] = ()
    for number in range(15):
        files = with_recent(files, Path(f"/{number}.melody"))
    assert len(files) == MAX_RECENT
    assert files[0] == Path("/14.melody")


def test_a_relative_path_is_remembered_whole(tmp_path: Path) -> None:
    assert with_recent((), Path("tune.melody"))[0].is_absolute()
    assert with_recent((tmp_path / "x",), tmp_path / "x") == (tmp_path / "x",)


def test_files_that_are_gone_fall_out(tmp_path: Path) -> None:
    (tmp_path / "here.melody").touch()
    files = (tmp_path / "gone.melody", tmp_path / "here.melody", tmp_path, Path("/a\0b"))
    assert without_missing(files) == (tmp_path / "here.melody",)
