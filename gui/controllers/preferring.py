"""Preferences: put into force at the start and whenever they change, and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import Actions
from gui.controllers.midi_keys import MidiKeys
from gui.controllers.sounding import Sounding
from gui.document.preferences import Preferences, PreferencesStore
from gui.document.project_file import SUFFIX
from gui.document.recent import with_recent, without_missing
from gui.document.settings import TakeSettings
from gui.look import Look
from melodyrnn.errors import MelodyRnnError
from melodyrnn.export.audio import choose_bank
from melodyrnn.playback.midi_ports import NO_MIDI
from melodyrnn.playback.player import Player

LOOKS: Mapping[str, str] = {
    "look_system": "system",
    "look_light": "light",
    "look_dark": "dark",
}
TEST_PITCHES = (60, 64, 67)


class Preferring(QObject):
    """Holds the preferences. changed: other ones are in force. path_chosen: a recent file.

    count_in_changed: bars of clicks before recording. failed: something of them could not be
    kept or used, in one sentence.
    """

    changed = Signal(object)
    path_chosen = Signal(object)
    count_in_changed = Signal(int)
    failed = Signal(str)

    def __init__(
        self,
        store: PreferencesStore,
        preferences: Preferences,
        actions: Actions,
        look: Look,
        player: Player,
        keys: MidiKeys,
    ) -> None:
        super().__init__(keys)
        self.preferences = preferences
        self._store = store
        self._actions = actions
        self._look = look
        self._player = player
        self._keys = keys
        self._soundfont = ""
        self._bars = max(preferences.count_in_bars, 1)

    def handlers(self, window: QWidget, sounding: Sounding) -> dict[str, Callable[..., object]]:
        """What the actions about preferences do."""
        looks = {name: self._look_chooser(choice) for name, choice in LOOKS.items()}
        return {
            "preferences": lambda: self.open(window, sounding),
            "metronome": self.set_metronome,
            "count_in": self.set_count_in,
            **looks,
        }

    @property
    def is_first_start(self) -> bool:
        """Whether the example has not been shown yet."""
        return not self.preferences.is_tour_over

    def note_start(self) -> None:
        """The window has been seen."""
        if self.is_first_start:
            self._keep(replace(self.preferences, is_tour_over=True))

    def last_project(self) -> list[Path]:
        """The project worked on last, if that was a project and is still there."""
        latest = without_missing(self._recent())[:1]
        return [path for path in latest if path.suffix == SUFFIX]

    def apply(self) -> None:
        """Puts all of them into force."""
        preferences = self.preferences
        self._look.choose(preferences.look)
        for name, choice in LOOKS.items():
            self._actions[name].setChecked(choice == preferences.look)
        self._actions.remap(preferences.shortcuts)
        self._player.use_output(preferences.output_device or None)
        self._player.use_midi_port(preferences.midi_out or None)
        self._keys.use(preferences.midi_in)
        self._use_soundfont(preferences.soundfont)
        self.set_metronome(self._actions["metronome"].isChecked())
        self._actions["count_in"].setChecked(preferences.count_in_bars > 0)
        self._bars = preferences.count_in_bars or self._bars
        self.count_in_changed.emit(preferences.count_in_bars)
        self.changed.emit(preferences)

    def set(self, **values: Any) -> None:
        """Other preferences, by name; kept at once."""
        self._take(replace(self.preferences, **values))

    def open(self, window: QWidget, sounding: Sounding) -> None:
        """The dialog; every choice takes effect as it is made."""
        from gui.dialogs.preferences import Choices, PreferencesDialog

        outs = tuple(self._player.midi_ports())
        choices = Choices(
            outputs=tuple(self._player.outputs()),
            midi_outs=outs,
            midi_ins=tuple(self._keys.ports()),
            sound_problem=self._player.message,
            midi_problem="" if outs else NO_MIDI,
        )
        dialog = PreferencesDialog(self.preferences, choices, window)
        dialog.changed.connect(self._on_dialog)
        for test in (dialog.sound_tested, dialog.midi_tested):
            test.connect(lambda: sounding.chord(TEST_PITCHES))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def set_metronome(self, on: bool) -> None:
        """Clicks while playing, as loud as preferred."""
        self._player.set_metronome(on, self.preferences.metronome_level)

    def set_count_in(self, on: bool) -> None:
        """Clicks before recording, as many bars as were preferred last."""
        self.set(count_in_bars=self._bars if on else 0)

    def use(self, path: Path) -> None:
        """A file was opened or saved."""
        self._keep(replace(self.preferences, recent_files=with_recent(self._recent(), path)))

    def fill_recent(self, menu: QMenu) -> None:
        """The menu of recent files, as it opens."""
        menu.clear()
        files = without_missing(self._recent())
        for path in files:
            entry = menu.addAction(path.name)
            entry.setStatusTip(str(path))
            entry.triggered.connect(lambda _checked=False, path=path: self.path_chosen.emit(path))
        menu.addSeparator()
        clear = menu.addAction("Clear This List")
        clear.setEnabled(bool(files))
        clear.triggered.connect(lambda: self._keep(replace(self.preferences, recent_files=())))

    def remember(self, geometry: bytes, state: bytes, settings: TakeSettings) -> None:
        """The shape of the window, and how takes are to be in a new project."""
        self._keep(replace(self.preferences, geometry=geometry, state=state, settings=settings))

    def _recent(self) -> tuple[Path, ...]:
        return self.preferences.recent_files

    def _look_chooser(self, choice: str) -> Callable[[bool], None]:
        return lambda _on: self.set(look=choice)

    def _on_dialog(self, preferences: Preferences) -> None:
        # Files may have been opened meanwhile: the dialog knows nothing of those.
        self._take(replace(preferences, recent_files=self._recent()))

    def _use_soundfont(self, path: str) -> None:
        if path == self._soundfont:
            return
        self._soundfont = path
        try:
            self._player.use_bank(choose_bank(Path(path) if path else None))
        except MelodyRnnError as error:
            self.failed.emit(str(error))

    def _take(self, preferences: Preferences) -> None:
        self._keep(preferences)
        self.apply()

    def _keep(self, preferences: Preferences) -> None:
        self.preferences = preferences
        try:
            self._store.save(preferences)
        except MelodyRnnError as error:
            self.failed.emit(str(error))
