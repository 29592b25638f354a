"""The shelf: where models lie and by which names they are found.

Two folders: the models that come with the program, and the user's own. A name is a file
name without its ending; the user's model wins over a shipped one of the same name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from melodyrnn.errors import ModelFileError

SUFFIX = ".safetensors"
DEFAULT_MODEL = "folk-and-song"
MODELS_VARIABLE = "MELODYRNN_MODELS"
"""Environment variable that names another folder for the user's models."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A model on the shelf."""

    name: str
    path: Path


def shipped_folder() -> Path:
    """Where the models that come with the program lie."""
    return Path(__file__).parent / "shipped"


def user_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where the user's models are kept; it may not exist yet."""
    if chosen := environment.get(MODELS_VARIABLE):
        return Path(chosen)
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    if platform == "win32":
        base = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    elif platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "melodyrnn" / "models"


def shelved_models(folders: tuple[Path, ...] | None = None) -> list[Shelved]:
    """All models by name, the default first; `folders`: where to look, first one wins."""
    found: dict[str, Shelved] = {}
    for folder in folders or (user_folder(), shipped_folder()):
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            found.setdefault(path.stem, Shelved(path.stem, path))
    return sorted(found.values(), key=lambda m: (m.name != DEFAULT_MODEL, m.name))


def find_model(name: str | None, folders: tuple[Path, ...] | None = None) -> Path:
    """The file of a model given by name or path; of the default one when none is given.

    Raises:
        ModelFileError: there is none.
    """
    models = shelved_models(folders)
    if name is None:
        if not models:
            raise ModelFileError("No model is installed; train one: melodyrnn train FOLDER.")
        return models[0].path
    for model in models:
        if model.name == name:
            return model.path
    if Path(name).exists():
        return Path(name)
    names = ", ".join(m.name for m in models) or "none yet"
    raise ModelFileError(f"There is no model {name}; models here: {names}.")
