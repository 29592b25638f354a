"""The first run: a well-known melody continued, as notes, sound and picture, and what to try next.

`main.py` without arguments comes here where there is no screen for the window.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from melodyrnn.checkpoint import load_model
from melodyrnn.cli.writing import write_takes
from melodyrnn.collection.melody import melody_part
from melodyrnn.export.audio import render_audio
from melodyrnn.export.picture import draw_piano_roll, save_picture
from melodyrnn.export.sound_file import write_audio
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.request import TakeRequest
from melodyrnn.midi.reading import read_midi
from melodyrnn.shelf import find_model

SEED = Path("seeds") / "greensleeves.mid"
OUT = Path("out")
BARS = 8
TAKES = 4


@click.command("first-run", hidden=True)
@click.argument("midi_data", type=click.Path(path_type=Path))
def command(midi_data: Path) -> None:
    """Continue a seed of the starter collection into the folder `out`."""
    seed = midi_data / SEED
    piece = read_midi(seed)
    model = load_model(find_model(None))
    request = TakeRequest(bars=BARS, takes=TAKES)
    continuation = continue_piece(model, piece, melody_part(piece, seed.name), request)
    written = write_takes(continuation, OUT, new_only=False)
    _hear_and_show(continuation, written[0])
    for line in _words(continuation, written, midi_data):
        click.echo(line)


def _hear_and_show(continuation: Continuation, path: Path) -> None:
    """The first take as sound and as a picture, beside its MIDI file."""
    first = continuation.whole(continuation.takes[0])
    write_audio(render_audio(first), path.with_suffix(".wav"))
    title = f"{continuation.piece.title}, continued"
    picture = draw_piano_roll(first, seed_end=continuation.seed.start, title=title)
    save_picture(picture, path.with_suffix(".png"))


def _words(continuation: Continuation, written: Sequence[Path], midi_data: Path) -> list[str]:
    """Five lines: what was done, what lies where, and three commands that work when copied."""
    first, last = written[0], written[-1]
    sound, picture = first.with_suffix(".wav"), first.with_suffix(".png")
    another = _shown(midi_data / "seeds" / "ode_to_joy.mid")
    program = _program(midi_data.parent / "main.py")
    return [
        f"A network that learned from folk tunes and songs has continued "
        f"{continuation.piece.title} by {BARS} bars, in {TAKES} takes.",
        f"Listen to {sound}, look at {picture}; the notes are in {first} to {last.name}.",
        f"Continue another one:     {program} continue {another} --bars 8",
        f"Let it learn a folder:    {program} train {_shown(midi_data / 'irish')} --minutes 5",
        f"Hear a take:              {program} render {last} --out {last.with_suffix('.wav')}",
    ]


def _program(main: Path) -> str:
    """How to call the command line from here."""
    python = Path(sys.executable)
    installed = python.with_name("melodyrnn" + python.suffix)
    return _shown(installed) if installed.exists() else f"{_shown(python)} {_shown(main)}"


def _shown(path: Path) -> str:
    """A path as one would type it: relative to the current folder where it lies below it."""
    here = Path.cwd()
    near = os.path.relpath(path, here) if path.is_relative_to(here) else str(path)
    return shlex.quote(near)
