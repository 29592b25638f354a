"""Cache: what is known of files from before, so that they need not be read again.

A finding is kept under the hash of the file's bytes and of all that decides on what is found
in them: settings, repairs, version of the scanning code. A second table knows which path,
written at which time and so long, had which bytes, so that a file that was not touched since
is not even opened. One SQLite file holds both; several processes may use it at once. Whatever
goes wrong with it, the worst is that files are read again: a cache never raises an error.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from melodyrnn.collection.records import RECORD_FIELDS
from melodyrnn.collection.repairs import Repair
from melodyrnn.collection.scan import SCAN_VERSION, ScanSettings

CACHE_VARIABLE = "MELODYRNN_CACHE"
"""Environment variable that names another folder for what may be thrown away."""

MAX_BYTES = 512_000_000
"""The cache grows no larger; then what was not used for longest goes."""

_FORMAT = 1
_FILE = "scans.sqlite"
_DIGEST = 8
_WAIT_S = 0.5
"""How long one process waits while another writes."""

_WEEK_S = 7 * 86_400

_BATCH = 256
_BATCH_BYTES = 8_000_000
"""So much is remembered before it is written: writing seldom and briefly, processes that
scan at the same time hardly meet."""

_SHARE_KEPT = 0.75
"""Of the bytes allowed, what stays when they were passed."""

_TABLES = """
CREATE TABLE IF NOT EXISTS files
    (path TEXT PRIMARY KEY, mtime_ns INTEGER, size INTEGER, content TEXT);
CREATE TABLE IF NOT EXISTS scans
    (content TEXT, key TEXT, week INTEGER, record BLOB, PRIMARY KEY (content, key));
