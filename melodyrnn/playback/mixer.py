"""The transport and the mix, as values: what sounds from which frame on, and its sum.

`advance` mixes the next frames, `joined` changes what is played from a frame on. Both give a
new state and never touch the old one, so a change that comes too late for the device is
simply made again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from melodyrnn.export.voice import Samples
from melodyrnn.playback.kit import Kit
from melodyrnn.playback.legs import begun, continued, count_in, music
from melodyrnn.playback.metronome import ACCENT_KEY, BEAT_KEY, Clicks
from melodyrnn.playback.schedule import Plan, SoundKey, Strike, beats
from melodyrnn.playback.sounding import CLICK, LIVE, NEVER, Sounding
from melodyrnn.playback.state import Leg, State, Wish, rewound

MAX_SOUNDING: Final = 160
"""Notes that sound together; beyond that the oldest fade away."""

LATE_S = 0.15
"""A note whose sound was not made in time begins late by up to this, rather than halfway."""


class Mixer:
    """Makes states out of states."""

    def __init__(self, kit: Kit, clicks: Clicks) -> None:
        self._kit = kit
        self._clicks = clicks

    def first(self, wish: Wish, at: int = 0) -> State:
        """Silence, standing where the wish says."""
        song = wish.plan.timeline.frame_at(wish.start)
        return State(at, (Leg(at, song, None, "still", wish.plan, wish.run),), (), wish)

    def joined(self, state: State, wish: Wish, at: int) -> State:
        """Plays what is wished from the frame `at` on, instead of what was mixed there."""
        state = rewound(state, at)
        leg = state.legs[-1]
        is_new_run = wish.run != leg.run
        if is_new_run or (not wish.is_playing and leg.kind != "still"):
            state = replace(state, soundings=tuple(_silenced(s, at) for s in state.soundings))
        if not wish.is_playing:
            song = leg.song_at(at) if not is_new_run else wish.plan.timeline.frame_at(wish.start)
            legs = (*state.legs, Leg(at, round(song), None, "still", wish.plan, wish.run))
            return replace(state, legs=legs, wish=wish)
        next_leg = begun(wish, at) if is_new_run else continued(leg, wish, at)
        state = replace(state, wish=wish, legs=(*state.legs, next_leg))
        held = next_leg.plan.held_at(next_leg.song) if next_leg.kind == "music" else []
        return self._with_held(state, next_leg, held)

    def advance(self, state: State, frames: int) -> tuple[State, Samples]:
        """The next frames: (frames, 2), as loud as they come."""
        mix = np.zeros((frames, 2), dtype=np.float32)
        first = state.end
        end = first + frames
        while state.end < end:
            state = self._within_leg(state, end)
        soundings = tuple(self._waiting(s, end) for s in state.soundings)
        for sounding in soundings:
            if state.wish.is_inner or sounding.part == CLICK:
                sounding.add_to(mix, first)
        return replace(state, soundings=_thinned(soundings, end)), mix

    def struck(self, state: State, key: SoundKey, velocity: int, at: int) -> State:
        """A key is played by hand, at the frame `at` or the end of the state if later."""
        note = Sounding(self._kit.sound(key), key, velocity, 1.0, at, at, at)
        return replace(state, soundings=(*state.soundings, note))

    def let_go(self, state: State, key: SoundKey, at: int) -> State:
        """A key played by hand is let go, at the frame `at`."""
        return replace(
            state,
            soundings=tuple(
                replace(s, release=max(at, s.begin + 1))
                if s.part == LIVE and s.key == key and s.release == NEVER
                else s
                for s in state.soundings
            ),
        )

    def hushed(self, state: State, at: int) -> State:
        """All that sounds fades away at once, keys held by hand too."""
        return replace(state, soundings=tuple(s.silenced(at) for s in state.soundings))

    def _within_leg(self, state: State, end: int) -> State:
        """Goes on up to `end`, or to the end of the leg and into the next."""
        leg = state.legs[-1]
        song = round(leg.song_at(state.end))
        stop = end if leg.until is None else min(end, state.end + leg.until - song)
        new: list[Sounding] = []
        if leg.kind != "still" and stop > state.end:
            song_end = song + stop - state.end
            if leg.kind == "music":
                new += [self._sounding(s, leg) for s in leg.plan.starting(song, song_end)]
            if state.wish.is_clicking or leg.kind == "count in":
                new += self._clicks_between(leg, state.wish, song, song_end)
        state = replace(state, end=stop, soundings=(*state.soundings, *new))
        if leg.until is not None and leg.song_at(stop) >= leg.until:
            return self._next_leg(state, leg)
        return state

    def _next_leg(self, state: State, leg: Leg) -> State:
        at, wish = state.end, state.wish
        if leg.kind == "count in":
            assert leg.until is not None
            start = music(wish, leg.plan, leg.until, at)
            state = replace(state, legs=(*state.legs, start))
            return self._with_held(state, start, leg.plan.held_at(start.song))
        released = tuple(_released(s, at) for s in state.soundings)
        state = replace(state, soundings=released)
        if wish.loop is None or leg.until != wish.loop.frames(leg.plan.timeline)[1]:
            assert leg.until is not None
            over = Leg(at, leg.until, None, "still", leg.plan, leg.run, is_end=True)
            return replace(state, legs=(*state.legs, over))
        again = music(wish, leg.plan, wish.loop.frames(leg.plan.timeline)[0], at)
        state = replace(state, legs=(*state.legs, again))
        return self._with_held(state, again, leg.plan.held_at(again.song))

    def _with_held(self, state: State, leg: Leg, held: list[Strike]) -> State:
        """Joins the notes that are held where a leg begins; keeps those that sound already."""
        wanted = {s.identity: s for s in (self._sounding(h, leg) for h in held)}
        kept: list[Sounding] = []
        for old in state.soundings:
            if old.part < 0 or old.cut != NEVER:
                kept.append(old)
            elif old.release > leg.start:
                new = wanted.pop(old.identity, None)
                kept.append(
                    old.silenced(leg.start) if new is None else replace(old, release=new.release)
                )
            elif _is_still_wanted(old, leg.plan):
                kept.append(old)
            else:
                kept.append(old.silenced(leg.start))
        return replace(state, soundings=(*kept, *wanted.values()))

    def _sounding(self, strike: Strike, leg: Leg) -> Sounding:
        origin = leg.start + strike.onset - leg.song
        return Sounding(
            sound=self._kit.sound(strike.key),
            key=strike.key,
            velocity=strike.velocity,
            gain=strike.gain,
            struck=max(origin, leg.start),
            origin=origin,
            begin=max(origin, leg.start),
            release=leg.start + strike.release - leg.song,
            part=strike.part,
            tick=strike.tick,
        )

    def _clicks_between(self, leg: Leg, wish: Wish, start: int, end: int) -> list[Sounding]:
        """The clicks of a stretch of the song, in frames."""
        timeline, meters = leg.plan.timeline, leg.plan.meters
        if leg.kind == "count in":
            assert leg.until is not None
            found = [(leg.until + frame, up) for frame, up in count_in(wish, leg.plan)[1]]
        else:
            first, last = (int(timeline.tick_at(f)) for f in (start, end))
            ticks = beats(meters, max(0, first - 1), last + 2)
            found = [(timeline.frame_at(tick), up) for tick, up in ticks]
        return [
            self._click(leg.start + frame - leg.song, is_up, wish.click)
            for frame, is_up in found
            if start <= frame < end
        ]

    def _click(self, at: int, is_accent: bool, level: float) -> Sounding:
        sound = self._clicks.accent if is_accent else self._clicks.beat
        key = ACCENT_KEY if is_accent else BEAT_KEY
        length = len(sound.voices[0][0].body)
        return Sounding(sound, key, 127, level, at, at, at, release=at + length, part=CLICK)

    def _waiting(self, note: Sounding, end: int) -> Sounding:
        """Puts off a note whose sound has not been made as far as it would begin."""
        if note.begin >= end or note.sound.reaches(note.begin - note.origin):
            return note
        is_whole = note.begin == note.origin
        is_soon = note.part == LIVE or end - note.struck < LATE_S * self._kit.rate
        return replace(note, begin=end, origin=end if is_whole and is_soon else note.origin)


def _silenced(note: Sounding, at: int) -> Sounding:
    return note if note.part == LIVE else note.silenced(at)


def _released(note: Sounding, at: int) -> Sounding:
    """A held note of the score is let go where the loop or the music ends."""
    return replace(note, release=min(note.release, at)) if note.part >= 0 else note


def _is_still_wanted(note: Sounding, plan: Plan) -> bool:
    """Whether a note may ring out: its part is still there, and as loud as it was."""
    gains = plan.score.gains
    return note.part < len(gains) and gains[note.part] == note.gain


def _thinned(soundings: tuple[Sounding, ...], at: int) -> tuple[Sounding, ...]:
    """Cuts the oldest notes where there are too many."""
    extra = len(soundings) - MAX_SOUNDING
    if extra <= 0:
        return soundings
    oldest = {id(s) for s in sorted(soundings, key=lambda s: s.origin)[:extra]}
    return tuple(s.silenced(at) if id(s) in oldest else s for s in soundings)
