"""Trainings that never were: histories and events as they might come."""

from __future__ import annotations

import math
import random

from melodyrnn.course.events import CorpusRead, Event, Learning, Sampled

CORPUS = CorpusRead(
    files=214, kept=206, lines=188, notes=41_230, held_out_lines=18, held_out_notes=3_980,
    core="lstm", parameters=2_413_000, device="cpu", threads=2, base="Folk",
    base_nats_per_note=2.36, markov_nats_per_note=2.71, out="irish.safetensors",
)  # fmt: skip

BAR = 1440


def held_out(seconds: float) -> float:
    """Falls fast, then slowly, and rises after the fifth minute."""
    return 2.06 + 0.42 * math.exp(-seconds / 55) + 0.0000009 * max(seconds - 280, 0) ** 2


def learning(seconds: float) -> float:
    """Falls for ever."""
    return 1.62 + 0.78 * math.exp(-seconds / 190)


def news(
    seconds: float, *, whole_s: float = 600.0, check: int = 0, best: bool = False, wobble: float = 0
) -> Learning:
    """One piece of news."""
    left = whole_s - seconds
    scores = {"without_velocity": held_out(seconds) + wobble / 12}
    return Learning(
        share=seconds / whole_s,
        epoch=seconds / 14,
        seconds=seconds,
        notes_seen=round(seconds * 9_400),
        nats_per_note=learning(seconds) + wobble,
        notes_per_second=9_400.0,
        pieces_per_second=38.4,
        memory_mb=642.0,
        remaining_s=(left * 0.9, left * 1.2) if seconds > 30 else (),
        held_out=scores if check else {},
        best=best,
        check=check,
    )


def sampled(check: int, seconds: float) -> Sampled:
    """A tune of two bars in 6/8 that goes on ever less at random."""
    rng = random.Random(check)
    scale = (62, 64, 66, 67, 69, 71, 73, 74, 76, 78, 79, 81)
    seed = (4, 5, 7, 9, 7, 5, 4, 2, 4, 5, 4, 2)
    notes = [(i * 240, 230, scale[degree], 84) for i, degree in enumerate(seed)]
    wild = max(5 - check // 3, 1)
    degree, tick = 4, 2 * BAR
    while tick < 8 * BAR:
        degree = min(max(degree + rng.randint(-wild, wild), 0), len(scale) - 1)
        length = rng.choice((240, 240, 240, 480, 720)) if check > 3 else rng.choice((120, 240, 960))
        notes.append((tick, length - 10, scale[degree], 62 + 3 * rng.randint(0, 12)))
        tick += length
    return Sampled(check, seconds, tuple(notes), begins=2 * BAR, meter="6/8", tempo=112.0)


def course(until_s: float, *, checks_every_s: float = 20.0, whole_s: float = 600.0) -> list[Event]:
    """All events of a training up to a moment; 30 checks in ten minutes, overfitting at last."""
    rng = random.Random(7)
    events: list[Event] = [CORPUS]
    best, check = math.inf, 0
    for step in range(1, int(until_s * 2) + 1):
        seconds = step / 2
        is_check = seconds % checks_every_s == 0
        check += is_check
        wobble = rng.gauss(0, 0.035)
        is_best = is_check and held_out(seconds) + wobble / 12 < best
        if is_best:
            best = held_out(seconds) + wobble / 12
        events.append(
            news(
                seconds,
                whole_s=whole_s,
                check=check if is_check else 0,
                best=is_best,
                wobble=wobble,
            )
        )
        if is_check:
            events.append(sampled(check, seconds))
    return events
