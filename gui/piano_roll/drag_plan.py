"""What a drag of notes comes to: how far they go, snapped and kept within the roll."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.pointer import Pointer, travel_px
from melodyrnn.music.editing import Edited, Mask, copied, moved
from melodyrnn.music.grid import snapped, snapped_down
from melodyrnn.music.notes import MAX_PITCH, Note, NoteSequence
from melodyrnn.music.reshaping import resized, stretched


@dataclass(frozen=True, slots=True, eq=False)
class Grip:
    """Notes in hand. group: those of the mask. grabbed: the one that was pressed at `start`."""

    notes: NoteSequence
    mask: Mask
    group: NoteSequence
    grabbed: Note
    start: Pointer


@dataclass(frozen=True, slots=True)
class Plan:
    """What a drag would do to the notes in hand; equal plans do the same.

    name: of the edit. ticks, semitones: of a move. left, right: ticks by which edges move,
    and the shortest note that leaves. factor, anchor: of a stretch.
    """

    name: str
    ticks: int = 0
    semitones: int = 0
    left: int = 0
    right: int = 0
    shortest: int = 1
    factor: float = 1.0
    anchor: int = 0

    @property
    def is_move(self) -> bool:
        """Whether notes keep their lengths."""
        return self.name in (_MOVE, _COPY)

    def as_copy(self) -> Plan:
        """The same move of a copy."""
        return replace(self, name=_COPY)

    def to_pitch(self, grip: Grip, pitch: int) -> Plan:
        """The same move, but the grabbed note goes to a pitch, as far as all others can follow."""
        lowest, highest = int(grip.group.pitch.min()), int(grip.group.pitch.max())
        semitones = pitch - grip.grabbed.pitch
        return replace(self, semitones=min(max(semitones, -lowest), MAX_PITCH - highest))

    def done(self, grip: Grip) -> Edited:
        """The notes after it."""
        notes, mask = grip.notes, grip.mask
        if self.name == _COPY:
            return copied(notes, mask, self.ticks, self.semitones)
        if self.name == _MOVE:
            return moved(notes, mask, self.ticks, self.semitones)
        if self.name == _STRETCH:
            return stretched(notes, mask, self.factor, self.anchor)
        return resized(notes, mask, left=self.left, right=self.right, shortest=self.shortest)

    def note(self, grabbed: Note) -> Note:
        """The grabbed note after it."""
        onset = grabbed.onset + self.ticks + self.left
        end = grabbed.end + self.ticks + self.right
        length = max(round((end - onset) * self.factor), 1)
        return Note(onset, grabbed.pitch + self.semitones, length, grabbed.velocity)


_MOVE, _COPY, _RESIZE, _STRETCH = "Move Notes", "Copy Notes", "Resize Notes", "Stretch Notes"


def planned_move(grip: Grip, pointer: Pointer, step: int, geometry: Geometry) -> Plan:
    """A move by a whole number of steps, so that notes keep their offset from the grid.

    With Shift along the axis on which the pointer has come further. Where the first note in
    hand comes to an end of the roll, all stop.
    """
    start = grip.start
    ticks, semitones = pointer.tick - start.tick, pointer.pitch - start.pitch
    if pointer.has_shift:
        right, down = travel_px(start, pointer, geometry)
        ticks, semitones = (ticks, 0) if abs(right) >= abs(down) else (0.0, semitones)
    steps = int((ticks + step / 2) // step)
    plan = Plan(_MOVE, ticks=max(steps * step, -grip.group.start))
    return plan.to_pitch(grip, grip.grabbed.pitch + semitones)


def planned_edge(grip: Grip, pointer: Pointer, step: int, *, is_left: bool) -> Plan:
    """The grabbed edge goes onto a line of the grid, and all others in hand as far.

    With Shift the whole group is stretched instead, away from its far end.
    """
    note, group = grip.grabbed, grip.group
    far = group if pointer.has_shift else NoteSequence([note])
    edge = note.onset if is_left else note.end
    to = snapped(edge + pointer.tick - grip.start.tick, step)
    if is_left:
        anchor = far.end
        to = min(to, snapped_down(anchor - 1, step))
    else:
        anchor = far.start
        to = max(to, snapped_down(anchor, step) + step)
    if pointer.has_shift:
        return Plan(_STRETCH, factor=(to - anchor) / (edge - anchor), anchor=anchor)
    shortest = min(step, abs(to - anchor))
    if is_left:
        return Plan(_RESIZE, left=to - edge, shortest=shortest)
    return Plan(_RESIZE, right=to - edge, shortest=shortest)
