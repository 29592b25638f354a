"""Which model on the shelf a recipe was made with."""

from __future__ import annotations

from pathlib import Path

from melodyrnn.checkpoint import identity_of
from melodyrnn.errors import ModelFileError, RequestError
from melodyrnn.generation.recipe import Recipe
from melodyrnn.shelf import shelved_models


def recipe_model(recipe: Recipe, folders: tuple[Path, ...] | None = None) -> Path:
    """The file of the recipe's model, whatever it is called by now.

    folders: where to look; None: the user's models, then those that came with the program.

    Raises:
        RequestError: it is not there.
    """
    models = sorted(shelved_models(folders), key=lambda model: model.name != recipe.model)
    for model in models:
        try:
            if identity_of(model.path) == recipe.identity:
                return model.path
        except ModelFileError:  # it went away meanwhile, or may not be read
            continue
    raise RequestError(
        f"The recipe was made with the model {recipe.model} ({recipe.identity}), which is not"
        " here; put its file among your models."
    )
