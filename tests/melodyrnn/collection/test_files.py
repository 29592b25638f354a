"""Which files a collection's folders hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from melodyrnn.collection.files import find_files_of_each, find_midi_files
from melodyrnn.errors import CollectionError


def put(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"MThd")


def test_a_folder_is_searched_to_any_depth_for_all_midi_endings_in_any_case(tmp_path: Path) -> None:
    wanted = [tmp_path / n for n in ("a.mid", "b/c.MIDI", "b/d/e.Kar", "b/d/f.rmi")]
    put(*wanted, tmp_path / "cover.png", tmp_path / "b" / "notes.mid.txt", tmp_path / "mid")
    assert find_midi_files([tmp_path]) == wanted


def test_hidden_files_and_folders_and_macos_shadows_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "a.mid", tmp_path / "._a.mid", tmp_path / ".b.mid", tmp_path / ".git" / "c.mid")
    assert find_midi_files([tmp_path]) == [tmp_path / "a.mid"]


def test_a_file_named_outright_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    put(tmp_path / "tune.bin")
    assert find_midi_files([tmp_path / "tune.bin"]) == [tmp_path / "tune.bin"]


def test_a_file_reached_in_several_ways_is_listed_once(tmp_path: Path) -> None:
    put(tmp_path / "a" / "t.mid")
    (tmp_path / "z.mid").symlink_to(tmp_path / "a" / "t.mid")
    found = find_midi_files([tmp_path, tmp_path / "a" / "t.mid", tmp_path / "a"])
    assert found == [tmp_path / "a" / "t.mid"]


def test_a_file_in_several_folders_counts_to_the_first(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "1.mid", tmp_path / "b" / "2.mid"
    put(first, second)
    folders = [tmp_path / "a", tmp_path, tmp_path / "a"]
    assert find_files_of_each(folders) == [[first], [second], []]


def test_a_link_to_a_folder_is_followed_and_a_loop_of_links_ends(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    put(inside / "a.mid", outside / "b.mid")
    (inside / "more").symlink_to(outside)
    (inside / "back").symlink_to(inside)
    (outside / "up").symlink_to(tmp_path)
    assert [f.name for f in find_midi_files([inside])] == ["a.mid", "b.mid"]


def test_a_dangling_link_and_a_folder_named_like_a_file_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "gone.mid").symlink_to(tmp_path / "nowhere")
    put(tmp_path / "album.mid" / "a.mid")
    assert find_midi_files([tmp_path]) == [tmp_path / "album.mid" / "a.mid"]


def test_the_order_does_not_depend_on_the_order_of_paths(tmp_path: Path) -> None:
    put(tmp_path / "b.mid", tmp_path / "a.mid")
    paths = [tmp_path / "b.mid", tmp_path / "a.mid"]
    assert find_midi_files(paths) == find_midi_files(paths[::-1]) == sorted(paths)


def test_a_path_that_does_not_exist_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"no file or folder.*tunez"):
        find_midi_files([tmp_path / "tunez"])


def test_an_empty_folder_holds_no_files(tmp_path: Path) -> None:
    assert find_midi_files([tmp_path]) == []


def test_a_link_to_itself_is_no_file_and_spoils_nothing(tmp_path: Path) -> None:
    put(tmp_path / "a.mid")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "self.mid").symlink_to("self.mid")
    assert find_midi_files([tmp_path]) == [tmp_path / "a.mid"]


def test_a_path_that_cannot_be_looked_at_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"xxx.*check"):
        find_midi_files([tmp_path / ("x" * 300)])


def test_a_named_folder_that_may_not_be_read_is_an_error_but_not_one_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.mid", tmp_path / "locked" / "b.mid")
    look = os.scandir

    def refuse(path: Path) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert find_midi_files([tmp_path]) == [tmp_path / "a.mid"]
    with pytest.raises(CollectionError, match=r"locked.*\(Permission denied\); check"):
        find_midi_files([tmp_path / "locked"])
