"""The shelf: where models lie and by which names they are found.

Two folders: the models that come with the program, and the user's own. A name is a file
name without its ending; the user's model wins over a shipped one of the same name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from melodyrnn.checkpoint import load_model
from melodyrnn.course.run_file import run_path
from melodyrnn.errors import ExportError, ModelFileError, RequestError
from melodyrnn.originality.sources import matching_sources, sources_path
from melodyrnn.whole_file import make_folder, whole_file

SUFFIX = ".safetensors"
DEFAULT_MODEL = "folk-and-song"
MODELS_VARIABLE = "MELODYRNN_MODELS"
"""Environment variable that names another folder for the user's models."""

SCORES_SUFFIX = ".scores.json"
"""Of the file in which the last score card of a model lies beside it."""

LONGEST_NAME = 60
"""Letters of a model's name."""

_UNFIT = frozenset('/\\:*?"<>|')
"""Letters that one system or another forbids in file names."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for itself."""
_TAKEN = ("scratch", "auto")
"""What `train --from` calls no model at all, and one that suits."""


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
            if path.name.startswith("."):
                continue  # a file that is being written, or a shadow from another system
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


def name_problem(name: str) -> str:
    """Why a model cannot be called so on every system; "" if it can."""
    if not name.strip():
        return "Give the model a name."
    if len(name) > LONGEST_NAME:
        return f"The name has {len(name)} letters; {LONGEST_NAME} are the most."
    unfit = sorted({c for c in name if c in _UNFIT or not c.isprintable()})
    if unfit:
        shown = " ".join(c if c.isprintable() else "line breaks" for c in unfit)
        return f"A name cannot hold {shown}: it is a file's name too."
    if name[0] in ".-" or name[-1] in ". " or name[0] == " ":
        return "A name begins with a letter or a digit, and does not end with a dot."
    if name.split(".")[0].casefold() in _DEVICES or name.casefold() in _TAKEN:
        return f"“{name}” means something else to the computer; choose another name."
    return ""


def fit_name(text: str) -> str:
    """The nearest name to a text, such as a folder's, that a model can have."""
    kept = "".join(c if c not in _UNFIT and c.isprintable() else " " for c in text)
    name = " ".join(kept.split()).lstrip(".- ")[:LONGEST_NAME].rstrip(". ")
    return name if name and not name_problem(name) else "my music"


def free_name(wanted: str, folders: tuple[Path, ...] | None = None) -> str:
    """The name itself if no model has it, else "name 2", "name 3" and so on."""
    taken = {model.name.casefold() for model in shelved_models(folders)}
    name, number = fit_name(wanted), 1
    while name.casefold() in taken:
        number += 1
        name = f"{fit_name(wanted)[: LONGEST_NAME - 4]} {number}"
    return name


def own_folder(folders: tuple[Path, ...] | None = None) -> Path:
    """Where the user's models lie: the first of the folders looked in."""
    return folders[0] if folders else user_folder()


def import_model(source: Path, folders: tuple[Path, ...] | None = None) -> str:
    """Copies a model file among the user's own, whole or not at all; returns its name there.

    It is read through first, weights too. A name that is taken gets a number. What it learned
    from comes along if it lies beside it.

    Raises:
        ModelFileError: the file is missing, foreign, damaged or from a newer version.
        ExportError: it cannot be written.
    """
    model = load_model(source)
    own = own_folder(folders)
    make_folder(own)
    name = free_name(source.stem, folders)
    has_sources = matching_sources(source, model.card.sources, model.identity) is not None
    copy_model(source, own / f"{name}{SUFFIX}", with_sources=has_sources)
    return name


def copy_model(source: Path, target: Path, *, with_sources: bool = True) -> None:
    """Copies a model file, whole or not at all; and what it learned from, if that lies beside it.

    Raises:
        ModelFileError: it cannot be read.
        ExportError: the copy cannot be written.
    """
    files = [(source, target)]
    if with_sources and sources_path(source).exists():
        files.insert(0, (sources_path(source), sources_path(target)))
    with ExitStack() as drafts:  # all are written before any takes its place, the model first
        for each, wanted in files:
            drafts.enter_context(whole_file(wanted)).write_bytes(_read(each))


def companions(path: Path) -> tuple[Path, ...]:
    """The files that belong to a model's and lie beside it: its training, sources, score card."""
    beside = (run_path(path), sources_path(path), path.with_suffix(SCORES_SUFFIX))
    return tuple(file for file in beside if file.exists())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelFileError(f"The model {path} cannot be opened ({reason}).") from error


def rename_model(name: str, wanted: str, folders: tuple[Path, ...] | None = None) -> Path:
    """Gives one of the user's models another name; returns its file.

    The file is renamed and stays the same to the byte, so that recipes still find it; what
    lies beside it goes with it.

    Raises:
        RequestError: the name is unfit or taken, or it is no model of the user's.
        ExportError: the file cannot be renamed.
    """
    own = own_folder(folders)
    path, target = own / f"{name}{SUFFIX}", own / f"{wanted}{SUFFIX}"
    if problem := name_problem(wanted):
        raise RequestError(problem)
    if not path.is_file():
        raise RequestError(f"There is no model of yours called {name}; it may be gone by now.")
    others = {m.name.casefold() for m in shelved_models(folders) if m.name != name}
    if wanted.casefold() in others:
        raise RequestError(f"There is a model called {wanted} already; choose another name.")
    beside = companions(path)
    try:
        _move(
            (path, target),
            *((f, target.with_name(target.stem + f.name[len(path.stem) :])) for f in beside),
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(f"{name} cannot be renamed ({reason}).") from error
    return target


def _move(*moves: tuple[Path, Path]) -> None:
    """Moves files, all or none; what a model that is gone left behind gives way."""
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in moves:
            old.replace(new)
            done.append((old, new))
    except OSError:
        for old, new in reversed(done):
            with suppress(OSError):
                new.replace(old)
        raise
