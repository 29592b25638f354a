"""What a model is to be called."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.learning.name_field import NameField

MODELS = {"folk-and-song": True, "irish": False}


@pytest.fixture
def field(qtbot: QtBot) -> NameField:
    field = NameField()
    qtbot.addWidget(field)
    field.set_models(MODELS)
    field.show()
    return field


def typed(field: NameField, text: str) -> str:
    """Types a name; what is said of it."""
    field.edit.selectAll()
    QTest.keyClicks(field.edit, text)
    return " ".join(x.text() for x in field.findChildren(QLabel)[1:] if x.isVisible())


def test_a_free_name_is_proposed(field: NameField) -> None:
    field.propose("reels")
    assert field.name == "reels"
    field.propose("Irish")
    assert field.name == "Irish 2"
    field.set_unfinished(["irish 2"])
    assert field.name == "Irish 3", "beginning anew would end the training that is unfinished"


def test_a_typed_name_stays_until_it_is_used(field: NameField) -> None:
    typed(field, "mine")
    field.propose("reels")
    assert field.name == "mine"
    field.go_on()
    field.set_models(MODELS | {"mine": False})
    assert field.name == "mine 2", "one click must not replace what was just learned"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Irish", "your model of that name"),
        ("folk-and-song", "comes with the program"),
        ("Jigs", "unfinished training"),
        ("a/b", "cannot hold"),
        ("new", ""),
    ],
)
def test_what_a_name_does_away_with_is_said(field: NameField, name: str, words: str) -> None:
    field.set_unfinished(["jigs"])
    said = typed(field, name)
    assert words in said
    assert bool(said) == bool(words)
