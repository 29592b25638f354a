"""Run files with all they hold: written beside the learning, read to go on.

What is in them is told in `melodyrnn.course.run_file`. Tensors: weights, averaged weights,
moments of the optimizer, random states.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load, save_file

from melodyrnn.course.history import History
from melodyrnn.course.run_file import damaged, metadata_of, read_header, run_path, write_header
from melodyrnn.errors import ExportError, MelodyRnnError, ModelFileError
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.run_state import RunState
from melodyrnn.whole_file import make_folder, whole_file


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A training as it was left. run: the header; state: None where nothing was learned yet."""

    path: Path
    request: TrainRequest
    run: dict[str, Any]
    state: RunState | None
    history: History


def load_run(path: Path) -> SavedRun:
    """Reads a training to go on with it.

    Raises:
        ModelFileError: the file is missing, foreign, damaged or from a newer version; or
            the training is over.
    """
    run = read_header(path)
    if run["is_finished"]:
        raise ModelFileError(
            f"The training {run['request']['name']} is over; begin a new one, --from its model"
            " if you like."
        )
    try:
        request = TrainRequest.from_json(run["request"])
        history = History.from_json(run["history"])
        tensors = load(path.read_bytes()) if run["state"] else {}
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise damaged(path) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelFileError(f"The training {path} cannot be opened ({reason}).") from error
    state = RunState(tensors, run["state"]) if run["state"] else None
    return SavedRun(path, request, run, state, history)


def save_run(path: Path, run: Mapping[str, Any], state: RunState | None) -> None:
    """Replaces a run file, whole or not at all; without a state it has no tensors.

    Raises:
        ExportError: the file cannot be written.
    """
    if state is None:
        write_header(path, {**run, "state": None})
        return
    metadata = metadata_of({**run, "state": state.values})
    with whole_file(path) as draft:
        mode = draft.stat().st_mode
        try:
            save_file(state.tensors, draft, metadata)
        except SafetensorError as error:  # a full disk, told in another way
            raise _os_error(error) from error
        draft.chmod(mode)  # safetensors makes a file for its owner alone


def _os_error(error: SafetensorError) -> OSError:
    """The error of the system that safetensors tells of in its own words."""
    found = re.search(r"\(os error (\d+)\)", str(error))
    return OSError(int(found[1]), os.strerror(int(found[1]))) if found else OSError(str(error))


class RunWriter:
    """Writes run files in a thread of its own, so that learning goes on meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread: threading.Thread | None = None
        self._problem: MelodyRnnError | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the last one is still being written."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, run: Mapping[str, Any], state: RunState | None) -> None:
        """Begins to write; waits first where the last one is still being written."""
        self._join()
        self._thread = threading.Thread(target=self._write, args=(run, state), name="run file")
        self._thread.start()

    def write(self, run: Mapping[str, Any], state: RunState | None) -> None:
        """Writes; it is in its place when this returns, unless there was a problem."""
        self._join()
        self._write(run, state)

    def close(self) -> None:
        """Waits until the last one is written."""
        self._join()

    def take_problem(self) -> MelodyRnnError | None:
        """Why the last one could not be written, told once; None if it could."""
        problem, self._problem = self._problem, None
        return problem

    def _join(self) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None

    def _write(self, run: Mapping[str, Any], state: RunState | None) -> None:
        try:
            save_run(self._path, run, state)
        except MelodyRnnError as error:
            self._problem = error


def check_place(out: Path) -> None:
    """Makes sure, before anything is learned, that a model can be written there.

    What a process that was killed while writing left there is taken away.

    Raises:
        ExportError: it cannot.
    """
    make_folder(out.parent)
    try:
        if out.is_dir():
            raise ExportError(f"{out} is a folder; name the model file to write.")
        with TemporaryFile(dir=out.parent):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            f"No model can be saved in {out.parent} ({reason}); choose another place with --out."
        ) from error
    for path in (out, run_path(out)):
        _clear_drafts(path)


def _clear_drafts(path: Path) -> None:
    for draft in path.parent.glob(f".*{path.suffix}"):
        name, _, number = draft.stem.rpartition("-")
        if name == f".{path.stem}" and len(number) == 8:
            with suppress(OSError):
                draft.unlink()
