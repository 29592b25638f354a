"""The generation panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.document.settings import TakeSettings
from gui.panels.fields import ChoiceBox, NumberBox, PitchBox
from gui.panels.segments import Segments
from gui.panels.stop_slider import StopSlider
from gui.panels.tool_button import ToolButton
from tests.gui.panels.generation_desk import Desk
from tests.gui.panels.samples import document_with_melody


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, document_with_melody())


def test_generate_triggers_the_action(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.actions["generate"].triggered):
        QTest.mouseClick(desk.panel._generate, Qt.MouseButton.LeftButton)


def test_a_generate_that_cannot_be_pressed_says_why_and_links_to_the_cure(
    qtbot: QtBot, desk: Desk
) -> None:
    reason = 'No model is installed; <a href="train">train one</a>.'
    desk.panel.set_ready(reason)
    assert not desk.panel._generate.isEnabled()
    assert desk.panel._generate.toolTip() == reason
    label = next(w for w in desk.panel.findChildren(QLabel) if w.text() == reason)
    assert label.isVisible()
    with qtbot.waitSignal(desk.panel.fix_asked) as asked:
        label.linkActivated.emit("train")
    assert asked.args == ["train"]
    desk.panel.set_ready("")
    assert desk.panel._generate.isEnabled()
    assert not label.isVisible()


Set = Callable[[Desk], object]
CONTROLS: dict[str, tuple[Set, TakeSettings]] = {
    "boldness": (
        lambda desk: QTest.keyClick(desk.slider("Predictable to surprising"), Qt.Key.Key_PageUp),
        TakeSettings(boldness=2.0),
    ),
    "pitch": (
        lambda desk: QTest.keyClick(desk.slider("Boldness of pitches"), Qt.Key.Key_PageUp),
        TakeSettings(pitch_offset=1.0),
    ),
    "rhythm": (
        lambda desk: QTest.keyClick(desk.slider("Boldness of rhythm"), Qt.Key.Key_Home),
        TakeSettings(rhythm_offset=-1.0),
    ),
    "bars": (
        lambda desk: QTest.keyClick(desk.number("Length in bars"), Qt.Key.Key_Up),
        TakeSettings(bars=5),
    ),
    "takes": (
        lambda desk: QTest.keyClick(desk.number("Number of takes"), Qt.Key.Key_Down),
        TakeSettings(takes=3),
    ),
    "key rule": (
        lambda desk: desk.press("Stay in key: Only"),
        TakeSettings(key_rule="only"),
    ),
    "ending": (
        lambda desk: desk.press("Ending: Stays open"),
        TakeSettings(ending="open"),
    ),
    "lock": (
        lambda desk: desk.press("Keep the random seed"),
        TakeSettings(is_seed_locked=True),
    ),
    "seed": (
        lambda desk: QTest.keyClick(desk.number("Random seed"), Qt.Key.Key_Up),
        TakeSettings(random_seed=2),
    ),
    "model": (
        lambda desk: desk.pick("Model", 1),
        TakeSettings(model="mine"),
    ),
    "lowest": (
        lambda desk: desk.number("Lowest note").setValue(48),
        TakeSettings(lowest=48),
    ),
    "highest": (
        lambda desk: desk.number("Highest note").setValue(84),
        TakeSettings(highest=84),
    ),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_sets_its_setting_and_then_settles(
    qtbot: QtBot, desk: Desk, name: str
) -> None:
    act, expected = CONTROLS[name]
    with qtbot.waitSignal(desk.panel.settings_settled):
        act(desk)
        assert desk.settings == expected


def test_a_drag_of_many_steps_settles_once(qtbot: QtBot, desk: Desk) -> None:
    settled: list[int] = []
    desk.panel.settings_settled.connect(lambda: settled.append(1))
    with qtbot.waitSignal(desk.panel.settings_settled):
        for _ in range(5):
            QTest.keyClick(desk.slider("Predictable to surprising"), Qt.Key.Key_Right)
        assert desk.settings.boldness == 1.5
    assert settled == [1]


def test_settings_from_outside_are_shown_and_do_not_settle(qtbot: QtBot, desk: Desk) -> None:
    wanted = TakeSettings(
        model="mine", takes=8, bars=16, boldness=2.5, pitch_offset=-1.0, rhythm_offset=0.5,
        key_rule="off", lowest=50, highest=80, ending="open", random_seed=99, is_seed_locked=True,
    )  # fmt: skip
    with qtbot.assertNotEmitted(desk.panel.settings_settled, wait=200):
        desk.document.set_settings(wanted)
    assert desk.settings == wanted
    assert desk.slider("Predictable to surprising").amount == 2.5
    assert desk.slider("Boldness of pitches").amount == 1.5
    assert desk.slider("Boldness of rhythm").amount == 3.0
    shown = [desk.number(n).value() for n in ("Length in bars", "Number of takes", "Random seed")]
    assert shown == [16, 8, 99]
    assert desk.choice("Model").currentText() == "mine"
    rules = {s.accessibleName(): s.value for s in desk.panel.findChildren(Segments)}
    assert rules == {"Stay in key": "off", "Ending": "open"}


def test_the_main_slider_carries_pitch_and_rhythm_along(desk: Desk) -> None:
    desk.document.set_settings(TakeSettings(pitch_offset=1.0))
    QTest.keyClick(desk.slider("Predictable to surprising"), Qt.Key.Key_Home)
    assert desk.slider("Boldness of pitches").amount == 1.0
    assert desk.slider("Boldness of rhythm").amount == 0.0


def test_a_range_is_never_upside_down(desk: Desk) -> None:
    desk.number("Highest note").setValue(60)
    desk.number("Lowest note").setValue(72)
    assert (desk.settings.lowest, desk.settings.highest) == (72, 72)
    desk.number("Highest note").setValue(50)
    assert (desk.settings.lowest, desk.settings.highest) == (50, 50)


def test_a_range_is_typed_by_note_names(desk: Desk) -> None:
    box = desk.number("Lowest note")
    assert isinstance(box, PitchBox)
    assert box.text() == "any"
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "f#3")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (desk.settings.lowest, box.text()) == (54, "F♯3")


def test_the_dice_trigger_the_action(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.actions["roll_dice"].triggered):
        desk.press("Roll the dice")


def test_temperatures_are_shown_small(desk: Desk) -> None:
    desk.panel.set_temperatures(0.92, 0.85)
    texts = [label.text() for label in desk.panel.findChildren(QLabel) if label.isVisible()]
    assert "0.92 · 0.85" in texts
    assert {"0.92", "0.85"} <= set(texts)


def test_styles_are_offered_only_where_the_model_has_some(desk: Desk) -> None:
    assert not desk.choice("Style").isVisible()
    desk.panel.set_styles(["folk", "song"])
    assert desk.choice("Style").isVisible()
    desk.pick("Style", 2)
    assert desk.settings.style == "song"
    desk.choice("Style").setCurrentIndex(0)
    desk.choice("Style").activated.emit(0)
    assert desk.settings.style == ""


def test_the_card_of_the_chosen_model_is_asked_for(qtbot: QtBot, desk: Desk) -> None:
    desk.pick("Model", 1)
    with qtbot.waitSignal(desk.panel.card_asked) as asked:
        desk.press("About the model")
    assert asked.args == ["mine"]


def test_without_a_model_the_list_says_what_to_do(desk: Desk) -> None:
    desk.panel.set_models([])
    box = desk.choice("Model")
    assert not box.isEnabled()
    assert "train one" in box.toolTip()


def test_more_opens_and_closes(desk: Desk) -> None:
    desk.press("More settings")
    assert not desk.number("Random seed").isVisible()
    desk.press("More settings")
    assert desk.number("Random seed").isVisible()


def test_every_control_has_a_name_and_a_tooltip_or_text(desk: Desk) -> None:
    for kind in (ToolButton, NumberBox, ChoiceBox, StopSlider):
        for widget in desk.panel.findChildren(kind):
            assert widget.accessibleName(), widget
            assert widget.toolTip() or isinstance(widget, StopSlider), widget.accessibleName()


def test_one_bar_is_not_bars(desk: Desk) -> None:
    desk.document.set_settings(replace(desk.settings, bars=1))
    assert desk.number("Length in bars").text() == "1 bar"


def test_in_a_low_window_more_scrolls_into_view_and_asks_for_room(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.resize(316, 330)
    desk.panel.show_more(False)
    seed = desk.named(NumberBox, "Random seed")
    with qtbot.waitSignal(desk.panel.height_wanted) as wanted:
        desk.press("More settings")
    assert 450 < wanted.args[0] < 640
    qtbot.waitUntil(lambda: not seed.visibleRegion().isEmpty())
    assert not desk.named(ToolButton, "More settings").visibleRegion().isEmpty()
