"""Preferences: in force at the start and whenever they change, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.controllers.midi_keys import MidiKeys
from gui.controllers.preferring import Preferring
from gui.controllers.sounding import Sounding
from gui.dialogs.preferences import PreferencesDialog
from gui.document.document import Document
from gui.document.preferences import Preferences, PreferencesStore
from gui.look import Look
from melodyrnn.export.sampler import SamplerBank
from melodyrnn.export.soundfont_search import installed_soundfonts
from tests.gui.fakes import FakePlayer


class Drawer:
    def __init__(self, app: QApplication, path: Path, preferences: Preferences) -> None:
        self.path = path
        self.owner = QObject()
        self.store = PreferencesStore(path)
        self.actions = Actions(self.owner, preferences.shortcuts)
        self.player = FakePlayer()
        self.look = Look(app, preferences.look)
        keys = MidiKeys(self.owner)
        player = self.player.typed
        self.preferring = Preferring(self.store, preferences, self.actions, self.look, player, keys)
        self.failures: list[str] = []
        self.bars: list[int] = []
        self.preferring.failed.connect(self.failures.append)
        self.preferring.count_in_changed.connect(self.bars.append)


@pytest.fixture
def drawer(qapp: QApplication, tmp_path: Path) -> Iterator[Drawer]:
    style, palette, sheet = qapp.style().objectName(), qapp.palette(), qapp.styleSheet()
    yield Drawer(qapp, tmp_path / "melodyrnn.ini", Preferences(look="dark", count_in_bars=2))
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)


def test_all_of_them_are_put_into_force(drawer: Drawer) -> None:
    drawer.preferring.set(
        output_device="Loudspeaker", midi_out="Synth", metronome_level=0.3,
        look="light", shortcuts={"generate": ("Ctrl+9",)},
    )  # fmt: skip
    did = drawer.player.did
    assert ("output", "Loudspeaker") in did
    assert ("midi", "Synth") in did
    assert ("metronome", False, 0.3) in did
    assert drawer.look.scheme == "light"
    assert drawer.actions["generate"].shortcut() == QKeySequence("Ctrl+9")
    assert drawer.actions["look_light"].isChecked()
    assert PreferencesStore(drawer.path).load().midi_out == "Synth"


def test_the_metronome_clicks_as_loud_as_preferred(drawer: Drawer) -> None:
    drawer.preferring.set_metronome(True)
    assert drawer.player.did == [("metronome", True, 0.6)]


def test_the_count_in_is_the_preferred_number_of_bars_and_can_be_switched(
    drawer: Drawer,
) -> None:
    drawer.preferring.apply()
    assert drawer.actions["count_in"].isChecked()
    drawer.preferring.set_count_in(False)
    assert not drawer.actions["count_in"].isChecked()
    drawer.preferring.set_count_in(True)
    assert drawer.bars == [2, 0, 2]


def test_a_soundfont_reaches_the_player_when_it_is_chosen(drawer: Drawer) -> None:
    fonts = list(installed_soundfonts())
    if not fonts:
        pytest.skip("no SoundFont on this computer")
    drawer.preferring.apply()
    assert not [d for d in drawer.player.did if d[0] == "bank"], "the usual one is there already"
    drawer.preferring.set(soundfont=str(fonts[0]))
    drawer.preferring.set(metronome_level=0.1)
    banks = [d[1] for d in drawer.player.did if d[0] == "bank"]
    assert [type(bank) for bank in banks] == [SamplerBank]
    drawer.preferring.set(soundfont="")
    assert len([d for d in drawer.player.did if d[0] == "bank"]) == 2


def test_a_file_that_is_no_soundfont_is_told(drawer: Drawer, tmp_path: Path) -> None:
    path = tmp_path / "song.sf2"
    path.write_bytes(b"nothing of the kind")
    drawer.preferring.set(soundfont=str(path))
    assert len(drawer.failures) == 1
    assert not [d for d in drawer.player.did if d[0] == "bank"]


def test_files_opened_while_the_dialog_is_open_stay_in_the_list(
    drawer: Drawer, qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sounding = Sounding(Document(), drawer.player.typed)
    drawer.preferring.open(window, sounding)
    (dialog,) = window.findChildren(PreferencesDialog)
    song = tmp_path / "song.mid"
    song.touch()
    drawer.preferring.use(song)
    dialog.changed.emit(replace(drawer.preferring.preferences, recent_files=(), look="light"))
    assert drawer.preferring.preferences.recent_files == (song,)
    dialog.sound_tested.emit()
    assert sounding.pitches == {60, 64, 67}
    sounding.stop_all()


def test_the_menu_of_recent_files_leads_to_those_that_are_there(
    drawer: Drawer, qtbot: QtBot, tmp_path: Path
) -> None:
    here, gone = tmp_path / "here.mid", tmp_path / "gone.mid"
    here.touch()
    for path in (gone, here):
        drawer.preferring.use(path)
    menu = QMenu()
    qtbot.addWidget(menu)
    drawer.preferring.fill_recent(menu)
    entries = [a for a in menu.actions() if not a.isSeparator()]
    assert [a.text() for a in entries] == ["here.mid", "Clear This List"]
    with qtbot.waitSignal(drawer.preferring.path_chosen) as chosen:
        entries[0].trigger()
    assert chosen.args == [here]
    entries[1].trigger()
    assert drawer.preferring.preferences.recent_files == ()


def test_preferences_that_cannot_be_kept_are_in_force_all_the_same(
    qapp: QApplication, drawer: Drawer, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("a file")
    other = Drawer(qapp, tmp_path / "in the way" / "melodyrnn.ini", Preferences(look="dark"))
    other.preferring.set(look="light")
    assert other.look.scheme == "light"
    assert len(other.failures) == 1
    assert drawer.failures == []
