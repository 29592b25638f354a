"""What the machine says of this process, and what is said when its memory does not do."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from melodyrnn.errors import RequestError

if sys.platform != "win32":
    import resource

_NO_MEMORY = re.compile(
    # The last two: what oneDNN and Python say then.
    r"out of memory|can't allocate memory|not enough memory"
    r"|could not create a primitive|can't start new thread",
    re.IGNORECASE,
)
_STATUS = Path("/proc/self/status")


def memory_mb() -> float:
    """Memory this process takes now, in MB; 0 where the system does not tell."""
    try:
        found = re.search(r"^VmRSS:\s+(\d+) kB", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        return _most_memory_mb()
    return int(found[1]) / 1024 if found else 0.0


def _most_memory_mb() -> float:
    """The most it ever took: what systems other than Linux tell."""
    if sys.platform == "win32":
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


@contextmanager
def memory_told() -> Iterator[None]:
    """What Python and torch raise when memory runs out, as one sentence.

    Raises:
        RequestError: memory ran out inside.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if isinstance(error, MemoryError) or _NO_MEMORY.search(str(error)):
            raise RequestError(
                "There is not enough memory for this training: choose a smaller size (--size"
                " small) or close other programs; nothing that was saved is lost."
            ) from error
        raise
