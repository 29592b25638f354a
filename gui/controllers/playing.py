"""Playing: the transport's buttons, what is heard, and the playhead that follows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from gui.controllers.hearing import Hearing
from gui.document.document import Change, Document
from gui.document.project import Idea, Span
from gui.document.selection import Selection
from gui.piano_roll.scene import Scene
from melodyrnn.music.piece import Piece
from melodyrnn.playback.player import Player
from melodyrnn.playback.score import Score

FRAME_MS = 16
"""How often the playhead moves."""

EMPTY = "There is nothing to play yet: draw some notes, or press G and let the network begin."


class Playing(QObject):
    """Keeps the player in step with the document.

    position_changed: tick that is heard, or None when nothing plays. state_changed: it plays
    or not. audition_left: what is heard is the document again. project_left: what plays is
    of another project than that in the window. trial_left: what was tried gave way to the
    document. noted: one sentence for the status bar.
    """

    position_changed = Signal(object)
    state_changed = Signal(bool)
    audition_left = Signal()
    project_left = Signal()
    trial_left = Signal()
    noted = Signal(str)

    def __init__(
        self, document: Document, selection: Selection, scene: Scene, player: Player
    ) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._scene = scene
        self._player = player
        self._hearing = Hearing()
        self._heard = document.notes
        self._began = 0
        self._count_in = 0
        self._is_trial = False
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self._on_tick)
        document.changed.connect(self._on_changed)
        self._load()

    @property
    def is_playing(self) -> bool:
        """Whether something sounds or is about to."""
        return self._player.is_playing

    @property
    def is_trying(self) -> bool:
        """Whether what sounds is something else than the project."""
        return self._is_trial and self._player.is_playing

    @property
    def auditioned(self) -> Idea | None:
        """The idea that takes the place of what follows its seed; None: the document as it is."""
        return self._hearing.idea

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
        """Plays from the cursor, or pauses and leaves it there; silences what is being tried."""
        if self.is_trying:
            self.end_trial()
            return
        self.end_trial()
        if self._player.is_playing:
            at = int(self._player.position())
            self._pause()
            self._selection.set_cursor(at)
        elif self._hearing.idea is None and not self._document.project.piece.note_count:
            self.noted.emit(EMPTY)
        else:
            self.play(self._start())

    def play(self, tick: int) -> None:
        """Plays from a tick."""
        self.end_trial()
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

    def set_count_in(self, bars: int) -> None:
        """How many bars are clicked before recording begins; 0 for none."""
        self._count_in = bars

    def record(self, tick: int) -> None:
        """Plays without an end, for somebody to play along: on from here, or from a tick."""
        self.end_trial()
        self.leave_audition()
        self._hear(replace(self._hearing, until=None, is_open=True))
        if not self._player.is_playing:
            self._player.count_in(self._count_in)
            self.play(tick)
            self._player.count_in(0)

    def position(self) -> float:
        """The tick that is heard now."""
        return self._player.position()

    @property
    def loop(self) -> Span | None:
        """What is repeated now."""
        return self._hearing.loop(self._document.project)

    def pitches_at(self, tick: float | None) -> frozenset[int]:
        """What sounds of the melody, with the idea that is heard; nothing at None."""
        if tick is None:
            return frozenset()
        notes = self._heard
        begun = slice(0, int(np.searchsorted(notes.onset, tick, side="right")))
        sounding = notes.release[begun] > tick
        return frozenset(notes.pitch[begun][sounding].tolist())

    def stop(self) -> None:
        """Stops; the cursor goes back to where playing began. Once more, and it goes to the start.

        Leaving an audition that is paused moves no cursor.
        """
        self.end_trial()
        was_playing, was_auditioned = self._player.is_playing, self._hearing.span is not None
        self._pause()
        self.leave_audition()
        if was_playing or not was_auditioned:
            self._selection.set_cursor(self._began if was_playing else 0)

    def seek(self, tick: int) -> None:
        """Puts the cursor there; what plays goes on from there, out of an audition too."""
        self.end_trial()
        self._selection.set_cursor(tick)
        if self._player.is_playing:
            span = self._hearing.span
            if span is not None and not span.start <= tick < span.end:
                self.leave_audition()
            self._began = self._selection.cursor
            self._player.seek(tick)

    def play_selection(self) -> None:
        """Plays what is selected and no more; the whole loop where nothing is selected."""
        self.end_trial()
        span = self._selected_span() or self._document.project.loop
        if span is None:
            self.noted.emit("Select some notes, or set a loop in the ruler, to play just those.")
            return
        self._pause()
        self.leave_audition()
        self._selection.set_cursor(span.start)
        self._hear(Hearing(until=span.end))
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

    def audition(self, idea: Idea | None, span: Span, *, starts: bool = True) -> None:
        """Plays a stretch over and over with an idea in it, or with none.

        From another audition it goes on at the same beat, if the stretch has it.
        starts: plays it if nothing plays yet.
        """
        self.end_trial()
        if self._hearing.is_open:
            self._pause()
        is_within = span.start <= self._player.position() < span.end
        goes_on = self._player.is_playing and self._hearing.span is not None and is_within
        is_playing = self._player.is_playing
        self._hear(Hearing(idea, span))
        if (starts or is_playing) and not goes_on:
            self.play(span.start)

    def leave_audition(self) -> None:
        """Back to the document as it is."""
        if self._hearing.span is not None:
            self._hear(Hearing(is_open=self._hearing.is_open))
            self.audition_left.emit()

    def try_part(self, piece: Piece, part: int) -> None:
        """Plays one part of a piece that is not in the window; `end_trial` ends it."""
        self.end_trial()
        self._pause()
        self._is_trial = True
        self._player.set_loop(None)
        chosen = piece.with_parts(piece.parts[part])
        self._player.load(Score(chosen, (1.0,)))
        self._player.play(chosen.parts[0].notes.start)

    def end_trial(self) -> None:
        """Back to what is in the window, if something else was tried."""
        if self._is_trial:
            self._is_trial = False
            self._player.pause()
            self._load()
            self.trial_left.emit()

    def _start(self) -> int:
        """Where playing starts: the cursor; the loop's start where the cursor lies past it."""
        project, cursor = self._document.project, self._selection.cursor
        span = self.loop
        if span is not None:
            return cursor if span.start <= cursor < span.end else span.start
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
        if self._hearing.is_open or self._hearing.until is not None:
            self._hear(replace(self._hearing, until=None, is_open=False))

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self.end_trial()
            self.project_left.emit()
            self._hearing = Hearing()
            self._pause()
        if change.fields & {"piece", "melody", "tracks", "loop", "is_looping"}:
            self._load()

    def _hear(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._load()

    def _load(self) -> None:
        """Hands the player what is to be heard now."""
        project, hearing = self._document.project, self._hearing
        self._heard = hearing.melody(project)
        if self._is_trial:
            return  # the player gets it when the trial ends
        self._player.load(hearing.score(project))
        self._player.set_loop(*(hearing.loop(project) or (None, None)))

    def _on_tick(self) -> None:
        if not self._player.is_playing:
            self._pause()
            self._selection.set_cursor(self._began)
            return
        self._show(self._player.position())

    def _show(self, tick: float | None) -> None:
        self._scene.set_playhead(tick)
        self.position_changed.emit(tick)
