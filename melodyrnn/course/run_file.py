"""Run files: what is left of a training between two sittings, as far as it can be read by all.

A run file lies beside its model: `tune.safetensors` and `tune.training`. It is a safetensors
file: 8 bytes with the length of a JSON header, that header, then tensors, of which a training
that is over has none. The header's metadata holds, as texts, format and version, and as JSON
the run: what was asked for, how it went so far, where it stands. `melodyrnn.training` writes
it and reads the tensors; here only the header is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from melodyrnn.course.events import CorpusRead
from melodyrnn.course.history import History
from melodyrnn.errors import ExportError, ModelFileError
from melodyrnn.whole_file import whole_file

SUFFIX = ".training"
FORMAT = "melodyrnn-training"
VERSION = 1
MAX_HEADER = 1 << 24
"""Bytes of a header: curve and samples of the longest training take a fiftieth of it."""

_NOT_OURS = (KeyError, TypeError, ValueError, AttributeError, RecursionError)
"""What reading JSON of another form than ours, or a hostile one, may raise."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A training as it is told of in a list.

    out: the model file, which may not be there yet. base: the model's name it goes on from,
    "" from scratch. minutes, epochs: the budget, one of the two. is_finished: there is
    nothing to take up again. ended: how (`events.Ending`); "" for a training that runs, or
    was cut off. saved_at: ISO 8601, UTC. corpus: what there was to learn from, once known.
    """

    path: Path
    name: str
    out: Path
    folders: tuple[Path, ...]
    core: str
    size: str
    base: str
    minutes: float | None
    epochs: float | None
    history: History
    is_finished: bool
    saved_at: str
    ended: str = ""
    corpus: CorpusRead | None = None


def run_path(out: Path) -> Path:
    """The run file beside a model file."""
    return out.with_suffix(SUFFIX)


def set_run_aside(out: Path) -> Path:
    """Renames the run file of a model, so that another training may begin in its place.

    Returns:
        The model file that the training set aside would write, "tune-before.safetensors".

    Raises:
        ExportError: it cannot be renamed.
    """
    number, other = 1, out.with_stem(f"{out.stem}-before")
    while other.exists() or run_path(other).exists():
        number += 1
        other = out.with_stem(f"{out.stem}-before-{number}")
    try:
        run_path(out).rename(run_path(other))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            f"The unfinished training of {out.stem} cannot be set aside ({reason}); choose"
            " another name."
        ) from error
    return other


def read_run(path: Path) -> RunSummary:
    """Reads what there is to tell of a training.

    Raises:
        ModelFileError: the file is missing, foreign, damaged or from a newer version.
    """
    run = read_header(path)
    try:
        return _summary(path, run)
    except _NOT_OURS as error:
        raise damaged(path) from error


def list_runs(folder: Path) -> list[RunSummary]:
    """All trainings whose run files lie in a folder, the latest first; damaged ones left out."""
    runs = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.name.startswith("."):
            continue  # a draft that was never finished
        try:
            runs.append(read_run(path))
        except ModelFileError:
            continue
    return sorted(runs, key=lambda run: run.saved_at, reverse=True)


def read_header(path: Path) -> dict[str, Any]:
    """The run in a file's header, as JSON values; raises as `read_run` does."""
    try:
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            text = file.read(size) if size <= MAX_HEADER else b""
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelFileError(f"The training {path} cannot be opened ({reason}).") from error
    if not text or len(text) < size:
        raise _foreign(path)
    try:
        metadata = json.loads(text)["__metadata__"]
        if metadata["format"] != FORMAT:
            raise _foreign(path)
        version = int(metadata["version"])
    except _NOT_OURS as error:
        raise _foreign(path) from error
    if version > VERSION:
        raise ModelFileError(
            f"{path.name} was begun by a newer version of this program; update to go on with it."
        )
    try:
        run: dict[str, Any] = json.loads(metadata["run"])
        run["request"]["name"]
    except _NOT_OURS as error:
        raise damaged(path) from error
    return run


def metadata_of(run: Mapping[str, Any]) -> dict[str, str]:
    """The metadata of a run file, from what `read_header` is to give."""
    text = json.dumps(run, ensure_ascii=False, separators=(",", ":"))
    return {"format": FORMAT, "version": str(VERSION), "run": text}


def write_header(path: Path, run: Mapping[str, Any]) -> None:
    """Replaces a run file by one without tensors.

    Raises:
        ExportError: the file cannot be written.
    """
    text = json.dumps({"__metadata__": metadata_of(run)}, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    with whole_file(path) as draft:
        draft.write_bytes(len(text).to_bytes(8, "little") + text)


def damaged(path: Path) -> ModelFileError:
    """What is said of a run file that is incomplete."""
    return ModelFileError(
        f"{path.name} is damaged or incomplete, so this training cannot go on; begin it anew."
    )


def _foreign(path: Path) -> ModelFileError:
    return ModelFileError(f"{path.name} is no training of this program; choose one it has begun.")


def _summary(path: Path, run: Mapping[str, Any]) -> RunSummary:
    request = run["request"]
    settings = request["settings"]
    # The file may have been moved or renamed together with its model since.
    out = path.with_suffix(Path(request["out"]).suffix)
    return RunSummary(
        path=path,
        name=str(request["name"]),
        out=out,
        folders=tuple(Path(folder) for folder in request["folders"]),
        core=str((run["config"] or request)["core"]),
        size=str(request["size"]),
        base=Path(request["base"]).stem if request["base"] else "",
        minutes=settings["minutes"],
        epochs=settings["epochs"],
        history=History.from_json(run["history"]),
        is_finished=bool(run["is_finished"]),
        saved_at=str(run["saved_at"]),
        ended=str(run["ended"]),
        corpus=_corpus(run["corpus"]),
    )


def _corpus(data: Mapping[str, Any] | None) -> CorpusRead | None:
    """What was told of the corpus; values that are not known any more are passed over."""
    if data is None:
        return None
    known = {f.name for f in fields(CorpusRead)}
    return CorpusRead(**{name: value for name, value in data.items() if name in known})
