"""The process that feeds a sound device from shared memory, and does nothing else.

python -m melodyrnn.playback.device_process MEMORY_FILE OUTPUT_NAME normal|roomy

Says "ready LATENCY" or "failed REASON" on one line; starts when a line comes in; ends with its
device, or when nothing can come in any more because the player is gone.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from pathlib import Path

from melodyrnn.errors import PlaybackError
from melodyrnn.playback.ahead import Ahead
from melodyrnn.playback.clock import RequestClock
from melodyrnn.playback.devices import SAMPLE_RATE, DeviceOutput, pull_from
from melodyrnn.playback.memory import Memory

ROUND_S = 0.1


def main() -> None:
    """Opens the device, feeds it, ends with it."""
    path, name, room = sys.argv[1:4]
    memory = Memory(Path(path))
    try:
        device = DeviceOutput(name, is_roomy=room == "roomy")
    except PlaybackError as error:
        _say(f"failed {error}")
        return
    _say(f"ready {device.latency}")
    if not sys.stdin.readline():
        device.close()
        return
    gc.disable()  # nothing here makes garbage, and the callback is never kept waiting
    ended = threading.Event()
    threading.Thread(target=_wait_for_end, args=(ended,), daemon=True).start()
    clock = RequestClock(memory, SAMPLE_RATE, time.perf_counter)
    try:
        device.start(pull_from(Ahead(memory), clock))
        while device.is_alive() and not ended.wait(ROUND_S):
            pass
    except PlaybackError as error:
        _say(f"failed {error}")
    finally:
        device.close()


def _wait_for_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
