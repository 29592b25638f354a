"""The scanning process: examines files for a survey, and is thrown away with a bad one.

python -m melodyrnn.collection.scan_worker

It speaks frames on its standard streams. The first one in is the briefing, as JSON; each
one after it is the path of a file. Out comes "ready", then for each file, in order, the
outcome, a line feed, and the body that belongs to it (`examiner`). When its input
ends, it ends, even in the middle of a file.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from melodyrnn.collection.cache import ScanCache
from melodyrnn.collection.examiner import Examined, Examiner
from melodyrnn.collection.frames import read_frame, write_frame
from melodyrnn.collection.repairs import Repair
from melodyrnn.collection.scan import ScanSettings

if sys.platform != "win32":
    import resource

GRACE_S = 5
"""So much later than the survey would end it, a worker ends itself: the survey may be gone."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a worker is told first. cache: folder of the cache, "" without one."""

    settings: ScanSettings
    repairs: Mapping[str, frozenset[Repair]]
    cache: str
    seconds: float
    megabytes: int

    def to_bytes(self) -> bytes:
        """As it travels."""
        settings = asdict(self.settings) | {"repairs": sorted(self.settings.repairs)}
        repairs = {content: sorted(names) for content, names in self.repairs.items()}
        said = {"settings": settings, "repairs": repairs, "cache": self.cache}
        return json.dumps(said | {"seconds": self.seconds, "megabytes": self.megabytes}).encode()

    @classmethod
    def from_bytes(cls, message: bytes) -> Briefing:
        """Reads what `to_bytes` gave."""
        said = json.loads(message)
        settings = said["settings"] | {"repairs": frozenset(said["settings"]["repairs"])}
        repairs = {content: frozenset(names) for content, names in said["repairs"].items()}
        return cls(
            ScanSettings(**settings), repairs, said["cache"], said["seconds"], said["megabytes"]
        )


def serve(stream_in: BinaryIO, stream_out: BinaryIO) -> None:
    """Examines files until the input ends, or until one needed too much memory."""
    message = read_frame(stream_in)
    if message is None:
        return
    briefing = Briefing.from_bytes(message)
    cache = ScanCache(Path(briefing.cache)) if briefing.cache else None
    examiner = Examiner(briefing.settings, briefing.repairs, cache)
    paths: queue.SimpleQueue[Path] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(stream_in, paths), daemon=True).start()
    _limit_memory(briefing.megabytes)
    _say(stream_out, Examined("ready"))
    while True:
        path = paths.get()
        _set_alarm(briefing.seconds + GRACE_S)
        examined = examiner.examine(path)
        _set_alarm(0)
        _say(stream_out, examined)
        if examined.outcome == "memory":
            return  # what is left of it is in pieces: the next file gets a fresh process


def _listen(stream: BinaryIO, paths: queue.SimpleQueue[Path]) -> None:
    while (message := read_frame(stream)) is not None:
        paths.put(Path(os.fsdecode(message)))
    os._exit(0)  # whoever asked is gone; a file that hangs must not keep us


def _say(stream: BinaryIO, examined: Examined) -> None:
    write_frame(stream, examined.outcome.encode() + b"\n" + examined.body)


def _limit_memory(megabytes: int) -> None:
    """Allows so much beyond what is in use by now, where the system can limit it."""
    if sys.platform == "win32":
        return
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 1_000_000
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _set_alarm(seconds: float) -> None:
    """Ends this process after so long, whatever it does by then; 0: not any more."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)  # unheard, the alarm is deadly


def main() -> None:
    """Serves on the standard streams; what anything prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the survey, and that ends us
    output = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    with suppress(BrokenPipeError):  # the survey is gone
        serve(os.fdopen(os.dup(0), "rb"), output)
    os._exit(0)  # the listener may still wait for input


if __name__ == "__main__":
    main()
