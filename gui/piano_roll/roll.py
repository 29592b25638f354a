"""The piano roll: keys, ruler, canvas and velocity lane around one view."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPalette
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.document.document import Document
from gui.document.selection import Selection
from gui.piano_roll.canvas import Canvas
from gui.piano_roll.corner import KeyCorner, VelocityCorner
from gui.piano_roll.keyboard import Keyboard
from gui.piano_roll.mouse import Gestures
from gui.piano_roll.music_view import MusicView
from gui.piano_roll.naming import spoken_note
from gui.piano_roll.navigation import Navigation
from gui.piano_roll.ruler import Ruler
from gui.piano_roll.scene import Scene
from gui.piano_roll.scroll_bars import ScrollBars
from gui.piano_roll.shared import Shared
from gui.piano_roll.velocity_lane import VelocityLane
from gui.theme import Colours


class PianoRoll(QWidget):
    """Shows and scrolls the music; the tools that edit it come in by `set_gestures`.

    note_started: a piano key is pressed: pitch and velocity. note_ended: pitch. play_asked:
    play from a tick. hovered: tick and pitch under the pointer; unhovered: it left.
    told: what a press under the pointer would do; empty: the pointer is elsewhere.
    """

    note_started = Signal(int, int)
    note_ended = Signal(int)
    play_asked = Signal(int)
    hovered = Signal(float, int)
    unhovered = Signal()
    told = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        scene: Scene,
        colours: Colours,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._scene = document, selection, scene
        self._music = MusicView(document, selection, scene)
        self.navigation = Navigation(document, selection, scene, self._music, self)
        shared = Shared(document, selection, scene, self._music, self.navigation)
        self.canvas = Canvas(shared, self)
        self.ruler = Ruler(shared, self)
        self.velocity_lane = VelocityLane(shared, self)
        self.keyboard = Keyboard(scene, self._music, self)
        self._bars = ScrollBars(document, scene, self._music, self.navigation, self)
        self._key_corner = KeyCorner(document, self._music, self)
        self._velocity_corner = VelocityCorner(self)
        self._announced = ""
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.canvas)
        self.setAutoFillBackground(True)
        self.set_colours(colours)
        self._on_tools_changed()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(colours.panel))
        self.setPalette(palette)
        self.canvas.set_colours(colours)
        self.ruler.set_colours(colours)
        self.velocity_lane.set_colours(colours)
        self.keyboard.set_colours(colours)
        self._key_corner.set_colours(colours)
        self._velocity_corner.set_colours(colours)

    def set_gestures(self, gestures: Gestures) -> None:
        """Who gets the canvas's mouse and keys."""
        self.canvas.set_gestures(gestures)

    def set_sounding(self, pitches: Collection[int]) -> None:
        """Lights up the keys of what is heard."""
        self.keyboard.set_sounding(pitches)

    def reveal(self, tick: float, pitch: int | None = None) -> None:
        """Scrolls no more than is needed to bring a place into view."""
        self.navigation.reveal(tick, pitch)

    def show_value(self, text: str) -> None:
        """A label beside the pointer says what a gesture is at; empty: none does."""
        self.canvas.show_value(text)

    def announce(self, text: str) -> None:
        """Has a running screen reader say something; without one nothing happens.

        Said twice at once, as of a note that is made and so selected, it is heard once.
        """
        if QAccessible.isActive() and text != self._announced:
            self._announced = text
            QTimer.singleShot(0, self, self._forget_announced)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, text))

    def _forget_announced(self) -> None:
        self._announced = ""

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions of these names do."""
        scene = self._scene
        return {
            "zoom_in": self.navigation.zoom_in,
            "zoom_out": self.navigation.zoom_out,
            "fit": self.navigation.fit,
            "follow": self.navigation.next_follow,
            "snap": lambda is_on: scene.set_tools(grid=replace(scene.grid, is_on=is_on)),
            "snap_to_scale": lambda is_on: scene.set_tools(snaps_to_scale=is_on),
            "show_scale": lambda is_on: scene.set_tools(shows_scale=is_on),
            "show_velocity": lambda is_on: scene.set_tools(shows_velocity=is_on),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._key_corner, 0, 0)
        grid.addWidget(self.ruler, 0, 1, 1, 2)
        grid.addWidget(self.keyboard, 1, 0)
        grid.addWidget(self.canvas, 1, 1)
        grid.addWidget(self._bars.upright, 1, 2)
        grid.addWidget(self._velocity_corner, 2, 0)
        grid.addWidget(self.velocity_lane, 2, 1)
        grid.addWidget(self._bars.across, 3, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self.keyboard.note_started.connect(self.note_started)
        self.keyboard.note_ended.connect(self.note_ended)
        self.keyboard.pitch_selected.connect(self._on_pitch_selected)
        self.ruler.cursor_placed.connect(self._selection.set_cursor)
        self.ruler.play_asked.connect(self.play_asked)
        self.ruler.range_selected.connect(self._on_range_selected)
        for part in (self.canvas, self.ruler):
            part.told.connect(self.told)
        self.canvas.hovered.connect(self._on_hovered)
        self.canvas.unhovered.connect(self._on_unhovered)
        self._scene.tools_changed.connect(self._on_tools_changed)
        self._selection.changed.connect(self._on_selection_changed)

    def _on_tools_changed(self) -> None:
        is_shown = self._scene.shows_velocity
        self.velocity_lane.setVisible(is_shown)
        self._velocity_corner.setVisible(is_shown)

    def _on_pitch_selected(self, pitch: int) -> None:
        notes = self._document.notes
        self._selection.select_notes(notes.where(notes.pitch == pitch))

    def _on_range_selected(self, start: int, end: int) -> None:
        self._selection.select_notes(self._document.notes.between(start, end))

    def _on_hovered(self, tick: float, pitch: int) -> None:
        self.keyboard.set_hovered(pitch)
        self.hovered.emit(tick, pitch)

    def _on_unhovered(self) -> None:
        self.keyboard.set_hovered(None)
        self.unhovered.emit()

    def _on_selection_changed(self) -> None:
        if not QAccessible.isActive():
            return
        chosen = self._selection.notes
        if len(chosen) == 1:
            self.announce(spoken_note(chosen[0], self._music.meters, self._music.key))
        elif len(chosen):
            self.announce(f"{len(chosen)} notes selected")
