"""The status bar: a hint on the left; position, note, selection, sound, MIDI and model right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from gui.document.document import Document
from gui.icons import icon
from gui.panels.drag_chip import DragChip
from gui.panels.elided_label import ElidedLabel
from gui.panels.naming import counted
from gui.panels.position import bar_beat_tick
from gui.panels.tool_button import ToolButton
from gui.theme import Colours

_ICON = QSize(15, 15)
NEWS_MS = 8000
"""How long a sentence of news stands: time to read two lines."""

SELECTION_TIP = "Drag into another program"
_WIDEST_PLACE = "888.8.888"


class StatusBar(QStatusBar):
    """Says what can be done and how things stand; what can be changed is a button.

    audio_clicked, midi_clicked, model_clicked, learning_clicked: the user wants to see to that.
    selection_dragged: the count of selected notes is dragged, so the notes shall go along.
    """

    selection_dragged = Signal()
    audio_clicked = Signal()
    midi_clicked = Signal()
    model_clicked = Signal()
    learning_clicked = Signal()

    def __init__(self, document: Document, colours: Colours) -> None:
        super().__init__()
        self._document = document
        self._tick = 0
        self._icons: dict[ToolButton, tuple[str, bool]] = {}
        self._colours = colours
        self.setSizeGripEnabled(False)
        self.setAccessibleName("Status")
        self.hint = ElidedLabel()
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.position = QLabel()
        self.note = QLabel()
        self.selection = DragChip("Selection", SELECTION_TIP)
        self.audio = _button("Sound")
        self.midi = _button("MIDI")
        self.model = _button("Model")
        self.learning = _button("Learning")
        self._resting = self._news = ""
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(NEWS_MS)
        self._fade.timeout.connect(lambda: self.set_hint(""))
        self._lay_out()
        self.selection.dragged.connect(self.selection_dragged)
        self.audio.clicked.connect(self.audio_clicked)
        self.midi.clicked.connect(self.midi_clicked)
        self.model.clicked.connect(self.model_clicked)
        self.learning.clicked.connect(self.learning_clicked)
        document.changed.connect(lambda _change: self.set_position(self._tick))
        self.set_position(0)
        self.set_note("")
        self.set_selection(0)
        self.set_audio("Sound")
        self.set_midi("")
        self.set_model("")
        self.set_learning("")

    def set_hint(self, text: str) -> None:
        """News, in a sentence: it stands for a while, then gives way to `set_resting`."""
        self._news = text
        self.hint.setText(text or self._resting)
        if text:
            self._fade.start()
        else:
            self._fade.stop()

    def set_resting(self, text: str) -> None:
        """What the tool under the pointer does, where there is no news."""
        self._resting = text
        if not self._news and text != self.hint.text():
            self.hint.setText(text)

    def set_position(self, tick: int) -> None:
        """Where the cursor stands."""
        self._tick = tick
        text = bar_beat_tick(self._document.project.piece.meters, tick)
        if text != self.position.text():
            self.position.setText(text)
            self.position.setToolTip(f"Cursor at bar, beat and tick {text}")

    def set_note(self, name: str) -> None:
        """The note under the pointer, "C4"; "" when there is none."""
        self.note.setText(name)
        self.note.setToolTip(f"Pitch under the pointer: {name}" if name else "No pitch under it")

    def set_selection(self, count: int) -> None:
        """How many notes are selected."""
        self.selection.setText(counted(count, "note") + " selected" if count else "")
        self.selection.setVisible(bool(count))

    def set_audio(self, text: str, tip: str = "", *, is_good: bool = True) -> None:
        """Where sound goes, or why there is none."""
        self._show(self.audio, ("speaker" if is_good else "mute", is_good), text)
        self.audio.setToolTip(tip or "Where sound goes; click to change it")

    def set_midi(self, text: str, tip: str = "", *, is_good: bool = True) -> None:
        """The MIDI ports in use; "" hides it."""
        self._show(self.midi, ("midi" if is_good else "warning", is_good), text)
        self.midi.setToolTip(tip or "MIDI ports; click to change them")

    def set_model(self, name: str, tip: str = "") -> None:
        """The model that continues the melody; "" hides it."""
        self._show(self.model, ("generate", True), name)
        self.model.setToolTip(tip or "The model that continues your melody; click to meet it")

    def set_learning(self, text: str, tip: str = "", *, is_good: bool = True) -> None:
        """How far a network has learned, in a few words; "" hides it."""
        self._show(self.learning, ("learn" if is_good else "warning", is_good), text)
        self.learning.setToolTip(tip or "What your network is learning; click to watch")

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        for button in self._icons:
            self._paint(button)

    def _show(self, button: ToolButton, picture: tuple[str, bool], text: str) -> None:
        self._icons[button] = picture
        button.setText(text)
        button.setAccessibleDescription(text)
        button.setVisible(bool(text))
        self._paint(button)

    def _paint(self, button: ToolButton) -> None:
        name, is_good = self._icons[button]
        ink = self._colours.faint_text if is_good else self._colours.warning
        button.setIcon(icon(name, self._colours, ink=ink))

    def _lay_out(self) -> None:
        self.position.setMinimumWidth(
            self.position.fontMetrics().horizontalAdvance(_WIDEST_PLACE) + 12
        )
        self.note.setMinimumWidth(self.note.fontMetrics().horizontalAdvance("C♯-1") + 12)
        names: tuple[tuple[QLabel, str], ...] = (
            (self.position, "Cursor"),
            (self.note, "Pitch under the pointer"),
        )
        for label, name in names:
            label.setAccessibleName(name)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self.hint, 1)
        shown: tuple[QWidget, ...] = (
            self.selection,
            self.note,
            self.position,
            self.learning,
            self.midi,
            self.audio,
            self.model,
        )
        for widget in shown:
            self.addPermanentWidget(widget)


def _button(name: str) -> ToolButton:
    button = ToolButton(name)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(_ICON)
    button.setMinimumSize(0, 0)
    return button
