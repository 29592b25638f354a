"""What is known of files from before."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from melodyrnn.collection.cache import ScanCache, Stamp, default_cache_folder, scan_key
from melodyrnn.collection.scan import ScanSettings

FILE = Path("/music/a.mid")
STAMP = Stamp(1_700_000_000_123_456_789, 4000)
WEEK_S = 7 * 86_400


def kept(folder: Path) -> tuple[str, bytes | None]:
    """What a new process would know."""
    with ScanCache(folder) as cache:
        return cache.content(FILE, STAMP), cache.record("aa", "k")


def fill(folder: Path) -> None:
    with ScanCache(folder) as cache:
        cache.keep("aa", "k", b"found")
        cache.keep_stamp(FILE, STAMP, "aa")


def database(folder: Path) -> Path:
    (path,) = folder.glob("*.sqlite")
    return path


def test_what_is_kept_is_known_to_the_next_process(tmp_path: Path) -> None:
    fill(tmp_path / "new" / "folder")
    assert kept(tmp_path / "new" / "folder") == ("aa", b"found")


def test_a_file_touched_since_and_other_settings_are_unknown(tmp_path: Path) -> None:
    fill(tmp_path)
    with ScanCache(tmp_path) as cache:
        assert cache.content(FILE, Stamp(STAMP.mtime_ns + 1, STAMP.size)) == ""
        assert cache.content(FILE, Stamp(STAMP.mtime_ns, STAMP.size + 1)) == ""
        assert cache.content(FILE.with_name("b.mid"), STAMP) == ""
        assert cache.record("aa", "other") is None


def test_the_key_hangs_on_settings_and_repairs_wherever_they_come_from() -> None:
    plain, cured = ScanSettings(), ScanSettings(repairs=frozenset({"quantise"}))
    keys = {scan_key(plain), scan_key(cured), scan_key(ScanSettings(min_notes=9))}
    assert len(keys) == 3
    assert scan_key(plain, frozenset({"quantise"})) == scan_key(cured)


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 500])
def test_a_damaged_file_is_thrown_away_in_silence(tmp_path: Path, damage: bytes) -> None:
    fill(tmp_path)
    database(tmp_path).write_bytes(damage)
    assert kept(tmp_path) == ("", None)
    fill(tmp_path)
    assert kept(tmp_path) == ("aa", b"found")


def test_damage_in_the_middle_is_no_error_and_no_wrong_answer(tmp_path: Path) -> None:
    with ScanCache(tmp_path) as cache:
        for i in range(300):
            cache.keep(f"{i}", "k", bytes([i % 256]) * 900)
    path = database(tmp_path)
    data = bytearray(path.read_bytes())
    data[8192 : len(data) // 2] = b"\xa5" * (len(data) // 2 - 8192)
    path.write_bytes(data)
    with ScanCache(tmp_path) as cache:
        for i in range(300):
            assert cache.record(f"{i}", "k") in (None, bytes([i % 256]) * 900)
        cache.keep("new", "k", b"found")


def test_a_flipped_bit_in_a_finding_is_noticed(tmp_path: Path) -> None:
    fill(tmp_path)
    path = database(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"found", b"fount"))
    assert kept(tmp_path)[1] is None


def test_a_file_of_another_format_is_made_anew(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "scans.sqlite")
    connection.executescript("CREATE TABLE scans (x); PRAGMA user_version = 99;")
    connection.close()
    fill(tmp_path)
    assert kept(tmp_path) == ("aa", b"found")


def test_where_nothing_can_be_written_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    fill(tmp_path / "file")
    assert kept(tmp_path / "file") == ("", None)


def test_two_processes_at_once_know_of_each_other(tmp_path: Path) -> None:
    with ScanCache(tmp_path) as one, ScanCache(tmp_path) as other:
        one.keep("aa", "k", b"one")
        other.keep("bb", "k", b"other")
        one.flush()
        other.flush()
        assert one.record("bb", "k") == b"other"
        assert other.record("aa", "k") == b"one"


def test_while_another_process_writes_long_it_is_read_and_nothing_breaks(tmp_path: Path) -> None:
    fill(tmp_path)
    with ScanCache(tmp_path) as cache:
        writer = sqlite3.connect(database(tmp_path), isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        assert cache.record("aa", "k") == b"found"
        cache.keep("bb", "k", b"lost")
        cache.flush()
        writer.execute("ROLLBACK")
        writer.close()
        assert cache.record("aa", "k") == b"found"


def test_it_stays_small_and_forgets_what_was_not_used_for_longest(tmp_path: Path) -> None:
    for week, name in enumerate(("old", "used", "new")):
        with ScanCache(tmp_path, now_s=week * WEEK_S) as cache:
            for i in range(40):
                cache.keep(f"{name}{i}", "k", b"x" * 2000)
    with ScanCache(tmp_path, now_s=9 * WEEK_S) as cache:
        assert cache.record("used0", "k") is not None
    with ScanCache(tmp_path, now_s=9 * WEEK_S, max_bytes=150_000) as cache:
        cache.keep("last", "k", b"x" * 2000)
    with ScanCache(tmp_path) as cache:
        assert cache.record("old0", "k") is None
        assert cache.record("used0", "k") is not None
        assert cache.record("last", "k") is not None


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"HOME": "/h"}, "/h/.cache/melodyrnn"),
        ("linux", {"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "/x/melodyrnn"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/melodyrnn"),
        ("win32", {"USERPROFILE": "/h"}, "/h/AppData/Local/melodyrnn/cache"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/melodyrnn/cache"),
        ("linux", {"HOME": "/h", "MELODYRNN_CACHE": "/m"}, "/m"),
    ],
)
def test_each_system_has_its_place(platform: str, environment: dict[str, str], folder: str) -> None:
    assert default_cache_folder(environment, platform) == Path(folder)


def test_no_test_writes_into_a_users_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert tmp_path_factory.getbasetemp() in default_cache_folder().parents
