"""`melodyrnn models`: which models there are, and what each has learned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import click

from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model, read_card
from melodyrnn.errors import ModelFileError
from melodyrnn.models.config import ModelConfig
from melodyrnn.shelf import Shelved, find_model, shelved_models


class _Known(NamedTuple):
    model: Shelved
    card: Card


@click.command("models")
@click.argument("name", required=False, metavar="[NAME|PATH]")
@click.option("--json", "as_json", is_flag=True, help="Print the cards as JSON.")
def command(name: str | None, as_json: bool) -> None:
    """List the models that are here, the default one first; or show the card of one.

    Example: melodyrnn models folk-and-song
    """
    if name is None:
        _list(shelved_models(), as_json=as_json)
        return
    path = find_model(name)
    model = load_model(path)
    if as_json:
        _tell_json([_Known(Shelved(path.stem, path), model.card)])
    else:
        for line in _card_lines(path, model.card, model.config):
            click.echo(line)


def _list(models: list[Shelved], *, as_json: bool) -> None:
    """One line each; a file that is damaged is named with its reason and fails nothing."""
    known, damaged = [], []
    for model in models:
        try:
            known.append(_Known(model, read_card(model.path)))
        except ModelFileError as error:
            damaged.append(f"{model.name}: {error}")
    if as_json:
        _tell_json(known)
    elif not models:
        click.echo("There is no model yet; train one: melodyrnn train FOLDER")
    for each in known if not as_json else []:
        default = "  (default)" if each.model == models[0] else ""
        click.echo(f"{each.model.name}{default}  {_summary(each.card)}")
    for line in damaged:
        click.echo(line, err=as_json)


def _tell_json(known: list[_Known]) -> None:
    said = [
        {"name": each.model.name, "path": str(each.model.path), "card": each.card.to_json()}
        for each in known
    ]
    click.echo(json.dumps({"models": said}))


def _summary(card: Card) -> str:
    learned = f"learned {card.notes:,} notes of {', '.join(card.collections) or 'unnamed music'}"
    score = card.nats_per_note.get("without_velocity")
    return learned if score is None else f"{learned}; {score:.2f} nats a note on unseen music"


def _card_lines(path: Path, card: Card, config: ModelConfig) -> list[str]:
    """The card in plain words; what it does not say is left out."""
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
        "file": f"{path} ({path.stat().st_size / 1e6:.1f} MB)",
    }
    return [card.name, *(f"  {name:<13}{text}" for name, text in said.items() if text)]


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
