from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document.document import Document
from gui.panels.status import StatusBar
from gui.theme import DARK, LIGHT


def shown(qtbot: QtBot) -> StatusBar:
    bar = StatusBar(Document(), DARK)
    qtbot.addWidget(bar)
    bar.resize(1200, 28)
    bar.show()
    return bar


def test_the_bar_says_how_things_stand(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.set_hint("Draw notes")
    bar.set_position(1920)
    bar.set_note("F♯4")
    bar.set_selection(1)
    assert bar.hint.text() == "Draw notes"
    assert bar.position.text() == "2.1.000"
    assert bar.note.text() == "F♯4"
    assert bar.selection.text() == "1 note selected"
    bar.set_selection(0)
    assert not bar.selection.isVisible()


def test_what_can_be_changed_can_be_clicked(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.set_midi("Keystation")
    bar.set_model("folk-and-song")
    for button, signal in (
        (bar.audio, bar.audio_clicked),
        (bar.midi, bar.midi_clicked),
        (bar.model, bar.model_clicked),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_trouble_shows_in_the_picture_and_not_in_colour_alone(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.set_audio("Speakers")
    good = bar.audio.icon().pixmap(15).toImage()
    bar.set_audio("No sound", "There is no sound device; connect one.", is_good=False)
    assert bar.audio.icon().pixmap(15).toImage() != good
    assert bar.audio.text() == "No sound"
    assert bar.audio.toolTip() == "There is no sound device; connect one."


def test_what_there_is_nothing_to_say_about_is_hidden(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    assert not bar.midi.isVisible()
    bar.set_midi("Keystation")
    assert bar.midi.isVisible()


def test_another_look_repaints_the_pictures(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    before = bar.audio.icon().pixmap(15).toImage()
    bar.set_colours(LIGHT)
    assert bar.audio.icon().pixmap(15).toImage() != before


def test_news_stand_for_a_while_and_then_the_tool_speaks_again(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.set_resting("Drag to draw")
    assert bar.hint.text() == "Drag to draw"
    bar.set_hint("Saved")
    bar.set_resting("Drag to move")
    assert bar.hint.text() == "Saved"
    bar.findChildren(QTimer)[0].timeout.emit()
    assert bar.hint.text() == "Drag to move"


def test_the_count_of_selected_notes_can_be_dragged_but_a_click_is_no_drag(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.set_selection(3)
    with qtbot.assertNotEmitted(bar.selection_dragged):
        QTest.mouseClick(bar.selection, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.selection_dragged):
        QTest.mousePress(bar.selection, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
        QTest.mouseMove(bar.selection, QPoint(60, 4))
    assert bar.selection.toolTip() == "Drag into another program"