CREATE INDEX IF NOT EXISTS scans_by_week ON scans (week);
"""


class Stamp(NamedTuple):
    """By what is seen whether a file was touched."""

    mtime_ns: int
    size: int


def default_cache_folder(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> Path:
    """Where this system keeps what may be thrown away; it may not exist yet."""
    if chosen := environment.get(CACHE_VARIABLE):
        return Path(chosen)
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    if platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
        return base / "melodyrnn" / "cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "melodyrnn"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "melodyrnn"


def scan_key(settings: ScanSettings, repairs: frozenset[Repair] = frozenset()) -> str:
    """Changes with anything but the file's bytes that decides on what is found in it."""
    said = asdict(settings) | {"repairs": sorted(settings.repairs | repairs)}
    text = json.dumps([SCAN_VERSION, RECORD_FIELDS, said], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class ScanCache:
    """Findings of earlier scans; to be closed, or used in a `with`."""

    def __init__(
        self, folder: Path, *, max_bytes: int = MAX_BYTES, now_s: float | None = None
    ) -> None:
        self.folder = folder
        self._max_bytes = max_bytes
        self._week = int((time.time() if now_s is None else now_s) // _WEEK_S)
        self._waiting: list[tuple[str, tuple[Any, ...]]] = []
        self._waiting_bytes = 0
        self._connection = _opened(folder / _FILE)

    def content(self, path: Path, stamp: Stamp) -> str:
        """The hash of a file's bytes, if it was not touched since; else ""."""
        query = "SELECT content FROM files WHERE path = ? AND mtime_ns = ? AND size = ?"
        row = self._found(query, (_name(path), *stamp))
        return str(row[0]) if row else ""

    def record(self, content: str, key: str) -> bytes | None:
        """What was found in bytes of that hash."""
        query = "SELECT record, week FROM scans WHERE content = ? AND key = ?"
        row = self._found(query, (content, key))
        if row is None or not isinstance(row[0], bytes):
            return None
        digest, record = row[0][:_DIGEST], row[0][_DIGEST:]
        if digest != _digest(record):
            return None
        if row[1] != self._week:
            values = (self._week, content, key)
            self._write("UPDATE scans SET week = ? WHERE content = ? AND key = ?", values)
        return record

    def keep(self, content: str, key: str, record: bytes) -> None:
        """Remembers what was found in bytes of that hash."""
        values = (content, key, self._week, _digest(record) + record)
        self._waiting_bytes += len(record)
        self._write("INSERT OR REPLACE INTO scans VALUES (?, ?, ?, ?)", values)

    def keep_stamp(self, path: Path, stamp: Stamp, content: str) -> None:
        """Remembers which bytes a file holds until it is touched."""
        values = (_name(path), *stamp, content)
        self._write("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", values)

    def flush(self) -> None:
        """Writes down what is remembered so far; forgets the oldest of too much."""
        waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
        if self._connection is None or not waiting:
            return
        try:
            with self._connection:  # all of it or nothing
                for statement, values in waiting:
                    self._connection.execute(statement, values)
                if _used_bytes(self._connection) > self._max_bytes:
                    _shrink(self._connection, int(self._max_bytes * _SHARE_KEPT))
        except sqlite3.Error as error:
            self._let_go_of(error)

    def close(self) -> None:
        """Writes down what is remembered, and lets the file go."""
        self.flush()
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def __enter__(self) -> ScanCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _found(self, query: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        if self._connection is None:
            return None
        try:
            row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        except sqlite3.Error as error:
            self._let_go_of(error)
            return None
        return row

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        self._waiting.append((statement, values))
        if len(self._waiting) >= _BATCH or self._waiting_bytes >= _BATCH_BYTES:
            self.flush()

    def _let_go_of(self, error: sqlite3.Error) -> None:
        """After an error: a file that is locked or full may serve again, a damaged one goes."""
        if self._connection is None or not _is_damage(error):
            return
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None
        _remove(self.folder / _FILE)


def _opened(path: Path) -> sqlite3.Connection | None:
    """Opens the file, anew if it is damaged or of another format; None where none can be."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_WAIT_S, check_same_thread=False)
        except (OSError, sqlite3.Error):
            return None
        try:
            return _prepared(connection)
        except sqlite3.Error as error:
            connection.close()
            if not _is_damage(error):
                return None
            _remove(path)
    return None


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found not in (0, _FORMAT):
        raise sqlite3.DatabaseError("of another format")
    # Readers and one writer at the same time; and what a power cut loses is read again.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    if found == 0:
        connection.executescript(f"{_TABLES}PRAGMA user_version = {_FORMAT};")
    connection.execute("SELECT content, key, week, record FROM scans LIMIT 1").fetchone()
    connection.execute("SELECT path, mtime_ns, size, content FROM files LIMIT 1").fetchone()
    return connection


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether an error speaks of what the file holds, not of who else uses it or of the disk."""
    is_operational = isinstance(error, sqlite3.OperationalError)
    return not is_operational or "no such" in str(error)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _used_bytes(connection: sqlite3.Connection) -> int:
    asked = ("page_count", "freelist_count", "page_size")
    pages, free, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked)
    return int((pages - free) * size)


def _shrink(connection: sqlite3.Connection, most: int) -> None:
    """Forgets what was not used for longest until about `most` bytes are left."""
    rows = connection.execute("SELECT rowid, LENGTH(record) FROM scans ORDER BY week, rowid")
    sizes = rows.fetchall()
    excess = sum(size for _, size in sizes) - most
    for rowid, size in sizes:
        if excess <= 0:
            break
        connection.execute("DELETE FROM scans WHERE rowid = ?", (rowid,))
        excess -= size
    connection.execute("DELETE FROM files WHERE content NOT IN (SELECT content FROM scans)")


def _name(path: Path) -> str:
    # Absolute, without looking at the disk; letters that are no text are told by escapes.
    return os.path.abspath(path).encode("utf-8", "backslashreplace").decode()  # noqa: PTH100


def _digest(record: bytes) -> bytes:
    return hashlib.blake2b(record, digest_size=_DIGEST).digest()
