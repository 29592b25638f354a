"""`melodyrnn card`: how good a model is, on music it has not heard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
from rich.console import Console

from melodyrnn.checkpoint import load_model
from melodyrnn.cli.card_view import show_card
from melodyrnn.cli.progress import progress_bar
from melodyrnn.collection.lines import PartChoice
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.scorecard.result import ScoreCard, Step, save_card
from melodyrnn.scorecard.session import MOST_TAKES, TAKES, Judging, judge_model
from melodyrnn.shelf import find_model


@click.command("card")
@click.argument("model", metavar="MODEL")
@click.option("--collection", "folders", multiple=True, required=True,
              type=click.Path(path_type=Path), metavar="DIR",
              help="Music to judge it by; may be given several times.")  # fmt: skip
@click.option("--takes", type=click.IntRange(1, MOST_TAKES), default=TAKES, show_default=True,
              metavar="N", help="How many takes to write and look at.")  # fmt: skip
@click.option("--parts", "choice", type=click.Choice(get_args(PartChoice)),
              help="Which parts of a file to judge by.  [default: all together for a model"
              " that knows chords, else melodies]")  # fmt: skip
@click.option("--seed", "random_seed", type=click.IntRange(0, 2**31), default=0, metavar="N",
              show_default=True, help="Random seed: other takes, other questions.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Also write the card, as JSON.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the card as JSON.")
def command(
    model: str,
    folders: tuple[Path, ...],
    takes: int,
    choice: PartChoice | None,
    random_seed: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Judge a model, by name or file, by music it did not learn from.

    The card tells what a note costs it beside those who merely count or copy, whether it knows
    a true continuation from a false one, in what its takes are like the music, how much of
    them it copied, and what all this means.

    Example: melodyrnn card folk-and-song --collection midi_data/irish
    """
    path = find_model(model)
    ready = ReadyModel.of(load_model(path))
    judging = Judging(takes=takes, choice=choice, random_seed=random_seed)
    card = _followed(judge_model(ready, path, folders, judging=judging))
    try:
        if out is not None:
            save_card(out, card)
    finally:  # what took minutes is told even where it cannot be written
        if as_json:
            click.echo(json.dumps(card.to_json(), allow_nan=False))
        else:
            show_card(card, Console(highlight=False))


def _followed(work: Iterator[Step | ScoreCard]) -> ScoreCard:
    """The card; on a terminal a bar shows how far each piece of work is."""
    with progress_bar() as bar:
        task = bar.add_task("")
        for step in work:
            if isinstance(step, ScoreCard):
                return step
            bar.update(task, description=step.title, completed=step.done, total=step.total)
    raise AssertionError("judging ends with a card")
