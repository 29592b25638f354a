from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.dialogs.model_card import ModelCardDialog, card_lines
from melodyrnn.card import Card

FULL = Card(
    name="folk",
    created="2026-02-03T10:00:00",
    collections=("tunes", "songs"),
    pieces=1200,
    notes=98765,
    held_out_pieces=80,
    nats_per_note={"without_velocity": 1.8},
    markov_nats_per_note=2.4,
    minutes=23.4,
    lowest=60,
    highest=84,
    credits="Traditional",
)


def test_the_card_is_in_plain_words() -> None:
    assert card_lines(FULL) == {
        "Learned from": "1,200 melodies with 98,765 notes from tunes and songs",
        "Made": "February 3, 2026, after 23 minutes of training",
        "Range": "Mostly C4 to C6",
        "Dynamics": "Follows how hard you strike yours",
        "Chords": "Writes one note at a time",
        "How well": "1.80 nats of surprise a note in 80 melodies it never saw, 25% less than a"
        " machine that only counts which note follows which",
        "Music by": "Traditional",
    }


def test_what_a_card_does_not_know_is_left_out() -> None:
    assert set(card_lines(Card(created="last spring"))) == {
        "Made",
        "Range",
        "Dynamics",
        "Chords",
    }
    assert card_lines(Card(created="last spring"))["Made"] == "last spring"


def test_the_dialog_shows_name_and_lines(qtbot: QtBot) -> None:
    dialog = ModelCardDialog(FULL)
    qtbot.addWidget(dialog)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"folk", "Music by", "Traditional"} <= texts
