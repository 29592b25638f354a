from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from melodyrnn.cli.main import status_of
from melodyrnn.shelf import DEFAULT_MODEL, MODELS_VARIABLE, SUFFIX
from tests.fakes import tiny_model

ROOT = Path(__file__).resolve().parents[3]


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process."""

    def running(*arguments: object) -> Ended:
        status = status_of([str(a) for a in arguments])
        return Ended(status, *capfd.readouterr())

    return running


@pytest.fixture
def run_process(tmp_path: Path, model: Path) -> Run:
    """Runs a Python process in an empty folder, the tiny model being its default one."""

    def running(*arguments: object, **variables: str) -> Ended:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
        done = subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=tmp_path,
            env=environment | {MODELS_VARIABLE: str(model.parent)},
            capture_output=True,
            check=False,
        )
        err = done.stderr.decode("utf-8", errors="replace")
        return Ended(done.returncode, done.stdout.decode("utf-8", errors="replace"), err)

    return running


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of models, empty."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


@pytest.fixture
def model(shelf: Path) -> Path:
    """A tiny model under the name of the default one, which it so replaces."""
    return tiny_model(shelf / f"{DEFAULT_MODEL}{SUFFIX}", styles=("jigs", "songs"))


@pytest.fixture
def seed() -> Path:
    return ROOT / "midi_data" / "seeds" / "greensleeves.mid"


@pytest.fixture
def broken() -> Path:
    """The folder of odd and broken files."""
    return ROOT / "tests" / "data" / "midi_broken"
