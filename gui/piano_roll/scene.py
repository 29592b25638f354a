"""What the piano roll shows besides the document: the view, the gesture under way, overlays.

Gestures and controllers write here; canvas, ruler, keyboard and velocity lane paint it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from gui.document.copied import COUNTS_AS_COPIED, CopiedNotes
from gui.document.project import Span
from gui.piano_roll.copied_pieces import Piece, pieces_of
from gui.piano_roll.geometry import Geometry
from melodyrnn.music.grid import Grid
from melodyrnn.music.notes import IntArray, NoteSequence

Tool = Literal["pencil", "select", "erase", "split"]
Follow = Literal["off", "page", "smooth"]


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """The notes of the part as they will be when the mouse is let go, and which are in hand.

    For a mask of those in hand: `mask_of(draft.notes, draft.held)`.
    """

    notes: NoteSequence
    held: NoteSequence = field(default_factory=NoteSequence)


class Band(NamedTuple):
    """A rubber band: ticks and heights, its corners in any order.

    Heights are as `Geometry.top`: row p reaches from p up to p + 1. is_cut: it is a line to
    split along instead.
    """

    start: float
    first_pitch: float
    end: float
    last_pitch: float
    is_cut: bool = False


class Hint(NamedTuple):
    """A likely next note: where, and its probability (0-1)."""

    onset: int
    duration: int
    pitch: int
    probability: float


@dataclass(frozen=True, eq=False)  # no slots: what is worked out once needs a place
class Ghost:
    """Notes shown but not edited: a take being auditioned. span: the stretch it takes up.

    copies: what of them stands in the training music; None: that is not known.
    """

    notes: NoteSequence
    span: Span
    copies: CopiedNotes | None = None

    @cached_property
    def lengths(self) -> IntArray | None:
        """The copied run that each note lies in, 0 for none; None: that is not known."""
        return self.copies.lengths(len(self.notes)) if self.copies else None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What brackets are to mark."""
        return tuple(pieces_of(self.copies)) if self.copies else ()


@dataclass(frozen=True, eq=False)  # no slots, as above
class Copying:
    """Copied notes are to be seen. found: those of the part, notes: how many the part has.

    found is None while they are looked for, or where they cannot be: `words` say why.
    """

    found: CopiedNotes | None = None
    notes: int = 0
    words: str = ""

    def lengths(self, count: int) -> IntArray | None:
        """The run that each of `count` notes lies in, 0 for none; None: these are other notes."""
        return self._lengths if count == self.notes else None

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What brackets are to mark."""
        return tuple(pieces_of(self.found)) if self.found else ()

    @cached_property
    def legend(self) -> str:
        """How much is copied, or why that is not known."""
        if self.found is None or self._lengths is None:
            return self.words
        if not self.found.stretches:
            return f"Nothing copied: no {COUNTS_AS_COPIED} notes in a row are as in its music"
        return f"{int((self._lengths > 0).sum()):,} of {self.notes:,} notes copied"

    @cached_property
    def _lengths(self) -> IntArray | None:
        return self.found.lengths(self.notes) if self.found else None


class Scene(QObject):
    """View state of one piano roll. Every setter that changes something emits one signal.

    view_changed: geometry. tools_changed: tool, grid, snap to scale, follow, what is shown.
    overlay_changed: draft, band, ghost, hints, surprise, copying. playhead_moved:
    the playhead alone.
    """

    view_changed = Signal()
    tools_changed = Signal()
    overlay_changed = Signal()
    playhead_moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.geometry = Geometry()
        self.tool: Tool = "pencil"
        self.grid = Grid()
        self.snaps_to_scale = False
        self.follow: Follow = "page"
        self.shows_velocity = True
        self.shows_scale = True
        self.draft: Draft | None = None
        self.band: Band | None = None
        self.ghost: Ghost | None = None
        self.hints: tuple[Hint, ...] = ()
        self.surprise: NDArray[np.float64] | None = None
        """Nats of each note of the part, (n,); None: notes are coloured by velocity."""
        self.copying: Copying | None = None
        """What of the part is copied; None: nobody wants to see it."""
        self.playhead: float | None = None
        """Tick that is heard now; None while nothing plays."""
        self.step_cursor: int | None = None
        """Tick at which step entry writes next; None: step entry is off."""

    def set_geometry(self, geometry: Geometry) -> None:
        """Another part of the music, or another size."""
        if geometry != self.geometry:
            self.geometry = geometry
            self.view_changed.emit()

    def set_tools(self, **values: object) -> None:
        """Other values of tool, grid, snaps_to_scale, follow, shows_velocity, shows_scale."""
        self._set(values, self.tools_changed)

    def set_overlay(self, **values: object) -> None:
        """Other values of draft, band, ghost, hints, surprise, copying, step_cursor."""
        self._set(values, self.overlay_changed)

    def set_playhead(self, tick: float | None) -> None:
        """Moves the playhead; None hides it."""
        if tick != self.playhead:
            self.playhead = tick
            self.playhead_moved.emit()

    @property
    def step(self) -> int:
        """Ticks between the lines that gestures snap to at this zoom; 1 with the grid off."""
        return self.grid.step(self.geometry.px_per_quarter)

    def _set(self, values: dict[str, object], signal: object) -> None:
        changed = False
        for name, value in values.items():
            if getattr(self, name) is not value and not _same(getattr(self, name), value):
                setattr(self, name, value)
                changed = True
        if changed:
            signal.emit()  # type: ignore[attr-defined]  # a bound Signal has no public type


def _same(one: object, other: object) -> bool:
    """Whether two values are equal; arrays count as different."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return False
    return one == other
