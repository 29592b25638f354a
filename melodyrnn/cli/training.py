"""`melodyrnn train`: learn from folders of MIDI files."""

from __future__ import annotations

import shlex
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from melodyrnn.cli.train_advice import advised
from melodyrnn.cli.train_options import model_file, new_request, refuse_others, train_options
from melodyrnn.cli.train_sampling import SeedSampler
from melodyrnn.cli.train_view import JsonView, ScreenView, SilentView, View
from melodyrnn.collection.cache import ScanCache, default_cache_folder
from melodyrnn.collection.scan import FileReport
from melodyrnn.collection.survey import survey
from melodyrnn.course.events import Ended, Scanning
from melodyrnn.course.run_file import read_run, run_path, set_run_aside, write_header
from melodyrnn.errors import CollectionError, ModelFileError
from melodyrnn.training.control import (
    Control,
    Interrupted,
    commands_of,
    listen,
    stopping_on_signals,
)
from melodyrnn.training.device import device_called, hold_few_kernels
from melodyrnn.training.distributed import Group, joined_group
from melodyrnn.training.preparing import Prepared, prepare
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.run_file import SavedRun, check_place, load_run
from melodyrnn.training.run_header import empty_header
from melodyrnn.training.session import TrainSession

_INPUT = 0
"""The number of the standard input."""

_SCAN_NEWS_S = 0.1


@click.command("train")
@click.argument(
    "folders", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="DIR..."
)
@train_options
@click.pass_context
def command(
    context: click.Context,
    /,
    folders: tuple[Path, ...],
    resume: bool,
    device: str,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Learn from folders of MIDI files, each folder being one style.

    The best model so far is always in the file: stop with Ctrl-C at any time, and go on
    later with --resume.

    Example: melodyrnn train midi_data/irish --minutes 5 --name irish
    """
    if resume:
        refuse_others(context)
        saved = _saved(model_file(wishes["name"], wishes["out"], ()), folders)
        request = saved.request
    else:
        saved, request = None, new_request(context, folders=folders, **wishes)
    hold_few_kernels()
    control = Control()
    with closing(joined_group(device_called(device))) as group, stopping_on_signals(control):
        view: View = SilentView()
        if group.leads:
            check_place(request.out)
            _tell_of_former(saved, request)
            view = _view(saved, control, as_json=as_json)
        with closing(view):
            _train(_Sitting(request, saved, device, group), control, view)


class _Sitting:
    """What one call of the verb does: a request, perhaps begun before, on a device."""

    def __init__(
        self, request: TrainRequest, saved: SavedRun | None, device: str, group: Group
    ) -> None:
        self.request, self.saved, self.group = request, saved, group
        self.device = device_called(device)

    def prepare(self) -> Generator[Scanning, None, Prepared]:
        """Reads the collection, by way of the cache."""
        request = self.request
        with closing(ScanCache(default_cache_folder())) as cache:

            def look(files: Sequence[Path]) -> Iterator[FileReport]:
                return survey(files, request.scan, choices=request.choices, cache=cache)

            prepared = yield from prepare(
                request, look=look, device=self.device, saved=self.saved, choose=advised
            )
        return prepared

    def left(self, control: Control) -> Ended:
        """It is left before anything was learned; suspended, it can be taken up all the same."""
        if control.wish == "stop":
            return Ended("stopped", is_resumable=self.saved is not None)
        if self.saved is None and self.group.leads:
            write_header(run_path(self.request.out), empty_header(self.request))
        return Ended("suspended", is_resumable=True)


def _train(sitting: _Sitting, control: Control, view: View) -> None:
    try:
        with control.breakable():
            prepared = _told(sitting.prepare(), view)
    except Interrupted:
        view.tell(sitting.left(control))
        return
    if not prepared.is_same_music:
        _say("The collection is not what it was: goes on with the music that is there now.")
    example = prepared.corpus.example
    session = TrainSession(
        prepared,
        control=control,
        sampler=SeedSampler(example) if example else None,
        say=_say,
        group=sitting.group,
    )
    for event in session.run():
        view.tell(event)


def _told(preparing: Generator[Scanning, None, Prepared], view: View) -> Prepared:
    """Prepares, and tells how far that is some times a second."""
    told_at = -_SCAN_NEWS_S
    while True:
        try:
            event = next(preparing)
        except StopIteration as done:
            prepared: Prepared = done.value
            return prepared
        if event.done == event.total or time.monotonic() - told_at >= _SCAN_NEWS_S:
            told_at = time.monotonic()
            view.tell(event)


def _saved(out: Path, folders: tuple[Path, ...]) -> SavedRun:
    """The training to take up again, the music now perhaps lying elsewhere.

    Raises:
        ModelFileError: there is none, or it cannot go on.
    """
    path = run_path(out)
    if not _is_there(path):
        raise ModelFileError(
            f"There is no training to go on with beside {out}; begin one: melodyrnn train FOLDER."
        )
    saved = load_run(path)
    request = replace(saved.request, out=out, folders=folders or saved.request.folders)
    if gone := [str(folder) for folder in request.folders if not _is_there(folder)]:
        raise CollectionError(
            f"The music is no longer in {', '.join(gone)}; say where it is by now:"
            f" melodyrnn train FOLDER --resume --out {shlex.quote(str(out))}"
        )
    return replace(saved, request=request)


def _is_there(path: Path) -> bool:
    """Whether it exists; so it may where that cannot be known, and reading it tells why."""
    try:
        return path.exists()
    except OSError:
        return True


def _tell_of_former(saved: SavedRun | None, request: TrainRequest) -> None:
    """Tells what a training that begins anew takes the place of; none is lost by it."""
    if saved is not None:
        return
    try:
        is_unfinished = not read_run(run_path(request.out)).is_finished
    except ModelFileError:
        is_unfinished = False
    if is_unfinished:
        other = set_run_aside(request.out)
        _say(
            f"Begins anew. The unfinished training is kept: --resume --out {other} goes on with it."
        )
    elif request.out.is_file():
        _say(f"The model {request.name} is there already, and replaced once this one has learned.")


def _view(saved: SavedRun | None, control: Control, *, as_json: bool) -> View:
    if not as_json:
        return ScreenView(saved.history if saved else None)
    commands = commands_of(_INPUT)
    if commands is not None:
        listen(control, commands)
    return JsonView(on_gone=lambda: control.ask("suspend"))


def _say(sentence: str) -> None:
    click.echo(f"melodyrnn: {sentence}", err=True)
