"""The command line: verbs, loaded only when called, and how errors end.

Exit status: 0 done, 1 the input is at fault, 2 wrong usage, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import importlib
import sys
from typing import NamedTuple

import click

from melodyrnn import __version__
from melodyrnn.errors import MelodyRnnError


class Verb(NamedTuple):
    """Where a verb lives, and its line in the help."""

    module: str
    summary: str


VERBS = {
    "continue": Verb("continuing", "Continue a melody: several takes, as MIDI files."),
    "generate": Verb("generating", "Make melodies from nothing but a meter and a key."),
    "scan": Verb("scanning", "What MIDI files hold, what can be learned from, and why not."),
    "train": Verb("training", "Learn from folders of MIDI files."),
    "evaluate": Verb("evaluating", "How well a model predicts music it has not seen."),
    "models": Verb("models", "List models, or show the card of one."),
    "render": Verb("rendering", "Turn a MIDI file into sound."),
}


class Verbs(click.Group):
    """A group that imports a verb's module only when that verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's
        """In the order of a session, not of the alphabet."""
        return list(VERBS)

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
        ctx: click.Context,  # noqa: ARG002  # click's
        formatter: click.HelpFormatter,
    ) -> None:
        """Summaries from the table, so that help loads no verb."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.summary) for name, verb in VERBS.items()])


@click.command(cls=Verbs)
@click.version_option(__version__, prog_name="melodyrnn")
def cli() -> None:
    """Compose with a recurrent network that learned from your own MIDI."""


def run(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with its status."""
    sys.exit(status_of(arguments))


def status_of(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns its exit status."""
    try:
        cli.main(args=arguments, prog_name="melodyrnn", standalone_mode=False)
    except MelodyRnnError as error:
        click.echo(f"melodyrnn: {error}", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("melodyrnn: stopped.", err=True)
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        return 0
    return 0
