"""Where the sound goes: keeps a device open, and finds another when it goes away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from melodyrnn.errors import PlaybackError
from melodyrnn.playback.ahead import Ahead
from melodyrnn.playback.clock import HeardClock, RequestClock
from melodyrnn.playback.devices import ClockOutput, Output, pull_from
from melodyrnn.playback.memory import Memory

ROUND_S = 0.2
RETRY_S = 1.0
"""How often a device is looked for while there is none."""

SILENT_S = 1.2
"""A device that has asked for nothing so long has gone away."""

MANY_LATE, SOON_S = 3, 10.0
"""A device that ran dry so often within this time gets more room, and keeps it."""


class Opener(Protocol):
    """Opens outputs."""

    def __call__(self, name: str, is_roomy: bool) -> Output:
        """Opens an output by its name, the default one for an empty name; raises PlaybackError.

        is_roomy: with more sound in hand, for a busy computer.
        """


class Outlet:
    """The output in use. A thread of its own opens and closes devices, which may take long."""

    def __init__(self, memory: Memory, rate: int, opener: Opener, now: Callable[[], float]) -> None:
        self._memory = memory
        self._rate = rate
        self._opener = opener
        self._now = now
        self._wanted = ""
        self._output: Output | None = None
        self._clock = HeardClock(memory, rate, now)
        self._opened_at = now()
        self._tried, self._tried_at = "", now()
        self._counted = (now(), 0)
        self._is_roomy = False
        self._is_closed = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outlet", daemon=True)
        self.message = ""

    def start(self) -> None:
        """Begins to look for a device."""
        self._thread.start()

    def close(self) -> None:
        """Gives the device back."""
        self._is_closed = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=3)

    def use(self, name: str) -> None:
        """Which output to use, the default one for an empty name."""
        self._wanted = name
        self._wake.set()

    @property
    def wanted(self) -> str:
        """The output chosen, even where it is not connected."""
        return self._wanted

    @property
    def late(self) -> int:
        """How often the device must have run dry because we came too late."""
        return self._clock.late

    def heard(self) -> float:
        """The frame of the stream being heard."""
        return self._clock.heard()

    def check(self) -> None:
        """One round: opens, replaces or tries again where there is need."""
        output = self._output
        if output is None or not self._is_well(output) or self._is_too_tight():
            self._drop()
            self._open_best()
        elif self._tried != self._wanted or (
            not self._is_playing_on(self._wanted) and self._now() - self._tried_at >= RETRY_S
        ):
            self._open_best()

    def _run(self) -> None:
        while not self._is_closed:
            self.check()
            self._wake.wait(ROUND_S)
            self._wake.clear()
        self._drop()

    def _is_well(self, output: Output) -> bool:
        asked = self._clock.last_request
        return output.is_alive() and self._now() - max(asked, self._opened_at) < SILENT_S

    def _is_too_tight(self) -> bool:
        """Whether the device ran dry often of late, though more room can still be made."""
        since, late = self._counted
        if self.late - late >= MANY_LATE and not self._is_roomy:
            self._is_roomy = True
            return True
        if self._now() - since > SOON_S:
            self._counted = self._now(), self.late
        return False

    def _open_best(self) -> None:
        """Opens the wanted output, else keeps the present one, else the default, else the clock."""
        self._tried, self._tried_at = self._wanted, self._now()
        message = ""
        for name in dict.fromkeys((self._wanted, "")):
            if self._is_playing_on(name):
                break
            try:
                self._take_over(self._opener(name, self._is_roomy))
                break
            except PlaybackError as error:
                message = message or str(error)
        else:
            if self._output is None:
                self._take_over(ClockOutput(self._now))
        self.message = message

    def _is_playing_on(self, name: str) -> bool:
        output = self._output
        return output is not None and not isinstance(output, ClockOutput) and output.name == name

    def _take_over(self, output: Output) -> None:
        """Raises PlaybackError if the output does not start; there is none then."""
        self._drop()
        self._clock.restart(output.latency)
        requests = RequestClock(self._memory, self._rate, self._now)
        output.start(pull_from(Ahead(self._memory), requests))
        self._output = output
        self._opened_at = self._now()

    def _drop(self) -> None:
        if self._output is not None:
            self._output.close()
            self._output = None
