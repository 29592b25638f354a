"""`melodyrnn models`: which models there are, and what each has learned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import click

from melodyrnn.card import Card
from melodyrnn.card_text import card_rows, summary
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
        click.echo(f"{each.model.name}{default}  {summary(each.card)}")
    for line in damaged:
        click.echo(line, err=as_json)


def _tell_json(known: list[_Known]) -> None:
    said = [
        {"name": each.model.name, "path": str(each.model.path), "card": each.card.to_json()}
        for each in known
    ]
    click.echo(json.dumps({"models": said}))


def _card_lines(path: Path, card: Card, config: ModelConfig) -> list[str]:
    """The card in plain words."""
    said = card_rows(card, config) | {"file": f"{path} ({path.stat().st_size / 1e6:.1f} MB)"}
    return [card.name, *(f"  {name:<13}{text}" for name, text in said.items())]
