"""The thread that makes sounds before they are due."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable

from melodyrnn.playback.kit import Kit
from melodyrnn.playback.schedule import SoundKey


class Loader:
    """Makes beginnings first, then more of what sounds, then all that is planned.

    on_made is called in the loader's thread after each sound.
    """

    def __init__(self, kit: Kit, on_made: Callable[[], None]) -> None:
        self._kit = kit
        self._on_made = on_made
        self._urgent: deque[SoundKey] = deque()
        self._sounding: deque[tuple[SoundKey, int]] = deque()
        self._planned: deque[tuple[SoundKey, int]] = deque()
        self._is_closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)

    def start(self) -> None:
        """Begins to work."""
        self._thread.start()

    def hurry(self, keys: Iterable[SoundKey]) -> None:
        """Asks for the beginnings of sounds before all else."""
        missing = [key for key in keys if not self._kit.sound(key).is_ready]
        if missing:
            with self._changed:
                self._urgent.extend(key for key in missing if key not in self._urgent)
                self._changed.notify()

    def extend(self, key: SoundKey, held: int) -> None:
        """Asks for more of a sound that is heard, for a note held so many frames."""
        with self._changed:
            if (key, held) not in self._sounding:
                self._sounding.append((key, held))
                self._changed.notify()

    def plan(self, needs: list[tuple[SoundKey, int]]) -> None:
        """Replaces what was planned: sounds and frames held, in the order they are due."""
        with self._changed:
            self._planned = deque(needs)
            self._changed.notify()

    def close(self) -> None:
        """Ends the thread."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def _run(self) -> None:
        while (job := self._next()) is not None:
            key, held = job
            if held is None:
                self._kit.make_attack(key)
            else:
                self._kit.make(key, held)
            self._on_made()

    def _next(self) -> tuple[SoundKey, int | None] | None:
        with self._changed:
            while not self._is_closed:
                while self._urgent:
                    key = self._urgent.popleft()
                    if not self._kit.sound(key).is_ready:
                        return key, None
                if self._kit.is_full:
                    self._planned.clear()
                for queue in (self._sounding, self._planned):
                    while queue:
                        key, held = queue.popleft()
                        if not self._kit.has(key, held):
                            return key, held
                self._changed.wait()
            return None
