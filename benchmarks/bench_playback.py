"""Playing, as a recorded PulseAudio output of its own hears it: delays, errors, drop-outs.

python -m benchmarks.bench_playback [--seconds 10] [--switch-ms 5]

Busy threads share the interpreter with the player, as the window does: one runs Python without
pause, others keep the interpreter to themselves for 10 or 20 ms at a time.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from benchmarks.timing import table
from melodyrnn.export.audio import choose_bank, render_with
from melodyrnn.export.tone import ToneBank
from melodyrnn.export.voice import Samples
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Piece, simple_piece
from melodyrnn.playback.player import Player
from melodyrnn.playback.score import Score
from tests.ear import RATE, Recording, SoundServer, onsets, sound_server

ORGAN = 16

Work = Callable[[threading.Event], None]


def main() -> None:
    """Runs the benchmark and prints its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--switch-ms", type=float, default=5, help="sys.setswitchinterval")
    asked = parser.parse_args()
    seconds = asked.seconds
    sys.setswitchinterval(asked.switch_ms / 1000)
    loads: dict[str, Work | None] = {
        "idle": None,
        "a thread of Python": spinning,
        "held 10 ms of 20": holding(0.010, 0.010),
        "held 20 ms of 40": holding(0.020, 0.020),
    }
    rows = []
    with sound_server() as server:
        os.environ.update(server.environment)
        for name, work in loads.items():
            with busy(work) as worst:
                cells = [*melody_errors(server, seconds), *drop_outs(server, seconds)]
            rows.append([name, *cells, f"{max(worst, default=0) * 1000:.0f}"])
        print(f"{seconds:.0f} s of melody and of a held tone under each load; ms")
        heads = ["load", "onset error", "playhead mean", "playhead worst"]
        print(table([*heads, "drop-outs", "silent", "underruns", "longest hold"], rows))
        print("asked: playhead within 20, no drop-outs where 20 ms are held")
        print()
        print(table(["ms until heard", "median", "worst"], delays(server)))


def melody_errors(server: SoundServer, seconds: float) -> list[str]:
    """How far onsets are from where they belong to each other, and the playhead from them."""
    notes = NoteSequence(Note(n * 240, 60 + n % 12, 60, 100) for n in range(round(seconds * 4)))
    piece = simple_piece(notes)
    # The same ears on the same notes, rendered: what they are late by themselves.
    expected = onsets(render_with(ToneBank(), piece).samples)
    with player_of(piece) as player:
        recording = Recording(server)
        recording.wait_for_signal_path()
        player.play(0)
        times, ticks = [], []
        while player.is_playing:
            times.append(time.perf_counter())
            ticks.append(player.position())
            time.sleep(0.003)
        sound, first = recording.stop()
    heard = onsets(sound)
    if len(heard) != len(expected):
        return [f"{len(heard)} of {len(expected)} notes", "", ""]
    drift = heard - expected
    error = np.interp(first + heard / RATE, times, ticks) / 960 - expected / RATE
    spread = np.abs(drift - np.median(drift)).max() / RATE
    return [f"{1000 * x:.1f}" for x in (spread, error.mean(), np.abs(error).max())]


def drop_outs(server: SoundServer, seconds: float) -> list[str]:
    """Breaks of a millisecond or more in a held organ tone, and their sum."""
    piece = simple_piece(NoteSequence([Note(0, 60, round(960 * seconds), 110)]))
    piece = piece.with_parts(replace(piece.parts[0], program=ORGAN))
    with player_of(piece) as player:
        recording = Recording(server)
        recording.wait_for_signal_path()
        player.play(0)
        time.sleep(seconds - 0.5)
        underruns = player.underruns
        player.pause()
        sound, _ = recording.stop()
    silent = breaks(sound)
    return [str(len(silent)), f"{sum(silent):.0f}", str(underruns)]


def breaks(sound: Samples) -> list[float]:
    """Lengths in ms of silences within a sound."""
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > 1e-4)
    gaps = np.diff(loud) / RATE * 1000
    return [float(gap) for gap in gaps if gap >= 1]


def delays(server: SoundServer) -> list[list[str]]:
    """From a call to the sound: a key by hand, play, and another score while playing."""
    rows = []
    with player_of(Piece()) as player:
        for name, program in (("key struck the first time", 0), ("key struck again", 0)):
            rows.append(
                [name, *spoken([key_delay(server, player, program, 60 + n) for n in range(8)])]
            )
    with player_of(simple_piece(NoteSequence([Note(0, 60, 960, 100)]))) as player:
        rows.append(["play", *spoken([play_delay(server, player) for _ in range(8)])])
    return rows


def key_delay(server: SoundServer, player: Player, program: int, pitch: int) -> float:
    """Seconds from note_on to the sound."""
    recording = Recording(server)
    recording.wait_for_signal_path()
    asked = time.perf_counter()
    player.note_on(program, pitch, 100)
    time.sleep(0.2)
    player.note_off(program, pitch)
    time.sleep(0.6)
    sound, first = recording.stop()
    return first + float(onsets(sound)[0]) / RATE - asked


def play_delay(server: SoundServer, player: Player) -> float:
    """Seconds from play to the sound of a first note."""
    recording = Recording(server)
    recording.wait_for_signal_path()
    asked = time.perf_counter()
    player.play(0)
    time.sleep(0.2)
    player.pause()
    time.sleep(0.3)
    sound, first = recording.stop()
    return first + float(onsets(sound)[0]) / RATE - asked


def spoken(seconds: list[float]) -> list[str]:
    """Median and worst in milliseconds."""
    return [f"{1000 * np.median(seconds):.0f}", f"{1000 * max(seconds):.0f}"]


@contextmanager
def player_of(piece: Piece) -> Iterator[Player]:
    """A player that has found its device; the built-in tone for a piece, else real samples."""
    player = Player(ToneBank() if piece.note_count else choose_bank())
    player.load(Score.of_piece(piece))
    time.sleep(1)
    try:
        yield player
    finally:
        player.close()


@contextmanager
def busy(work: Work | None) -> Iterator[list[float]]:
    """A thread at work meanwhile; afterwards the list holds how long it held the interpreter."""
    worst: list[float] = []
    done = threading.Event()
    thread = threading.Thread(target=work, args=(done,)) if work is not None else None
    if thread is not None:
        thread.start()
    try:
        yield worst
    finally:
        done.set()
        if thread is not None:
            thread.join()
            worst.extend(getattr(work, "longest", []))


def spinning(done: threading.Event) -> None:
    """Python without pause."""
    count = 0
    while not done.is_set():
        count += 1


class holding:  # noqa: N801  reads as the function it stands for
    """Keeps the interpreter to itself for a time, then sleeps."""

    def __init__(self, held_s: float, rest_s: float) -> None:
        self._rest_s = rest_s
        self.longest: list[float] = []
        numbers = range(1_000_000)
        started = time.perf_counter()
        sum(numbers)
        self._numbers = range(round(held_s / (time.perf_counter() - started) * len(numbers)))

    def __call__(self, done: threading.Event) -> None:
        """Runs until done."""
        while not done.wait(self._rest_s):
            started = time.perf_counter()
            sum(self._numbers)  # one call into C that lets nobody else in
            self.longest.append(time.perf_counter() - started)


if __name__ == "__main__":
    main()
