"""Musical typing: which keys play what, and who keeps the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.piano_roll.musical_typing import MusicalTyping
from gui.piano_roll.physical_keys import BY_LETTER, place_of

NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def key_event(
    kind: QEvent.Type, place: int, *, key: int = 0, text: str = "", is_repeat: bool = False
) -> QKeyEvent:
    """As X11 sends it; the key and text are the layout's."""
    return QKeyEvent(kind, key, NONE, place + 8, 0, 0, text, is_repeat)


class Keyboard:
    """A window with a canvas, a text field and a number field, and the piano's notes."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        self.canvas, self.field, self.number = QWidget(), QLineEdit(), QSpinBox()
        for widget in (self.canvas, self.field, self.number):
            layout.addWidget(widget)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.canvas.setFocus()
        self.typing = MusicalTyping(platform="linux")
        self.said: list[str] = []
        self.hints: list[str] = []
        self.typing.note_started.connect(lambda p, v: self.said.append(f"{p} at {v}"))
        self.typing.note_ended.connect(lambda p: self.said.append(f"{p} off"))
        self.typing.hinted.connect(self.hints.append)
        self.typing.handlers()["musical_typing"](True)

    def press(self, letter: str, *, is_repeat: bool = False) -> None:
        event = key_event(PRESS, BY_LETTER[letter], is_repeat=is_repeat)
        QApplication.sendEvent(QApplication.focusWidget() or self.canvas, event)

    def release(self, letter: str, *, is_repeat: bool = False) -> None:
        event = key_event(RELEASE, BY_LETTER[letter], is_repeat=is_repeat)
        QApplication.sendEvent(QApplication.focusWidget() or self.canvas, event)

    def play(self, letters: str) -> None:
        for letter in letters:
            self.press(letter)
            self.release(letter)

    @property
    def pitches(self) -> list[int]:
        return [int(s.split()[0]) for s in self.said if " at " in s]


@pytest.fixture
def keyboard(qtbot: QtBot) -> Iterator[Keyboard]:
    keyboard = Keyboard(qtbot)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is keyboard.canvas)
    yield keyboard
    keyboard.typing.set_on(False)


def test_the_home_row_has_the_white_keys_and_the_row_above_the_black(keyboard: Keyboard) -> None:
    keyboard.play("ASDFGHJKL;'")
    keyboard.play("WETYUOP")

    assert keyboard.pitches[:11] == [60, 62, 64, 65, 67, 69, 71, 72, 74, 76, 77]
    assert keyboard.pitches[11:] == [61, 63, 66, 68, 70, 73, 75]


def test_a_note_sounds_as_long_as_its_key_is_down_and_repeats_are_ignored(
    keyboard: Keyboard,
) -> None:
    keyboard.press("A")
    for _ in range(3):
        keyboard.release("A", is_repeat=True)
        keyboard.press("A", is_repeat=True)
    keyboard.press("D")
    keyboard.release("A")
    keyboard.release("D")

    assert keyboard.said == ["60 at 80", "64 at 80", "60 off", "64 off"]


def test_z_and_x_change_the_octave_and_c_and_v_the_velocity(keyboard: Keyboard) -> None:
    keyboard.play("XAZZAVASCCA")

    assert keyboard.said[::2] == ["72 at 80", "48 at 80", "48 at 90", "50 at 90", "48 at 70"]
    assert keyboard.hints[1:3] == ["Musical typing: octave 5", "Musical typing: octave 4"]
    assert keyboard.hints[-1] == "Musical typing: velocity 70"


def test_a_note_ends_even_if_the_octave_changed_while_it_was_held(keyboard: Keyboard) -> None:
    keyboard.press("A")
    keyboard.play("X")
    keyboard.release("A")

    assert keyboard.said == ["60 at 80", "60 off"]


def test_a_pitch_held_by_two_keys_ends_with_the_last(keyboard: Keyboard) -> None:
    keyboard.press("K")
    keyboard.play("X")
    keyboard.press("A")
    keyboard.release("K")
    keyboard.release("A")

    assert keyboard.said == ["72 at 80", "72 off", "72 at 80", "72 off"]


def test_octaves_and_velocities_stay_in_range(keyboard: Keyboard) -> None:
    keyboard.play("X" * 20 + "V" * 20)
    keyboard.play("AJ")
    keyboard.play("Z" * 20 + "C" * 20)
    keyboard.play("A")

    assert keyboard.said == ["120 at 127", "120 off", "0 at 10", "0 off"]


def test_the_place_of_a_key_counts_not_its_letter(keyboard: Keyboard) -> None:
    # A French keyboard prints Q where a US one prints A.
    QApplication.sendEvent(
        keyboard.canvas, key_event(PRESS, BY_LETTER["A"], key=Qt.Key.Key_Q, text="q")
    )

    assert keyboard.pitches == [60]


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "place"),
    [
        ("linux", 38, 0, BY_LETTER["A"]),
        ("linux", 52, 0, BY_LETTER["Z"]),
        ("linux", 65, 0, None),
        ("linux", 113, 0, None),
        ("win32", 30, 65, BY_LETTER["A"]),
        ("win32", 39, 186, BY_LETTER[";"]),
        ("win32", 0x11D, 17, None),
        ("darwin", 0, 0, BY_LETTER["A"]),
        ("darwin", 0, 6, BY_LETTER["Z"]),
        ("darwin", 0, 41, BY_LETTER[";"]),
        ("darwin", 0, 123, None),
    ],
)
def test_every_system_tells_the_place_of_a_key_in_its_own_way(
    platform: str, scan_code: int, virtual_key: int, place: int | None
) -> None:
    event = QKeyEvent(PRESS, Qt.Key.Key_Q, NONE, scan_code, virtual_key, 0)

    assert place_of(event, platform) == place


def test_a_screen_keyboard_counts_by_letters(keyboard: Keyboard) -> None:
    QTest.keyClick(keyboard.canvas, Qt.Key.Key_S)

    assert keyboard.pitches == [62]


@pytest.mark.parametrize(
    ("key", "modifiers", "acts"),
    [
        (Qt.Key.Key_G, NONE, False),
        (Qt.Key.Key_N, NONE, False),
        (Qt.Key.Key_1, NONE, False),
        (Qt.Key.Key_Plus, NONE, False),
        (Qt.Key.Key_Space, NONE, True),
        (Qt.Key.Key_Left, NONE, True),
        (Qt.Key.Key_Escape, NONE, True),
        (Qt.Key.Key_S, CTRL, True),
        (Qt.Key.Key_A, ALT, True),
        (Qt.Key.Key_F6, NONE, True),
        (Qt.Key.Key_Delete, NONE, True),
    ],
)
def test_letters_digits_and_signs_are_no_shortcuts_and_the_rest_is(
    keyboard: Keyboard, key: Qt.Key, modifiers: Qt.KeyboardModifier, acts: bool
) -> None:
    used: list[Qt.Key] = []
    shortcut = QShortcut(QKeySequence(key | modifiers), keyboard.window)
    shortcut.activated.connect(lambda: used.append(key))

    QTest.keyClick(keyboard.canvas, key, modifiers)
    assert used == ([key] if acts else [])

    keyboard.typing.set_on(False)
    used.clear()
    QTest.keyClick(keyboard.canvas, key, modifiers)
    assert used == [key]


def test_text_fields_keep_their_keys(keyboard: Keyboard) -> None:
    keyboard.field.setFocus()
    QTest.keyClicks(keyboard.field, "sad zx")
    keyboard.number.setFocus()
    QTest.keyClick(keyboard.number, Qt.Key.Key_5)

    assert keyboard.field.text() == "sad zx"
    assert "5" in keyboard.number.text()
    assert keyboard.said == []


def test_a_note_held_while_a_text_field_takes_the_focus_still_ends(keyboard: Keyboard) -> None:
    keyboard.press("A")
    keyboard.field.setFocus()
    keyboard.release("A")

    assert keyboard.said == ["60 at 80", "60 off"]


def test_everything_falls_silent_when_another_window_takes_the_focus(
    keyboard: Keyboard, qtbot: QtBot
) -> None:
    keyboard.press("A")
    keyboard.press("D")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()

    qtbot.waitUntil(lambda: keyboard.said[2:] == ["60 off", "64 off"])
    keyboard.release("A")
    assert len(keyboard.said) == 4


def test_everything_falls_silent_when_it_is_turned_off(keyboard: Keyboard) -> None:
    keyboard.press("A")
    keyboard.typing.set_on(False)
    keyboard.press("S")

    assert keyboard.said == ["60 at 80", "60 off"]


def test_dialogs_keep_their_keys(keyboard: Keyboard, qtbot: QtBot) -> None:
    dialog = QDialog(keyboard.window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)

    QApplication.sendEvent(dialog, key_event(PRESS, BY_LETTER["A"]))
    dialog.close()

    assert keyboard.said == []
