"""A model's card in plain words: what it learned from, when, and how well it does."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QDialog, QWidget

from gui.dialogs.building import button_row, column, form, label, primary_button
from melodyrnn.card import Card
from melodyrnn.music.naming import pitch_name


class ModelCardDialog(QDialog):
    """Shows one card."""

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = column(self, "About the Model")
        layout.addWidget(label(card.name, "title"))
        rows = [(name, label(text, wraps=True)) for name, text in card_lines(card).items()]
        for _, text in rows:
            text.setMinimumWidth(340)
        layout.addLayout(form(rows))
        layout.addStretch(1)
        close = primary_button("Close")
        close.clicked.connect(self.accept)
        layout.addLayout(button_row(close))


def card_lines(card: Card) -> dict[str, str]:
    """What the card says, by heading; what it does not know is left out."""
    lines = {
        "Learned from": _learned_from(card),
        "Made": _made(card),
        "Range": f"Mostly {pitch_name(card.lowest)} to {pitch_name(card.highest)}",
        "Dynamics": (
            "Learned how hard notes are struck"
            if card.has_velocity
            else "Follows how hard you strike yours"
        ),
        "Chords": (
            "Writes chords as well as single notes"
            if card.has_chords
            else "Writes one note at a time"
        ),
        "How well": _how_well(card),
        "Builds on": card.base,
        "Music by": card.credits,
    }
    return {name: text for name, text in lines.items() if text}


def _learned_from(card: Card) -> str:
    if not card.pieces:
        return ""
    where = f" from {_listed(card.collections)}" if card.collections else ""
    return f"{card.pieces:,} melodies with {card.notes:,} notes{where}"


def _made(card: Card) -> str:
    try:
        made = datetime.fromisoformat(card.created)
        day = f"{made:%B} {made.day}, {made.year}"
    except ValueError:
        day = card.created
    minutes = round(card.minutes)
    effort = f"{minutes} minutes of training" if minutes > 1 else ""
    return ", after ".join(part for part in (day, effort) if part)


def _how_well(card: Card) -> str:
    """Nats a note as what a musician can picture: how many notes are as likely."""
    nats = card.nats_per_note.get("without_velocity", 0.0)
    if not nats:
        return ""
    better = ""
    if card.markov_nats_per_note > nats:
        share = 1 - nats / card.markov_nats_per_note
        better = f", {share:.0%} less than a machine that only counts which note follows which"
    return (
        f"{nats:.2f} nats of surprise a note in {card.held_out_pieces:,} melodies it never saw"
        f"{better}"
    )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)
