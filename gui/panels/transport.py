"""The transport: playing, position, tempo, meter, key, tools and grid, in one row on top."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QWidget

from gui.actions import Actions
from gui.document.document import Document
from gui.icons import icon, set_action_icons
from gui.panels.grid_field import GridField
from gui.panels.keyboard import ARROWS, JUMPS, KeyClaim
from gui.panels.position_display import PositionDisplay
from gui.panels.tap_tempo import TapTempo
from gui.panels.time_fields import KeyBox, MeterBox, TempoField
from gui.panels.tool_button import ToolButton, action_button
from gui.piano_roll.scene import Scene
from gui.theme import CONTROL_HEIGHT, Colours

HEIGHT = 54
MIN_WIDTH = 700
_GAP, _EDGE = 7, 10

PLAYING = ("to_start", "play", "stop", "record", "loop")
CLICKS = ("metronome", "count_in")
TOOLS = ("tool_pencil", "tool_select", "tool_erase", "tool_split")
HISTORY = ("undo", "redo")


@dataclass(frozen=True, slots=True)
class _Group:
    """Controls that belong together. rank: the highest goes first where there is no room."""

    widget: QWidget
    line: QWidget
    rank: int


class Transport(QWidget):
    """One row of controls; what does not fit a narrow window is hidden, least needed first.

    master_changed: the volume of everything, 0-1. refused: what was typed cannot be, in one
    sentence. entered: an entry was finished with Return; the focus may go back to the notes.
    clock: seconds, for tapping the tempo.
    """

    master_changed = Signal(float)
    refused = Signal(str)
    entered = Signal()

    def __init__(
        self,
        document: Document,
        scene: Scene,
        actions: Actions,
        colours: Colours,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._actions = actions
        self._clock = clock
        self._taps = TapTempo()
        self._is_playing = False
        self._colours = colours
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Transport")
        self.setFixedHeight(HEIGHT)
        self.position = PositionDisplay(document, colours)
        self.tempo = TempoField(document)
        self.meter = MeterBox(document)
        self.key = KeyBox(document)
        self.grid = GridField(scene, actions)
        self.tap = ToolButton("Tap tempo", "Tap in time to set the tempo")
        self.master = _master_slider()
        self._speaker = QLabel()
        self._groups = self._build()
        set_action_icons(actions, colours)
        self.set_colours(colours)
        self.tap.clicked.connect(self._on_tapped)
        self.master.valueChanged.connect(lambda value: self.master_changed.emit(value / 100))
        self.meter.refused.connect(self.refused)
        self.meter.entered.connect(self.entered)
        self.tempo.entered.connect(self.entered)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What actions do here: the grid on and off."""
        return self.grid.handlers()

    def set_position(self, tick: int | float | None) -> None:
        """Shows where the music is; None leaves it as it is."""
        if tick is not None:
            self.position.set_tick(int(tick))

    def set_playing(self, is_playing: bool) -> None:
        """The play button offers to pause, or to play."""
        self._is_playing = is_playing
        name = "pause" if is_playing else "play"
        self._actions["play"].setIcon(icon(name, self._colours))

    def set_master(self, volume: float) -> None:
        """Shows the volume of everything, 0-1; emits nothing."""
        with QSignalBlocker(self.master):
            self.master.setValue(round(volume * 100))

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        if colours != self._colours:
            set_action_icons(self._actions, colours)
        self._colours = colours
        self.set_playing(self._is_playing)
        self.tap.setIcon(icon("tap", colours))
        self._speaker.setPixmap(
            icon("speaker", colours, ink=colours.faint_text).pixmap(
                QSize(18, 18), self.devicePixelRatioF()
            )
        )
        self.position.set_colours(colours)

    def minimumSizeHint(self) -> QSize:
        """What is left when all that can go has gone."""
        return QSize(MIN_WIDTH, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hides what does not fit."""
        super().resizeEvent(event)
        room = self.width() - 2 * _EDGE
        needed = sum(_needs(group) for group in self._groups)
        for group in sorted(self._groups, key=lambda g: -g.rank):
            fits = needed <= room or not group.rank
            group.widget.setVisible(fits)
            group.line.setVisible(fits)
            needed -= 0 if fits else _needs(group)
        last = [group for group in self._groups if not group.widget.isHidden()][-1]
        last.line.hide()

    def _build(self) -> list[_Group]:
        self.tempo.setFixedWidth(76)
        self.meter.setFixedWidth(66)
        self.key.setFixedWidth(148)
        buttons = {n: action_button(self._actions[n]) for n in PLAYING + CLICKS + TOOLS + HISTORY}
        buttons["play"].setMinimumWidth(44)
        rows: list[tuple[int, Sequence[QWidget]]] = [
            (0, [buttons[n] for n in PLAYING]),
            (0, [self.position]),
            (4, [buttons[n] for n in CLICKS]),
            (0, [self.tempo, self.tap]),
            (1, [self.meter]),
            (3, [self.key]),
            (0, [buttons[n] for n in TOOLS]),
            (2, [self.grid]),
            (6, [buttons[n] for n in HISTORY]),
            (5, [self._speaker, self.master]),
        ]
        layout = QHBoxLayout(self)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(_EDGE, 0, _EDGE, 0)
        layout.setSpacing(0)
        groups = []
        for rank, widgets in rows:
            group = _Group(_row(widgets), _line(), rank)
            layout.addWidget(group.widget)
            layout.addWidget(group.line)
            groups.append(group)
        layout.addStretch(1)
        return groups

    def _on_tapped(self) -> None:
        if bpm := self._taps.tap(self._clock()):
            self.tempo.set_bpm(round(bpm))


def _needs(group: _Group) -> int:
    return group.widget.sizeHint().width() + group.line.sizeHint().width()


def _row(widgets: Sequence[QWidget]) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    for widget in widgets:
        layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
    return row


def _line() -> QWidget:
    """A thin line between groups, with room on both sides."""
    holder = QWidget()
    line = QFrame()
    line.setObjectName("line")
    line.setFixedSize(1, CONTROL_HEIGHT - 4)
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(_GAP, 0, _GAP, 0)
    layout.addWidget(line)
    return holder


def _master_slider() -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, 100)
    slider.setValue(80)
    slider.setFixedWidth(84)
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    slider.setAccessibleName("Volume")
    slider.setToolTip("Volume of everything")
    KeyClaim(slider, (*ARROWS, *JUMPS))
    return slider
