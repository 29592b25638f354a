"""Where the song goes on: the legs of the stream."""

from __future__ import annotations

from melodyrnn.playback.schedule import Plan, count_in_beats
from melodyrnn.playback.state import Leg, Wish


def begun(wish: Wish, at: int) -> Leg:
    """The first leg of a run."""
    song = wish.plan.timeline.frame_at(wish.start)
    length = count_in(wish, wish.plan)[0] if wish.count_in else 0
    if length:
        return Leg(at, song - length, song, "count in", wish.plan, wish.run)
    return music(wish, wish.plan, song, at)


def continued(leg: Leg, wish: Wish, at: int) -> Leg:
    """The running leg, from `at` on with what is wished now, at the same beat."""
    if leg.kind == "count in":
        assert leg.until is not None
        until = wish.plan.timeline.frame_at(wish.start)
        song = round(leg.song_at(at)) + until - leg.until
        return Leg(at, song, until, "count in", wish.plan, wish.run)
    song = round(leg.song_at(at))
    old, new = leg.plan.timeline, wish.plan.timeline
    if old.tempos != new.tempos:
        song = new.frame_at(old.tick_at(song))
    if leg.is_end:
        return Leg(at, song, None, "still", wish.plan, wish.run, is_end=True)
    return music(wish, wish.plan, song, at)


def music(wish: Wish, plan: Plan, song: int, at: int) -> Leg:
    """A leg that ends where the loop or the music does."""
    until = plan.end_frame(song)
    if wish.loop is not None:
        loop_end = wish.loop.frames(plan.timeline)[1]
        if song < loop_end:
            until = loop_end
    return Leg(at, song, until, "music", plan, wish.run)


def count_in(wish: Wish, plan: Plan) -> tuple[int, list[tuple[int, bool]]]:
    """Frames a count-in lasts, and its clicks in frames from its end, below 0."""
    timeline = plan.timeline
    start = timeline.frame_at(wish.start)
    tick = round(wish.start)
    length, found = count_in_beats(plan.meters, tick, wish.count_in)
    # At the tempo of where the music will begin.
    tempo = timeline.frame_at(tick + 480) - start
    frames = [(round((at - wish.start) * tempo / 480), is_up) for at, is_up in found]
    return round(length * tempo / 480), frames
