"""The card of a model in plain words."""

from __future__ import annotations

from melodyrnn.card import Card
from melodyrnn.models.config import ModelConfig


def summary(card: Card) -> str:
    """What it learned and how well, on one line."""
    learned = f"learned {card.notes:,} notes of {', '.join(card.collections) or 'unnamed music'}"
    score = card.nats_per_note.get("without_velocity")
    return learned if score is None else f"{learned}; {score:.2f} nats a note on unseen music"


def card_rows(card: Card, config: ModelConfig) -> dict[str, str]:
    """The whole card: what each line is about, and its text; what it does not say is left out."""
    said = {
        "learned from": _learned(card),
        "trained": _trained(card),
        "score": _score(card),
        "writes": _writes(card),
        "styles": ", ".join(config.styles),
        "network": _network(config),
        "music by": card.credits,
        "made with": card.command,
        "versions": ", ".join(f"{name} {version}" for name, version in card.versions.items()),
    }
    return {name: text for name, text in said.items() if text}


def _learned(card: Card) -> str:
    if not card.notes:
        return ""
    source = ", ".join(card.collections) or "unnamed music"
    return f"{source}: {card.notes:,} notes in {card.pieces:,} pieces"


def _trained(card: Card) -> str:
    if not card.created:
        return ""
    base = f", going on from {card.base}" if card.base else ""
    return f"{card.created}, {_time(card.minutes)}, {card.epochs:.1f} times through{base}"


def _time(minutes: float) -> str:
    return f"{minutes:.0f} minutes" if minutes >= 2 else f"{60 * minutes:.0f} seconds"


def _score(card: Card) -> str:
    """Held-out cost; the fields in the order in which they are drawn."""
    total = card.nats_per_note.get("without_velocity")
    if total is None:
        return ""
    fields = ("shift", "pitch", "duration")
    each = ", ".join(f"{f} {card.nats_per_note[f]:.2f}" for f in fields if f in card.nats_per_note)
    return (
        f"{total:.3f} nats a note ({each}) on {card.held_out_notes:,} notes it had not seen;"
        f" lower is better{_markov(card)}"
    )


def _markov(card: Card) -> str:
    if not card.markov_nats_per_note:
        return ""
    return f" (a Markov chain of the same pieces: {card.markov_nats_per_note:.3f})"


def _writes(card: Card) -> str:
    notes = "chords and lines" if card.has_chords else "one note at a time"
    velocity = "its own dynamics" if card.has_velocity else "the dynamics of the seed"
    home = f"MIDI pitches {card.lowest}-{card.highest}"
    return f"{notes}, with {velocity}; in C or A minor most at home on {home}"


def _network(config: ModelConfig) -> str:
    layers = f"{config.layers} x {config.hidden} {config.core}"
    return f"{layers}, with in-piece memory" if config.memory_heads else layers
