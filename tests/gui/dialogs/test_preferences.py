from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from gui.dialogs.preferences import Choices, PreferencesDialog
from gui.document.preferences import Preferences

CHOICES = Choices(("Speakers", "HDMI"), ("Synth",), ("Keystation",))


def opened(qtbot: QtBot, preferences: Preferences, choices: Choices) -> PreferencesDialog:
    dialog = PreferencesDialog(preferences, choices)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_what_is_preferred_is_shown(qtbot: QtBot) -> None:
    preferences = Preferences(
        output_device="HDMI", midi_in="Keystation", look="light", count_in_bars=2
    )
    dialog = opened(qtbot, preferences, CHOICES)
    assert dialog.output.currentText() == "HDMI"
    assert dialog.midi_out.currentText().startswith("None")
    assert dialog.midi_in.currentText() == "Keystation"
    assert dialog.look.currentText() == "Light"
    assert dialog.count_in.currentText() == "2 bars"


@pytest.mark.parametrize(
    ("box", "text", "expected"),
    [
        ("output", "HDMI", Preferences(output_device="HDMI")),
        ("midi_out", "Synth", Preferences(midi_out="Synth")),
        ("midi_in", "Keystation", Preferences(midi_in="Keystation")),
        ("look", "Dark", Preferences(look="dark")),
        ("count_in", "None", Preferences(count_in_bars=0)),
    ],
)
def test_a_choice_takes_effect_at_once(
    box: str, text: str, expected: Preferences, qtbot: QtBot
) -> None:
    dialog = opened(qtbot, Preferences(), CHOICES)
    with qtbot.waitSignal(dialog.changed) as changed:
        choose(getattr(dialog, box), text)
    assert changed.args == [expected]


def test_the_metronome_and_the_soundfont_are_told_too(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Preferences(), CHOICES)
    dialog.metronome.setValue(25)
    assert dialog.preferences.metronome_level == 0.25
    dialog.soundfont.setText("piano.sf2")
    with qtbot.waitSignal(dialog.changed):
        QTest.keyClick(dialog.soundfont, Qt.Key.Key_Return)
    assert dialog.preferences.soundfont == "piano.sf2"
    assert dialog.isVisible()  # Enter belongs to the field


def test_choosing_the_same_again_tells_nothing(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Preferences(), CHOICES)
    with qtbot.assertNotEmitted(dialog.changed):
        choose(dialog.look, "As the system")


def test_a_device_that_is_gone_stays_chosen_and_says_so(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Preferences(output_device="USB"), CHOICES)
    assert dialog.output.currentText() == "USB (not connected)"
    dialog.set_choices(Choices(("USB",)))
    assert dialog.output.currentText() == "USB"


def test_trouble_is_said_in_words(qtbot: QtBot) -> None:
    dialog = opened(
        qtbot,
        Preferences(),
        Choices(sound_problem="There is no sound device; connect one.", midi_problem="No ALSA."),
    )
    assert not dialog.test_sound.isEnabled()
    assert dialog.test_sound.toolTip() == "There is no sound device; connect one."
    assert dialog._sound_problem.isVisible()
    assert dialog._midi_problem.text() == "No ALSA."


def test_the_test_buttons_ask_for_notes(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Preferences(), CHOICES)
    with qtbot.waitSignal(dialog.sound_tested):
        QTest.mouseClick(dialog.test_sound, Qt.MouseButton.LeftButton)
    assert not dialog.test_midi.isEnabled()
    assert "first" in dialog.test_midi.toolTip()
    choose(dialog.midi_out, "Synth")
    with qtbot.waitSignal(dialog.midi_tested):
        dialog.test_midi.click()


def test_remapped_shortcuts_are_preferences(qtbot: QtBot) -> None:
    dialog = opened(qtbot, Preferences(), CHOICES)
    dialog.shortcuts.select("generate")
    dialog.shortcuts.keys.setKeySequence(QKeySequence("Ctrl+F5"))
    with qtbot.waitSignal(dialog.changed) as changed:
        dialog.shortcuts.use.click()
    assert changed.args[0].shortcuts == {"generate": ("Ctrl+F5",)}
