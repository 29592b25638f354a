"""Examiner: one file after another becomes a record, whatever is wrong with it."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from melodyrnn.collection.cache import ScanCache, scan_key
from melodyrnn.collection.records import NAMELESS, to_record
from melodyrnn.collection.repairs import Repair
from melodyrnn.collection.scan import FileReport, ScanSettings, content_of, scan_bytes
from melodyrnn.errors import MelodyRnnError
from melodyrnn.midi.reading import read_bytes

Outcome: TypeAlias = Literal["found", "known", "unread", "memory", "broken", "ready"]
"""found: body is a new record; known: one from the cache; unread: the file could not be
opened, body says why; memory: there was too little of it; broken: a bug, body is its
traceback. ready: no file, a worker has started."""


class Examined(NamedTuple):
    """How it went with one file."""

    outcome: Outcome
    body: bytes = b""


class Examiner:
    """Knows what to take from which file; asks the cache for bytes seen before."""

    def __init__(
        self,
        settings: ScanSettings,
        repairs: Mapping[str, frozenset[Repair]],
        cache: ScanCache | None,
    ) -> None:
        self._settings = settings
        self._repairs = repairs
        self._cache = cache
        self._keys: dict[frozenset[Repair], str] = {}

    def key(self, content: str) -> str:
        """Under which key a finding on these bytes is kept."""
        own = self._repairs.get(content, frozenset())
        if own not in self._keys:
            self._keys[own] = scan_key(self._settings, own)
        return self._keys[own]

    def examine(self, path: Path) -> Examined:
        """Reads a file and says what was found; raises nothing."""
        try:
            data = read_bytes(path)
            content = content_of(data)
            record = self._cache.record(content, self.key(content)) if self._cache else None
            if record is not None:
                return Examined("known", record)
            return Examined("found", to_record(self._scanned(data, content)))
        except MelodyRnnError as error:
            return Examined("unread", str(error).encode("utf-8", "backslashreplace"))
        except MemoryError:
            return Examined("memory")
        except Exception:  # noqa: BLE001  the boundary: a bug costs this file, not the others
            return Examined("broken", traceback.format_exc().encode("utf-8", "backslashreplace"))

    def _scanned(self, data: bytes, content: str) -> FileReport:
        own = self._repairs.get(content, frozenset())
        settings = self._settings
        if own - settings.repairs:
            settings = replace(settings, repairs=settings.repairs | own)
        return scan_bytes(data, NAMELESS, settings)
