"""Painting the piano roll, against a loop that fills a rectangle for every note.

python -m benchmarks.bench_roll [--notes 1000 10000 100000] [--ratio 1]

The canvas is 1600 x 900. Near: a screen of notes, some 140; far: all notes are in view.
`whole` paints every layer anew, as scrolling does; `playhead` is what a moving playhead
costs; `drag` is one step of a drag that moves a note, index and all; `velocities` the whole
lane under the roll. The loop paints the same notes and nothing else, those in view alone.
Milliseconds, the best of all rounds and their median; both sides in turn.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from benchmarks.timing import Timing, alternately, table
from gui.document.document import Document
from gui.document.project import Project
from gui.document.selection import Selection
from gui.piano_roll.roll import PianoRoll
from gui.piano_roll.scene import Draft, Scene
from gui.theme import DARK
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import simple_piece

WIDTH, HEIGHT = 1600, 900
NEAR_NOTES = 140
ROUNDS = 15


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--ratio", default="1", help="device pixels to a logical one")
    wish = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = wish.ratio
    app = QApplication([])
    rows = []
    for count in wish.notes:
        bench = _Bench(count)
        for name, is_near in (("near", True), ("far", False)):
            bench.look(is_near)
            app.processEvents()
            timings = alternately(bench.sides(), rounds=ROUNDS)
            rows.append([f"{count} notes, {name}", *map(_cell, timings.values())])
    sides = ["whole", "playhead", "drag", "velocities", "fillRect loop"]
    print(f"{WIDTH} x {HEIGHT}, {wish.ratio} device pixels to a logical one; ms, best (median)")
    print(table(["", *sides], rows))


class _Bench:
    """A roll with so many notes, and what is timed of it."""

    def __init__(self, count: int) -> None:
        self._document = Document()
        selection, self._scene = Selection(self._document), Scene()
        self._document.reset(Project.of_piece(simple_piece(notes_of(count))))
        self._roll = PianoRoll(self._document, selection, self._scene, DARK)
        self._roll.canvas.setMinimumSize(WIDTH, HEIGHT)
        self._roll.adjustSize()
        self._roll.show()
        self._pixmap = QPixmap(self._roll.canvas.size() * self._roll.devicePixelRatioF())
        self._pixmap.setDevicePixelRatio(self._roll.devicePixelRatioF())
        self._steps = 0
        self._drafts = [self._draft(60), self._draft(61)]

    def _draft(self, pitch: int) -> Draft:
        """One note moved, to where no other is struck at the same time."""
        array = self._document.notes.array.copy()
        middle = len(array) // 2
        array["pitch"][middle] = pitch
        notes = NoteSequence.from_valid(array)
        return Draft(notes, NoteSequence([notes[middle]]))

    def look(self, is_near: bool) -> None:
        """Zooms so that a screen of notes is in view, or all."""
        view, notes = self._scene.geometry.zoomed_pitch(0.1, 0), self._document.notes
        share = NEAR_NOTES / len(notes) if is_near else 1.0
        wanted = view.width / (notes.end * share) * 480
        view = view.zoomed_time(wanted / view.px_per_quarter, 0)
        view = view.zoomed_pitch((view.height / 70) / view.row_px, 0)
        self._scene.set_geometry(view.moved_to(notes.end / 2 if is_near else 0, 99))

    def sides(self) -> dict[str, Callable[[], None]]:
        """What is timed, by name."""
        return {
            "whole": self._whole,
            "playhead": self._playhead,
            "drag": self._drag,
            "velocities": self._velocities,
            "loop": self._loop,
        }

    def _whole(self) -> None:
        self._scene.draft = None
        self._roll.canvas.refresh()
        self._roll.canvas.repaint()

    def _playhead(self) -> None:
        self._steps += 1
        view = self._scene.geometry
        self._scene.set_playhead(view.tick(200 + self._steps % 100))
        # What Qt merges into one paint event: the strips where it was and where it is.
        self._roll.canvas.repaint(200 + self._steps % 100 - 5, 0, 11, self._roll.canvas.height())

    def _drag(self) -> None:
        self._steps += 1
        self._scene.set_overlay(draft=self._drafts[self._steps % 2])
        self._roll.canvas.repaint()

    def _velocities(self) -> None:
        self._roll.velocity_lane.refresh()
        self._roll.velocity_lane.repaint()

    def _loop(self) -> None:
        view, notes = (
            self._scene.geometry,
            self._document.notes.between(
                int(self._scene.geometry.left) - 2000, int(self._scene.geometry.right)
            ),
        )
        painter = QPainter(self._pixmap)
        painter.fillRect(self._pixmap.rect(), QColor(DARK.white_row))
        colour = QColor(DARK.accent)
        for note in notes:
            x, width = view.x(note.onset), note.duration * view.px_per_tick
            painter.fillRect(QRectF(x, view.y(note.pitch), width, view.row_px - 1), colour)
        painter.end()


def notes_of(count: int) -> NoteSequence:
    """Piano music: several notes a quarter, most of them in the middle."""
    rng = np.random.default_rng(0)
    onset = np.sort(rng.integers(0, max(count, 1) * 120, count))
    pitch = np.clip(rng.normal(64, 12, count), 21, 108).astype(np.int64)
    return NoteSequence.from_columns(
        onset, rng.integers(60, 960, count), pitch, rng.integers(30, 120, count)
    )


def _cell(timing: Timing) -> str:
    return f"{timing.best * 1000:.2f} ({timing.median * 1000:.2f})"


if __name__ == "__main__":
    main()
