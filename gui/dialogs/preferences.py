"""Preferences: sound, MIDI, look and shortcuts. Every change takes effect at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.building import (
    button_row,
    column,
    form,
    label,
    percent_slider,
    plain_button,
    primary_button,
    row,
)
from gui.dialogs.shortcut_editor import ShortcutEditor
from gui.document.preferences import MAX_COUNT_IN_BARS, Preferences
from gui.theme import MARGIN

_LOOKS = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from now. The problems say in one sentence why a list is empty."""

    outputs: tuple[str, ...] = ()
    midi_outs: tuple[str, ...] = ()
    midi_ins: tuple[str, ...] = ()
    sound_problem: str = ""
    midi_problem: str = ""


class PreferencesDialog(QDialog):
    """changed: the Preferences as they are now. sound_tested, midi_tested: play a test."""

    changed = Signal(object)
    sound_tested = Signal()
    midi_tested = Signal()

    def __init__(
        self, preferences: Preferences, choices: Choices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.output = QComboBox()
        self.soundfont = QLineEdit(preferences.soundfont)
        self.metronome = percent_slider("Metronome", preferences.metronome_level)
        self.count_in = QComboBox()
        self.midi_out, self.midi_in = QComboBox(), QComboBox()
        self.look = _filled(_LOOKS, preferences.look)
        self.shortcuts = ShortcutEditor(preferences.shortcuts)
        self.test_sound = plain_button("Test", "Play a few notes on this device")
        self.test_midi = plain_button("Test", "Play a few notes on this port")
        self.tabs = QTabWidget()
        self._sound_problem = label("", "warning", wraps=True)
        self._midi_problem = label("", "warning", wraps=True)
        for bars in range(MAX_COUNT_IN_BARS + 1):
            self.count_in.addItem(("None", "1 bar")[bars] if bars < 2 else f"{bars} bars", bars)
        self.count_in.setCurrentIndex(preferences.count_in_bars)
        self._build()
        self._connect()
        self.set_choices(choices)
        self.resize(600, 500)

    @property
    def preferences(self) -> Preferences:
        """As they are now."""
        return self._preferences

    def set_choices(self, choices: Choices) -> None:
        """Devices came or went; what was chosen stays chosen."""
        p = self._preferences
        _offer(self.output, "Where the system sends sound", choices.outputs, p.output_device)
        _offer(self.midi_out, "None: the built-in sounds play", choices.midi_outs, p.midi_out)
        _offer(self.midi_in, "None", choices.midi_ins, p.midi_in)
        for text, problem in (
            (self._sound_problem, choices.sound_problem),
            (self._midi_problem, choices.midi_problem),
        ):
            text.setText(problem)
            text.setVisible(bool(problem))
        self._explain_tests(choices)

    def _explain_tests(self, choices: Choices) -> None:
        self.test_sound.setEnabled(not choices.sound_problem)
        self.test_sound.setToolTip(choices.sound_problem or "Play a few notes on this device")
        has_port = bool(self._preferences.midi_out)
        self.test_midi.setEnabled(has_port)
        self.test_midi.setToolTip(
            "Play a few notes on this port" if has_port else "Choose a MIDI output first"
        )
        self._choices = choices

    def _build(self) -> None:
        self.soundfont.setPlaceholderText("Found by itself, else the built-in sounds")
        self.soundfont.setAccessibleName("SoundFont file")
        browse = plain_button("Choose…", "Choose a SoundFont file (.sf2 or .sf3)")
        browse.clicked.connect(self._on_browse)
        sound = _page(
            ("Sound goes to", row(self.output, self.test_sound, stretch=0)),
            ("", self._sound_problem),
            ("SoundFont", row(self.soundfont, browse, stretch=0)),
            ("Metronome", self.metronome),
            ("Count-in", self.count_in),
        )
        midi = _page(
            ("MIDI output", row(self.midi_out, self.test_midi, stretch=0)),
            ("MIDI input", self.midi_in),
            ("", self._midi_problem),
        )
        look = _page(("Colours", self.look))
        keys = QWidget()
        holder = QVBoxLayout(keys)
        holder.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        holder.addWidget(self.shortcuts)
        for title, page in (("Sound", sound), ("MIDI", midi), ("Look", look), ("Keys", keys)):
            self.tabs.addTab(page, title)
        for box, name in (
            (self.output, "Sound goes to"),
            (self.midi_out, "MIDI output"),
            (self.midi_in, "MIDI input"),
        ):
            box.setAccessibleName(name)
        layout = column(self, "Preferences")
        layout.addWidget(self.tabs, 1)
        close: QPushButton = primary_button("Done")
        close.setAutoDefault(False)
        close.setDefault(False)  # Enter belongs to the field that is being filled in
        close.clicked.connect(self.accept)
        layout.addLayout(button_row(close))

    def _connect(self) -> None:
        def follow(box: QComboBox, name: str) -> Callable[[int], None]:
            return lambda index: self._set(**{name: box.itemData(index)})

        for box, name in (
            (self.output, "output_device"),
            (self.midi_out, "midi_out"),
            (self.midi_in, "midi_in"),
            (self.look, "look"),
            (self.count_in, "count_in_bars"),
        ):
            box.activated.connect(follow(box, name))
        self.soundfont.editingFinished.connect(
            lambda: self._set(soundfont=self.soundfont.text().strip())
        )
        self.metronome.valueChanged.connect(lambda v: self._set(metronome_level=v / 100))
        self.shortcuts.changed.connect(lambda keys: self._set(shortcuts=keys))
        self.test_sound.clicked.connect(self.sound_tested)
        self.test_midi.clicked.connect(self.midi_tested)

    def _set(self, **fields: Any) -> None:
        preferences = replace(self._preferences, **fields)
        if preferences != self._preferences:
            self._preferences = preferences
            self._explain_tests(self._choices)
            self.changed.emit(preferences)

    def _on_browse(self) -> None:
        start = self.soundfont.text() or str(Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, "Choose a SoundFont", start, "SoundFonts (*.sf2 *.sf3);;All files (*)"
        )
        if name:
            self.soundfont.setText(name)
            self._set(soundfont=name)


def _page(*rows: tuple[str, QWidget]) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    layout.addLayout(form(rows))
    layout.addStretch(1)
    return page


def _filled(items: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
    box = QComboBox()
    for text, value in items:
        box.addItem(text, value)
    box.setCurrentIndex(box.findData(chosen))
    return box


def _offer(box: QComboBox, nothing: str, names: tuple[str, ...], chosen: str) -> None:
    """Fills a box; what is chosen but not there is shown as such."""
    box.clear()
    box.addItem(nothing, "")
    for name in names:
        box.addItem(name, name)
    if chosen and chosen not in names:
        box.addItem(f"{chosen} (not connected)", chosen)
    box.setCurrentIndex(box.findData(chosen))
