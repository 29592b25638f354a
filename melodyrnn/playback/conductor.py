"""The thread that mixes: always a little ahead of the device, anew from there after a change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Final

from melodyrnn.playback.ahead import Ahead
from melodyrnn.playback.kit import Kit
from melodyrnn.playback.loader import Loader
from melodyrnn.playback.master import Fader
from melodyrnn.playback.mixer import Mixer
from melodyrnn.playback.schedule import Plan, SoundKey
from melodyrnn.playback.sounding import CLICK
from melodyrnn.playback.state import State, Wish, rewound, without_past

LOOK_AHEAD_S = 0.2
"""How far the mix is ahead of the device: what a busy computer may hold us up."""

LEAST_AHEAD_S = 0.15
"""When it is less, all that is missing is mixed in one go: each step of numpy may have to wait
for other threads, so fewer and longer ones are sooner done."""

FIRST_S = 0.1
"""Mixed at once after a change: more than a device takes at a time."""

READY_S = 0.5
"""The sounds of this much music are made before it begins."""

PATIENCE_S = 0.2
"""Music waits for its sounds no longer than this."""

ROUND_S = 0.01
IDLE_ROUND_S = 0.03

GUARDS: Final = (0, 0, 128, 512, 2048, 8192)
"""Frames after what the device has taken at which a change is tried, one after the other."""

Key = tuple[SoundKey, int]
"""A key struck by hand, with its velocity; velocity 0 lets it go."""


class Conductor:
    """Turns wishes into sound. `step` is one round; the thread does rounds until closed."""

    def __init__(
        self,
        parts: tuple[Kit, Mixer, Ahead],
        wish: Wish,
        heard: Callable[[], float],
        now: Callable[[], float],
    ) -> None:
        self._kit, self._mixer, self._ahead = parts
        self._heard = heard
        self._now = now
        self._wish = wish
        self._wished_at = now()
        self._planned: tuple[Plan, int] | None = None
        self._keys: SimpleQueue[Key | None] = SimpleQueue()
        self._waiting: list[Key | None] = []
        self._fader, self._volume = Fader(), 1.0
        self._wake = threading.Event()
        self._is_closed = False
        self._loader = Loader(self._kit, self._wake.set)
        self._thread = threading.Thread(target=self._run, name="mixer", daemon=True)
        self.state: State = self._mixer.first(wish)

    def start(self) -> None:
        """Begins to mix."""
        self._loader.start()
        self._thread.start()

    def close(self) -> None:
        """Ends the threads."""
        self._is_closed = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)
        self._loader.close()

    def wish(self, wish: Wish) -> None:
        """What shall be heard from now on."""
        self._wish = wish
        self._wished_at = self._now()
        self._wake.set()

    def set_volume(self, volume: float) -> None:
        """The volume of all sound, 0-1."""
        self._volume = volume
        self._wake.set()

    def key(self, key: SoundKey, velocity: int) -> None:
        """Strikes a key (1-127) or lets it go (0)."""
        self._keys.put((key, velocity))
        self._wake.set()

    def hush(self) -> None:
        """Silences all that sounds."""
        self._keys.put(None)
        self._wake.set()

    def step(self) -> None:
        """One round: takes up what is wished and played, and mixes ahead."""
        wish = self._wish
        if wish is not self.state.wish:
            self._plan_sounds(wish)
            if self._is_ready(wish) or self._now() - self._wished_at > PATIENCE_S:
                self._change(partial(self._wished, wish))
        if self._volume != self._fader.after:
            self._fader = self._fader.moved(self._volume, self._ahead.taken)
            self._change(rewound)
        self._take_keys()
        if self.state.end < self._ahead.taken + self._frames(LEAST_AHEAD_S):
            self._mix_up_to(self._ahead.taken + self._frames(LOOK_AHEAD_S))
        self._ask_for_sounds()
        self.state = without_past(self.state, self._ahead.taken, self._heard())

    def _run(self) -> None:
        while not self._is_closed:
            is_idle = not self.state.soundings and not self.state.wish.is_playing
            self._wake.wait(IDLE_ROUND_S if is_idle else ROUND_S)
            self._wake.clear()
            self.step()

    def _take_keys(self) -> None:
        """Plays the keys struck by hand; those whose sound is still being made wait for it."""
        with suppress(Empty):
            while True:
                self._waiting.append(self._keys.get_nowait())
        waiting, self._waiting = self._waiting, []
        for played in waiting:
            if played is None:
                self._waiting.clear()
                self._change(lambda state, at: self._mixer.hushed(rewound(state, at), at))
            elif self._must_wait(*played):
                self._waiting.append(played)
            else:
                self._change(partial(self._played, *played))

    def _must_wait(self, key: SoundKey, velocity: int) -> bool:
        is_ready = self._kit.sound(key).is_ready or not velocity
        if not is_ready:
            self._loader.hurry([key])
        return not is_ready or any(w is not None and w[0] == key for w in self._waiting)

    def _wished(self, wish: Wish, state: State, at: int) -> State:
        return self._mixer.joined(state, wish, at)

    def _played(self, key: SoundKey, velocity: int, state: State, at: int) -> State:
        state = rewound(state, at)
        if velocity:
            return self._mixer.struck(state, key, velocity, at)
        return self._mixer.let_go(state, key, at)

    def _change(self, change: Callable[[State, int], State]) -> None:
        """Makes the change at the first frame that the device has not taken."""
        for guard in GUARDS:
            at = self._ahead.taken + guard
            self._mix_up_to(at)
            state, mix = self._mixer.advance(change(self.state, at), self._frames(FIRST_S))
            if self._ahead.publish(at, self._fader.applied(mix, at)):
                self.state = state
                return

    def _mix_up_to(self, frame: int) -> None:
        at = self.state.end
        if at >= frame:
            return
        self.state, mix = self._mixer.advance(self.state, frame - at)
        sound = self._fader.applied(mix, at)
        missed = max(0, self._ahead.taken - at)  # the device was quicker: time goes on
        self._ahead.publish(at + missed, sound[missed:])

    def _frames(self, seconds: float) -> int:
        return round(seconds * self._kit.rate)

    def _plan_sounds(self, wish: Wish) -> None:
        """Has all sounds of the score made, those due soon first."""
        if self._planned == (wish.plan, wish.run):
            return
        self._planned = wish.plan, wish.run
        song = self._song(wish)
        needs = wish.plan.longest()
        # What lies before the position comes round last.
        ordered = sorted(needs.items(), key=lambda need: (need[1][0] < song, need[1][0]))
        self._loader.plan([(key, held) for key, (_, held) in ordered])
        self._kit.give_up_unused(set(needs))

    def _is_ready(self, wish: Wish) -> bool:
        """Whether the next notes can sound; asks for them if not."""
        if not wish.is_playing or not wish.is_inner:
            return True
        song, soon = self._song(wish), self._frames(READY_S)
        coming = {strike.key for strike in wish.plan.starting(song, song + soon)}
        missing = [key for key in coming if not self._kit.sound(key).is_ready]
        self._loader.hurry(missing)
        # Notes joined halfway need more than a beginning.
        reach = {s.key: min(s.release, song + soon) - s.onset for s in wish.plan.held_at(song)}
        short = [key for key, held in reach.items() if not self._kit.has(key, held)]
        for key in short:
            self._loader.extend(key, -(-reach[key] // self._kit.rate) * self._kit.rate)
        return not missing and not short

    def _song(self, wish: Wish) -> int:
        """The frame of the song from which a wish will be played."""
        leg = self.state.legs[-1]
        if wish.run != leg.run or not wish.is_playing:
            return wish.plan.timeline.frame_at(wish.start)
        return wish.plan.timeline.frame_at(leg.tick_at(self._ahead.taken))

    def _ask_for_sounds(self) -> None:
        """Has sounds made that will be due soon, and more of those that are held."""
        state, rate = self.state, self._kit.rate
        leg = state.legs[-1]
        if leg.kind == "music":
            song = round(leg.song_at(state.end))
            soon = leg.plan.starting(song, song + self._frames(READY_S))
            self._loader.hurry({strike.key for strike in soon})
        for note in state.soundings:
            last = min(note.off, state.end + rate)
            seconds = -(-(last - note.origin) // rate)
            if note.part != CLICK and not self._kit.has(note.key, seconds * rate):
                self._loader.extend(note.key, seconds * rate)
