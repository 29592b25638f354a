"""Scores mixed without threads, and what stands in the mix."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from melodyrnn.export.voice import Samples
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from melodyrnn.playback.mixer import Mixer
from melodyrnn.playback.schedule import Plan
from melodyrnn.playback.score import Score
from melodyrnn.playback.state import State, Wish
from tests.sounds import RATE, steady_mixer

LOUD = 127


def plan_of(*notes: Note, bpm: float = 120) -> Plan:
    return Plan(Score.of_piece(simple_piece(NoteSequence(notes), bpm=bpm)), RATE)


def mixed(mixer: Mixer, state: State, frames: int, block: int = 882) -> tuple[State, Samples]:
    """Many blocks, put together."""
    parts = []
    while frames > 0:
        state, part = mixer.advance(state, min(block, frames))
        parts.append(part)
        frames -= block
    return state, np.concatenate(parts)


def played(wish: Wish, seconds: float = 3, mixer: Mixer | None = None) -> tuple[State, Samples]:
    """What a wish sounds like from the first frame."""
    mixer = mixer or steady_mixer()
    start = mixer.first(replace(wish, is_playing=False, run=0))
    return mixed(
        mixer, mixer.joined(start, replace(wish, is_playing=True, run=1), 0), round(seconds * RATE)
    )


def edges(sound: Samples) -> list[tuple[int, int]]:
    """First and one-after-last frame of each stretch at full loudness on the left."""
    is_on = np.concatenate([[False], sound[:, 0] > 0.999, [False]])
    changes = np.flatnonzero(np.diff(is_on.astype(int))).tolist()
    return list(zip(changes[::2], changes[1::2], strict=True))


def steps(sound: Samples) -> float:
    """The greatest jump from one frame to the next."""
    return float(np.abs(np.diff(sound[:, 0])).max())
