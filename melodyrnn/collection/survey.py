"""Survey: a whole collection looked through, quickly, and without harm from any one file.

Files are examined by processes of their own (`crew`), so one that hangs, eats memory or
breaks its reader is dropped alone. What was found before is not looked for again (`cache`).
Reports come in the order of the files, and no more of them wait than `_MOST_WAITING`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from melodyrnn.collection.cache import ScanCache, Stamp
from melodyrnn.collection.choices import NO_CHOICES, Choices
from melodyrnn.collection.crew import Crew, Result
from melodyrnn.collection.examiner import Examined, Examiner
from melodyrnn.collection.reasons import (
    why_crashed,
    why_left_by_user,
    why_too_big,
    why_too_slow,
)
from melodyrnn.collection.records import from_record
from melodyrnn.collection.scan import FileReport, ScanSettings
from melodyrnn.collection.scan_worker import Briefing

_MOST_WAITING = 1024
_MOST_WAITING_BYTES = 64_000_000
"""Findings that may wait for the file before them, which may take its time."""

_MOST_PROCESSES = 16
"""More would wait for us."""

_FEW = 16
"""Files of which it is worth to know beforehand whether they are tiny."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost before it is given up."""

    seconds: float = 20.0
    """How long it may take."""
    megabytes: int = 1000
    """How much memory it may need, where the system can limit it (Linux)."""
    trusted_bytes: int = 65_536
    """A few files of no more bytes than this together are read in this process, without
    limits: so little neither hangs nor swells, and a process takes longer to start."""


def survey(
    files: Sequence[Path],
    settings: ScanSettings,
    *,
    choices: Choices = NO_CHOICES,
    cache: ScanCache | None = None,
    processes: int | None = None,
    limits: Limits = Limits(),
) -> Generator[FileReport, None, None]:
    """Reports on file after file, in order; closing the generator ends all work at once.

    processes: how many work at the same time; None: one for each core we may use; 0: this
    one alone, in which no limits hold.
    """
    count = _processes(files, limits) if processes is None else processes
    looking = _Survey(files, settings, choices, cache, limits)
    try:
        yield from looking.reports(count)
    finally:
        looking.close()


