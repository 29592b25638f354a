"""The options of `melodyrnn train`, and the request they make."""

from __future__ import annotations

import datetime
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from melodyrnn.cli.options import Number, parts_option
from melodyrnn.collection.choices import NO_CHOICES, read_choices
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.repairs import REPAIRS, Repair
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.models.config import CORES, SIZES, Core, Size
from melodyrnn.shelf import SUFFIX, find_model, fit_name, name_problem, user_folder
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.settings import TrainSettings

F = TypeVar("F", bound=Callable[..., None])

DEFAULT_MINUTES = 10.0
SCRATCH, AUTO = "scratch", "auto"

WITH_RESUME = ("folders", "resume", "name", "out", "device", "as_json")
"""What may be given when a training is taken up again; all else stays as it was."""

_OPTIONS = (
    click.option("--name", metavar="NAME",
                 help="What to call the model; its file is named so too."),
    click.option("--from", "base", default=AUTO, show_default=True,
                 metavar="MODEL|scratch|auto",
                 help="A model to go on from; auto: what suits the amount of music."),
    click.option("--core", type=click.Choice(CORES), default="lstm", show_default=True,
                 help="The kind of network."),
    click.option("--size", type=click.Choice(list(SIZES)), default="base", show_default=True,
                 help="Larger ones learn more, and more slowly."),
    click.option("--minutes", type=Number(min=0, min_open=True), metavar="X",
                 help=f"How long to learn at most.  [default: {DEFAULT_MINUTES:g}]"),
    click.option("--epochs", type=Number(min=0, min_open=True), metavar="X",
                 help="How often to see every piece, instead of --minutes."),
    parts_option,
    click.option("--sustain", is_flag=True, help="Let the sustain pedal make notes longer."),
    click.option("--repair", "repairs", type=click.Choice(REPAIRS), multiple=True,
                 help="Repair files where it helps, in this way too; may be given again."),
    click.option("--choices", "choices_file", metavar="FILE",
                 type=click.Path(path_type=Path, exists=True, dir_okay=False),
                 help="What was decided on single files, as the window saves it."),
    click.option("--held-out", type=Number(0.01, 0.5), default=0.1, show_default=True,
                 metavar="X", help="Share of the pieces to judge by."),
    click.option("--dropout", type=Number(0, 0.9), metavar="X",
                 help="Share of units silenced; more for few pieces."),
    click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, metavar="N",
                 show_default=True, help="Random seed."),
    click.option("--threads", type=click.IntRange(1, 1024), metavar="N",
                 help="Processor threads.  [default: as many as are fastest]"),
    click.option("--device", default="", metavar="NAME",
                 help="cpu, cuda or mps.  [default: the best there is]"),
    click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
                 help="Model file to write.  [default: by its name, among yours]"),
    click.option("--credits", "credit", default="", metavar="TEXT",
                 help="Whose music it is; goes onto the card."),
    click.option("--no-sources", "with_sources", is_flag=True, flag_value=False, default=True,
                 help="Keep no list of the music beside the model; copies are not found then."),
    click.option("--resume", is_flag=True,
                 help="Go on with the training of that --name or --out."),
    click.option("--json", "as_json", is_flag=True,
                 help="Progress as JSON lines; takes pause, resume and stop on a piped input."),
)  # fmt: skip


def train_options(command: F) -> F:
    """Adds the options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def model_file(name: str | None, out: Path | None, folders: tuple[Path, ...]) -> Path:
    """The model file that is meant.

    Raises:
        UsageError: nothing says which; it cannot be called so; or its ending is that of
            another kind of file.
    """
    if name is not None and (problem := _name_problem(name)):
        raise click.UsageError(f"--name: {problem}")
    if out is None and name is None and not folders:
        raise click.UsageError("Say which training to go on with: --name NAME or --out FILE.")
    if out is None:
        return user_folder() / f"{name or fit_name(folders[0].resolve().name)}{SUFFIX}"
    if out.suffix != SUFFIX:
        raise click.UsageError(f"--out names a model file: it ends in {SUFFIX}.")
    return out


def new_request(
    context: click.Context,
    *,
    folders: tuple[Path, ...],
    name: str | None,
    base: str,
    minutes: float | None,
    epochs: float | None,
    choice: PartChoice,
    sustain: bool,
    repairs: tuple[Repair, ...],
    choices_file: Path | None,
    seed: int,
    out: Path | None,
    credit: str,
    core: Core,
    size: Size,
    **others: Any,
) -> TrainRequest:
    """The request that the options make.

    Raises:
        UsageError: they contradict each other, or no folder is given.
        ModelFileError: there is no such model to go on from.
    """
    if not folders:
        raise click.UsageError("Name the folders with the music to learn from.")
    if minutes is not None and epochs is not None:
        raise click.UsageError("Give --minutes or --epochs, not both.")
    if minutes is None and epochs is None:
        minutes = DEFAULT_MINUTES
    if base not in (SCRATCH, AUTO) and (shape := _given(context, "core", "size")):
        left_out = " and ".join(f"--{option}" for option in shape)
        raise click.UsageError(
            f"A model keeps its kind and size; with --from leave out {left_out}."
        )
    path = model_file(name, out, folders)
    return TrainRequest(
        folders=folders,
        out=path,
        name=name or path.stem,
        settings=TrainSettings(epochs=epochs, minutes=minutes, seed=seed),
        core=core,
        size=size,
        base=None if base in (SCRATCH, AUTO) else find_model(base),
        is_open=base == AUTO and not _given(context, "core", "size"),
        scan=ScanSettings(choice=choice, sustain=sustain, repairs=frozenset(repairs)),
        choices=read_choices(choices_file) if choices_file else NO_CHOICES,
        today=datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        command=shlex.join(["melodyrnn", *_shown(sys.argv[1:])]),
        credits=credit,
        **others,
    )


def _name_problem(name: str) -> str:
    if name.casefold() in (SCRATCH, AUTO):
        return f"“{name}” means something else to --from; choose another name."
    return name_problem(name)


def refuse_others(context: click.Context) -> None:
    """A training that is taken up again stays what it was.

    Raises:
        UsageError: an option would silently not count.
    """
    names = [p.name or "" for p in context.command.params]
    given = [
        parameter.opts[0]
        for parameter in context.command.params
        if parameter.name in _given(context, *names) and parameter.name not in WITH_RESUME
    ]
    if given:
        raise click.UsageError(f"With --resume all stays as it was; leave out {', '.join(given)}.")


def _given(context: click.Context, *names: str) -> list[str]:
    """Which of these stand on the command line."""
    return [n for n in names if context.get_parameter_source(n) == ParameterSource.COMMANDLINE]


def _shown(arguments: list[str]) -> list[str]:
    """The command line without the private part of paths: a card travels with its model."""
    return [Path(a).name if Path(a).is_absolute() else a for a in arguments]
