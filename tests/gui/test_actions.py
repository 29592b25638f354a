"""The table of actions."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from gui.actions import ACTIONS, MENUS, Actions, duplicates, specs


@pytest.fixture
def owner(qapp: object) -> QObject:
    assert qapp
    return QObject()


def test_every_action_has_a_text_a_tip_and_a_menu() -> None:
    for name, spec in specs().items():
        assert spec.text, name
        assert spec.tip, name
        assert not spec.tip.endswith("."), name
        assert spec.menu in MENUS, name


def test_no_name_stands_twice() -> None:
    names = [spec.name for spec in ACTIONS if spec.name != "-"]
    assert len(set(names)) == len(names)


def test_no_shortcut_is_claimed_twice_and_qt_knows_them_all() -> None:
    assert duplicates({name: spec.keys for name, spec in specs().items()}) == []
    for spec in specs().values():
        for keys in spec.keys:
            assert QKeySequence(keys).toString(), f"{spec.name}: {keys}"


def test_no_two_entries_of_a_menu_share_their_underlined_letter() -> None:
    for menu in MENUS:
        letters = [
            found[1].lower()
            for spec in ACTIONS
            if spec.menu == menu and (found := re.search(r"&(\w)", spec.text))
        ]
        assert sorted(set(letters)) == sorted(letters), menu


def test_a_shared_shortcut_is_found_however_it_is_written() -> None:
    (found,) = duplicates({"one": ("Ctrl+A",), "two": ("ctrl+a", "F5")})
    assert found == ("Ctrl+A", "one", "two")


def test_tooltips_show_the_shortcut_in_force(owner: QObject) -> None:
    actions = Actions(owner, {"generate": ("Ctrl+9",)})
    assert actions["generate"].toolTip() == "Let the network continue the melody (Ctrl+9)"
    actions.remap({"generate": ()})
    assert actions["generate"].toolTip() == "Let the network continue the melody"
    actions.remap({})
    assert actions["generate"].shortcut() == QKeySequence("G")


def test_an_action_does_what_it_is_connected_to_once(owner: QObject) -> None:
    actions = Actions(owner, {})
    did: list[object] = []
    actions.connect({"save": lambda: did.append("save"), "loop": lambda on: did.append(on)})
    actions["save"].trigger()
    actions["loop"].trigger()
    actions["loop"].trigger()
    assert did == ["save", True, False]
    assert actions.idle == specs().keys() - {"save", "loop"}
    with pytest.raises(ValueError, match="connected twice: save"):
        actions.connect({"save": lambda: None})
    with pytest.raises(KeyError):
        actions.connect({"no such action": lambda: None})


def test_letters_are_told_from_chords() -> None:
    letters = {name for name, spec in specs().items() if spec.is_letter}
    assert {"generate", "quantize_dialog", "audition_1"} <= letters
    assert not {"save", "play", "delete", "nudge_left"} & letters
