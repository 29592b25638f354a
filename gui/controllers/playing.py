"""Playing: the transport's buttons, what is heard, and the playhead that follows it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from gui.document.document import Change, Document
from gui.document.project import Idea, Project, Span
from gui.document.selection import Selection
from gui.piano_roll.scene import Scene
from melodyrnn.music.notes import TICKS_PER_QUARTER, Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.playback.player import Player
from melodyrnn.playback.score import Score

FRAME_MS = 16
"""How often the playhead moves."""

OPEN_END = 1024 * 4 * TICKS_PER_QUARTER
"""So long one can record."""


class Playing(QObject):
    """Keeps the player in step with the document.

    position_changed: tick that is heard, or None when nothing plays. state_changed: it plays
    or not. audition_left: what is heard is the document again. noted: one sentence for the
    status bar.
    """

    position_changed = Signal(object)
    state_changed = Signal(bool)
    audition_left = Signal()
    noted = Signal(str)

    def __init__(
        self, document: Document, selection: Selection, scene: Scene, player: Player
    ) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._scene = scene
        self._player = player
        self._idea: Idea | None = None
        self._audition: Span | None = None
        self._began = 0
        self._is_open = False
        self._heard = NoteSequence()
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self._on_tick)
        document.changed.connect(self._on_changed)
        self._load()

    @property
    def is_playing(self) -> bool:
        """Whether something sounds or is about to."""
        return self._player.is_playing

    @property
    def auditioned(self) -> Idea | None:
        """The idea that takes the place of what follows its seed; None: the document as it is."""
        return self._idea

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions of the Play menu do."""
        return {
            "play": self.toggle,
            "stop": self.stop,
            "play_selection": self.play_selection,
            "to_start": lambda: self.seek(0),
            "to_end": lambda: self.seek(self._document.notes.end),
            "loop": self.set_looping,
            "loop_selection": self.loop_selection,
            "panic": self._player.panic,
        }

    def toggle(self) -> None:
        """Plays from the cursor, or pauses and leaves the cursor where the music was."""
        if self._player.is_playing:
            at = int(self._player.position())
            self._pause()
            self._selection.set_cursor(at)
        else:
            self.play(self._start())

    def play(self, tick: int) -> None:
        """Plays from a tick."""
        self._began = self._selection.cursor
        self._player.play(tick)
        if self._player.message:
            self.noted.emit(self._player.message)
        self._clock.start()
        self.state_changed.emit(True)

    def play_from(self, tick: int) -> None:
        """Puts the cursor there and plays from it."""
        self.seek(tick)
        if not self._player.is_playing:
            self.play(tick)

    def record(self, tick: int) -> None:
        """Plays from a tick without an end, for somebody to play along."""
        self.leave_audition()
        self._is_open = True
        self._load()
        self.play(tick)

    def position(self) -> float:
        """The tick that is heard now."""
        return self._player.position()

    def pitches_at(self, tick: float | None) -> frozenset[int]:
        """What sounds of the melody, with the idea that is heard; nothing at None."""
        if tick is None:
            return frozenset()
        notes = self._heard
        begun = slice(0, int(np.searchsorted(notes.onset, tick, side="right")))
        sounding = notes.release[begun] > tick
        return frozenset(notes.pitch[begun][sounding].tolist())

    def stop(self) -> None:
        """Stops; the cursor goes back to where playing began."""
        was_playing = self._player.is_playing
        self._pause()
        self.leave_audition()
        self._selection.set_cursor(self._began if was_playing else 0)

    def seek(self, tick: int) -> None:
        """Puts the cursor there; what plays goes on from there."""
        self._selection.set_cursor(tick)
        if self._player.is_playing:
            self._player.seek(tick)

    def play_selection(self) -> None:
        """Plays from the first selected note; the whole loop where nothing is selected."""
        span = self._selected_span() or self._document.project.loop
        if span is None:
            self.noted.emit("Select some notes, or set a loop in the ruler, to play just those.")
            return
        self.seek(span.start)
        self.play(span.start)

    def loop_selection(self) -> None:
        """Loops what is selected, in whole bars where it nearly fills them."""
        span = self._selected_span()
        if span is None:
            self.noted.emit("Select some notes first; then they can be looped.")
            return
        self._document.edit("Set Loop", loop=span, is_looping=True)

    def set_looping(self, on: bool) -> None:
        """Loops; without a loop range, all bars that hold music."""
        project = self._document.project
        loop = project.loop
        if on and loop is None:
            end = project.piece.meters.bar_line_at_or_after(max(project.piece.end, 1))
            loop = Span(0, end)
        self._document.edit("Loop On" if on else "Loop Off", loop=loop, is_looping=on)

    def audition(self, idea: Idea | None, span: Span) -> None:
        """Plays a stretch over and over with an idea in it, or with none.

        Another idea over the same stretch goes on at the same beat.
        """
        same = self._player.is_playing and self._audition == span
        self._idea, self._audition = idea, span
        self._load()
        if not same:
            self.play(span.start)

    def leave_audition(self) -> None:
        """Back to the document as it is."""
        if self._audition is not None:
            self._idea = self._audition = None
            self._load()
            self.audition_left.emit()

    def try_part(self, piece: Piece, part: int) -> None:
        """Plays one part of a piece that is not in the window; `end_trial` ends it."""
        self._pause()
        self._player.set_loop(None)
        chosen = piece.with_parts(piece.parts[part])
        self._player.load(Score(chosen, (1.0,)))
        self._player.play(chosen.parts[0].notes.start)

    def end_trial(self) -> None:
        """Back to what is in the window."""
        self._player.pause()
        self._load()

    def _start(self) -> int:
        """Where playing starts: the cursor; the loop's start where the cursor lies past it."""
        project, cursor = self._document.project, self._selection.cursor
        span = self._audition or (project.loop if project.is_looping else None)
        if span is not None and not span.start <= cursor < span.end:
            return span.start
        return cursor if cursor < max(project.piece.end, 1) else 0

    def _selected_span(self) -> Span | None:
        notes = self._selection.notes
        if not len(notes):
            return None
        start = int(self._document.project.piece.meters.locate(notes.start).bar_start)
        end = self._document.project.piece.meters.bar_line_at_or_after(notes.end)
        return Span(start, end)

    def _pause(self) -> None:
        self._player.pause()
        self._clock.stop()
        self._show(None)
        self.state_changed.emit(False)
        if self._is_open:
            self._is_open = False
            self._load()

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self._idea = self._audition = None
            self._pause()
        if change.fields & {"piece", "tracks", "loop", "is_looping"}:
            self._load()

    def _load(self) -> None:
        """Hands the player what is to be heard now."""
        project = self._document.project
        piece = project.with_idea(self._idea) if self._idea else project.piece
        self._heard = piece.parts[project.melody].notes
        levels = gains(project)
        if self._is_open:
            piece, levels = piece.with_parts(*piece.parts, _far_end()), (*levels, 0.0)
        self._player.load(Score(piece, levels))
        loop = self._audition or (project.loop if project.is_looping else None)
        self._player.set_loop(*(loop or (None, None)))

    def _on_tick(self) -> None:
        if not self._player.is_playing:
            self._pause()
            self._selection.set_cursor(self._began)
            return
        self._show(self._player.position())

    def _show(self, tick: float | None) -> None:
        self._scene.set_playhead(tick)
        self.position_changed.emit(tick)


def _far_end() -> Part:
    """A part that is not heard and keeps the music from ending."""
    return Part(NoteSequence([Note(OPEN_END, 60, 1)]))


def gains(project: Project) -> tuple[float, ...]:
    """How loud each part is, 0-1: faders, mute and solo together."""
    any_solo = any(track.is_soloed for track in project.tracks)
    return tuple(
        0.0 if track.is_muted or (any_solo and not track.is_soloed) else track.volume
        for track in project.tracks
    )


def audition_span(piece: Piece, span: Span) -> Span:
    """The last bar of the seed and then the idea that fills `span`."""
    start = int(piece.meters.locate(max(span.start - 1, 0)).bar_start)
    return Span(start, span.end)