class _Survey:
    """One survey under way."""

    def __init__(
        self,
        files: Sequence[Path],
        settings: ScanSettings,
        choices: Choices,
        cache: ScanCache | None,
        limits: Limits,
    ) -> None:
        self._files = files
        self._settings = settings
        self._choices = choices
        self._cache = cache
        self._limits = limits
        self._examiner = Examiner(settings, choices.repairs, cache)
        self._briefing = Briefing(
            settings,
            choices.repairs,
            str(cache.folder.absolute()) if cache else "",
            limits.seconds,
            limits.megabytes,
        )
        self._crew: Crew | None = None
        self._stamps: dict[int, Stamp | None] = {}
        self._waiting: dict[int, Result] = {}
        self._waiting_bytes = 0
        self._next_in = 0

    def reports(self, processes: int) -> Iterator[FileReport]:
        """All reports, in order."""
        if processes:
            seconds = self._limits.seconds
            self._crew = Crew(self._briefing.to_bytes(), processes=processes, seconds=seconds)
        for number in range(len(self._files)):
            self._collect(wait=False)
            self._fill(number)
            while number not in self._waiting:
                self._collect(wait=True)
                self._fill(number)
            yield self._report(number)

    def close(self) -> None:
        """Ends all workers, and writes down what was found."""
        if self._crew is not None:
            self._crew.close()
        if self._cache is not None:
            self._cache.flush()

    def _fill(self, number: int) -> None:
        """Takes up further files while there is room; `number` is the next to be told of."""
        while self._next_in < len(self._files) and self._has_room(number):
            incoming = self._next_in
            self._next_in += 1
            path = self._files[incoming]
            stamp = _stamp(path)
            record = self._known(path, stamp)
            self._stamps[incoming] = None if record else stamp
            if record is not None:
                self._put(incoming, Examined("known", record))
            elif self._crew is None:
                self._put(incoming, self._examiner.examine(path))
            else:
                self._crew.submit(incoming, path)

    def _has_room(self, number: int) -> bool:
        if self._crew is None:
            return self._next_in <= number
        return (
            self._next_in <= number + _MOST_WAITING
            and (self._waiting_bytes < _MOST_WAITING_BYTES or self._next_in <= number)
            and self._crew.has_room
        )

    def _collect(self, *, wait: bool) -> None:
        """Takes in what the crew has found."""
        if self._crew is None:
            return
        for number, result in self._crew.results(wait=wait):
            self._put(number, result)
        if self._crew.is_out_of_order:
            left = self._crew.take_back()
            self._crew = None
            for number in left:
                self._put(number, self._examiner.examine(self._files[number]))

    def _put(self, number: int, result: Result) -> None:
        self._waiting[number] = result
        if isinstance(result, Examined):
            self._waiting_bytes += len(result.body)

    def _known(self, path: Path, stamp: Stamp | None) -> bytes | None:
        if self._cache is None or stamp is None:
            return None
        content = self._cache.content(path, stamp)
        return self._cache.record(content, self._examiner.key(content)) if content else None

    def _report(self, number: int) -> FileReport:
        path, stamp, result = self._files[number], self._stamps.pop(number), self._take(number)
        if isinstance(result, Examined) and result.outcome in ("found", "known"):
            with suppress(ValueError):  # a record that only another version can read
                report = from_record(result.body, path)
                self._keep(report, path, stamp, result)
                return self._as_chosen(report)
        return self._given_up(path, result)

    def _take(self, number: int) -> Result:
        result = self._waiting.pop(number)
        if isinstance(result, Examined):
            self._waiting_bytes -= len(result.body)
        return result

    def _keep(self, report: FileReport, path: Path, stamp: Stamp | None, how: Examined) -> None:
        if self._cache is None:
            return
        if how.outcome == "found":
            self._cache.keep(report.content, self._examiner.key(report.content), how.body)
        if stamp is not None:
            self._cache.keep_stamp(path, stamp, report.content)

    def _as_chosen(self, report: FileReport) -> FileReport:
        if report.content not in self._choices.left_out:
            wanted = self._settings.repairs | self._choices.repairs_of(report.content)
            if report.kept and "merge-doubles" in wanted:
                # Who holds all lines finds out which: `near_duplicates.doubles`, `diagnosis`.
                return replace(report, applied=(*report.applied, "merge-doubles"))
            return report
        reason = why_left_by_user()
        return replace(report, kept=False, reason=reason, lines=(), facts=(), offered=())

    def _given_up(self, path: Path, result: Result) -> FileReport:
        how = result.outcome if isinstance(result, Examined) else result
        if isinstance(result, Examined) and how == "broken":
            _log.info("scanning %s failed:\n%s", path, result.body.decode(errors="replace"))
        if isinstance(result, Examined) and how == "unread":
            reason = result.body.decode(errors="replace")
        elif how == "slow":
            reason = why_too_slow(path.name, self._limits.seconds)
        elif how == "memory":
            reason = why_too_big(path.name, self._limits.megabytes)
        else:
            reason = why_crashed(path.name)
        return FileReport(path, kept=False, reason=reason)


def _processes(files: Sequence[Path], limits: Limits) -> int:
    """How many processes are worth their start."""
    if len(files) <= _FEW:
        stamps = [_stamp(path) for path in files]
        if sum(stamp.size for stamp in stamps if stamp is not None) <= limits.trusted_bytes:
            return 0
    may_use = getattr(os, "sched_getaffinity", None)
    cores = len(may_use(0)) if may_use else os.cpu_count() or 1
    return min(cores, _MOST_PROCESSES)


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except (OSError, ValueError):  # ValueError: a zero byte in the name
        return None
    return Stamp(status.st_mtime_ns, status.st_size)
