"""The verbs: a table of where they live, loaded only when called, and how errors are told."""

from __future__ import annotations

import importlib
import os
import sys
from typing import NamedTuple

import click

from melodyrnn import __version__
from melodyrnn.errors import MelodyRnnError


class Verb(NamedTuple):
    """Where a verb lives, and its line in the help; without one it is not listed."""

    module: str
    summary: str = ""


VERBS = {
    "continue": Verb("continuing", "Continue a melody: several takes, as MIDI files."),
    "generate": Verb("generating", "Make melodies from nothing but a meter and a key."),
    "scan": Verb("scanning", "What MIDI files hold, what can be learned from, and why not."),
    "train": Verb("training", "Learn from folders of MIDI files."),
    "compare": Verb("comparing", "Which kind of network does best on your music: a report."),
    "evaluate": Verb("evaluating", "How well a model predicts music it has not seen."),
    "card": Verb("judging", "Judge a model: what it knows, what it copies, what is missing."),
    "models": Verb("models", "List models, or show the card of one."),
    "render": Verb("rendering", "Turn a MIDI file into sound."),
    "first-run": Verb("first_run"),
}


class Verbs(click.Group):
    """A group that imports a verb's module only when that verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's
        """In the order of a session, not of the alphabet."""
        return [name for name, verb in VERBS.items() if verb.summary]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's
        cmd_name: str,
    ) -> click.Command | None:
        """The verb, loaded now; each one so starts as fast as it can."""
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        module = importlib.import_module(f"melodyrnn.cli.{verb.module}")
        command: click.Command = module.command
        return command

    def format_commands(
        self,
        ctx: click.Context,
        formatter: click.HelpFormatter,
    ) -> None:
        """Summaries from the table, so that help loads no verb."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, VERBS[name].summary) for name in self.list_commands(ctx)])


@click.command(cls=Verbs, subcommand_metavar="VERB ...")
@click.version_option(__version__, prog_name="melodyrnn")
def cli() -> None:
    """Compose with a recurrent network that learned from your own MIDI.

    `melodyrnn VERB --help` tells what a verb can do.
    """


def status_of(arguments: list[str] | None) -> int:
    """Runs the command line; returns its exit status.

    Raises:
        KeyboardInterrupt: it was stopped with Ctrl-C.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        # Not cli.main(), which ends the process by itself when a pipe closes.
        with cli.make_context("melodyrnn", list(given) or ["--help"]) as context:
            cli.invoke(context)
    except click.exceptions.Exit as ended:  # after --help and --version
        return ended.exit_code
    except MelodyRnnError as error:
        _complain(str(error))
        return 1
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "melodyrnn"
        _complain(f"{error.format_message()} Try: {path} --help")
        return 2
    except OSError as error:
        return _status_of_failure(error)
    except MemoryError:
        _complain("There is not enough memory; close other programs, or give it less at a time.")
        return 1
    except ImportError as error:
        reason = (str(error).splitlines() or [""])[0].rstrip(".")
        _complain(
            f"A part of the program cannot be loaded ({reason}); close other programs if memory is"
            " short, else install it anew."
        )
        return 1
    return 0


def _status_of_failure(error: OSError) -> int:
    """What the system refused: mostly our own output, to a closed pipe or a full disk."""
    try:
        sys.stdout.flush()
    except OSError:  # then Python's own last flush must not fail over it again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0  # whoever read our output has seen enough
    what = error.filename or "The output"
    reason = error.strerror or str(error)
    _complain(f"{what} cannot be read or written ({reason}); make room or choose another place.")
    return 1


def _complain(message: str) -> None:
    click.echo(f"melodyrnn: {' '.join(message.split())}", err=True)
