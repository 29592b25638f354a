"""`melodyrnn continue`: takes of a melody, as MIDI files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from melodyrnn.cli.options import take_options, take_request
from melodyrnn.cli.writing import announce, made_ready, write_takes
from melodyrnn.collection.melody import melody_part
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.recipe_model import recipe_model
from melodyrnn.generation.recreating import continue_recipe
from melodyrnn.generation.request import NO_RECIPE
from melodyrnn.midi.reading import read_midi
from melodyrnn.music.key import Key
from melodyrnn.shelf import find_model

WITH_RECIPE = ("recipe", "model", "new_only", "out", "as_json")
"""What may be given beside a recipe."""


@click.command("continue")
@click.argument("seed", required=False, type=click.Path(path_type=Path), metavar="SEED.mid")
@click.option(
    "--part",
    type=click.IntRange(1),
    metavar="N",
    help="Which part to continue, from 1.  [default: the melody]",
)
@click.option(
    "--recipe",
    metavar="FILE|JSON",
    help="Bring back the take of a recipe, from --json or the window; without a seed.",
)
@click.option("--new-only", is_flag=True, help="Write the new bars alone, without the seed.")
@take_options
@click.pass_context
def command(
    context: click.Context,
    /,
    seed: Path | None,
    part: int | None,
    recipe: str | None,
    new_only: bool,
    model: str | None,
    key: Key | None,
    out: Path,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Continue the melody of a MIDI file: take-1.mid, take-2.mid ... in the folder --out.

    An unfinished last bar is filled, then come --bars whole bars. The seed's own notes
    stay as they are, to the tick.

    Example: melodyrnn continue midi_data/seeds/greensleeves.mid --key only
    """
    if recipe is not None:
        _refuse_others(context)
        continuation = _again(recipe, model, as_json=as_json)
    elif seed is None:
        raise click.UsageError("Name the MIDI file to continue, or give a --recipe.")
    else:
        request = take_request(**wishes)
        piece = read_midi(seed)
        chosen = melody_part(piece, seed.name, part)
        path = find_model(model)
        ready = made_ready(path, as_json=as_json, most_copied=request.most_copied)
        continuation = continue_piece(ready, piece, chosen, request, key=key)
    written = write_takes(continuation, out, new_only=new_only)
    announce(continuation, written, as_json=as_json)


def _again(text: str, model: str | None, *, as_json: bool) -> Continuation:
    """The take of a recipe: a text of JSON, or a file of it."""
    recipe = Recipe.from_json(_json_of(text))
    path = recipe_model(recipe) if model is None else find_model(model)
    ready = made_ready(path, as_json=as_json, most_copied=recipe.request.most_copied)
    return continue_recipe(ready, recipe)


def _json_of(text: str) -> Any:
    try:
        if not text.lstrip().startswith("{"):
            text = Path(text).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RequestError(f"The recipe {text} cannot be opened ({reason}).") from error
    except (ValueError, RecursionError) as error:
        raise RequestError(NO_RECIPE) from error


def _refuse_others(context: click.Context) -> None:
    """A recipe says all: what else is asked for would silently not count."""
    given = [
        parameter.opts[0]
        for parameter in context.command.params
        if parameter.name not in WITH_RECIPE
        and context.get_parameter_source(parameter.name or "") == ParameterSource.COMMANDLINE
    ]
    if given:
        raise click.UsageError(f"A recipe says it all; leave out {', '.join(given)}.")
