"""Splitting: a click cuts a note at the grid line, a drag all notes that its line crosses."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import Qt

from gui.document.selection import NoteId, mask_of
from gui.piano_roll.hand import Gesture, Hand
from gui.piano_roll.hit import Hit, along, ticks_at
from gui.piano_roll.pointer import Pointer
from gui.piano_roll.scene import Band
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.editing import Edited
from melodyrnn.music.notes import IntArray, NoteSequence


class Cuts(NamedTuple):
    """Where notes are cut: their indices, and a tick within each."""

    notes: IntArray
    ticks: IntArray


def press(hand: Hand, start: Pointer, _hit: Hit | None, button: Qt.MouseButton) -> Gesture | None:
    """The gesture that a press begins."""
    return Split(hand, start) if button == Qt.MouseButton.LeftButton else None


class Split:
    """A line from the press to the pointer; what it crosses is cut on the grid lines nearby.

    After it both halves of selected notes are selected, but no others: notes are mostly cut
    in order to move one half.
    """

    def __init__(self, hand: Hand, start: Pointer) -> None:
        self._hand, self._start = hand, start
        self._cuts = Cuts(np.zeros(0, np.int64), np.zeros(0, np.int64))
        self.moved(start)

    @property
    def cursor(self) -> Qt.CursorShape:
        """A cut; no system has a knife."""
        return Qt.CursorShape.SplitHCursor

    @property
    def scrolls_pitch(self) -> bool:
        """It goes in both directions."""
        return True

    def moved(self, pointer: Pointer) -> None:
        """Shows the line and the cuts."""
        hand, start = self._hand, self._start
        band = Band(start.tick, start.height, pointer.tick, pointer.height, is_cut=True)
        hand.scene.set_overlay(band=band)
        step = hand.step(pointer)
        cuts = cuts_along(hand.index, (start, pointer), step)
        is_too_coarse = not cuts.notes.size and along(hand.index, start, pointer).size and step > 1
        hand.value_shown.emit("Hold Alt to cut between grid lines" if is_too_coarse else "")
        if not all(map(np.array_equal, cuts, self._cuts)):
            self._cuts = cuts
            hand.show(cut(hand.notes, cuts))

    def released(self, pointer: Pointer) -> None:
        """Cuts."""
        self.moved(pointer)
        if self._cuts.notes.size:
            notes = cut(self._hand.notes, self._cuts).notes
            selected = notes.where(mask_of(notes, self._selected_after()))
            self._hand.commit("Split Notes", Edited(notes, selected))

    def _selected_after(self) -> frozenset[NoteId]:
        before, notes = self._hand.selection.ids, self._hand.notes.array[self._cuts.notes]
        columns = (notes["onset"], notes["pitch"], self._cuts.ticks)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return before | {
            NoteId(tick, pitch) for onset, pitch, tick in rows if (onset, pitch) in before
        }


def cuts_along(notes: NoteIndex, line: tuple[Pointer, Pointer], step: int) -> Cuts:
    """Cuts where a line crosses the middle of notes, or comes nearest to it.

    Each is on the nearest grid line within its note; a note within which there is none is
    not cut.
    """
    start, end = line
    crossed = along(notes, start, end)
    low, high = sorted((start.height, end.height))
    ticks = ticks_at(start, end, np.clip(notes.pitch[crossed] + 0.5, low, high))
    lines = np.floor(ticks / step + 0.5).astype(np.int64)
    first, last = notes.onset[crossed] // step + 1, (notes.release[crossed] - 1) // step
    is_over = (ticks >= notes.onset[crossed]) & (ticks < notes.release[crossed])
    is_cut = is_over & (first <= last)
    at = np.minimum(np.maximum(lines, first), last) * step
    return Cuts(crossed[is_cut], at[is_cut])


def cut(notes: NoteSequence, cuts: Cuts) -> Edited:
    """Cuts each note at a tick of its own; all halves are in hand."""
    is_cut = np.zeros(len(notes), dtype=np.bool_)
    is_cut[cuts.notes] = True
    before, after = notes.array[cuts.notes], notes.array[cuts.notes]
    before["duration"] = cuts.ticks - before["onset"]
    after["duration"] -= before["duration"]
    after["onset"] = cuts.ticks
    halves = NoteSequence.from_valid(np.concatenate([before, after]))
    rest = notes.array[~is_cut]
    return Edited(NoteSequence.from_valid(np.concatenate([rest, halves.array])), halves)
