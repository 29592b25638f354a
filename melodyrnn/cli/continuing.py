"""`melodyrnn continue`: takes of a melody, as MIDI files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from melodyrnn.checkpoint import load_model
from melodyrnn.cli.options import take_options, take_request
from melodyrnn.cli.writing import announce, write_takes
from melodyrnn.collection.melody import melody_part
from melodyrnn.generation.continuing import continue_piece
from melodyrnn.midi.reading import read_midi
from melodyrnn.music.key import Key
from melodyrnn.shelf import find_model


@click.command("continue")
@click.argument("seed", type=click.Path(path_type=Path), metavar="SEED.mid")
@click.option(
    "--part",
    type=click.IntRange(1),
    metavar="N",
    help="Which part to continue, from 1.  [default: the melody]",
)
@click.option("--new-only", is_flag=True, help="Write the new bars alone, without the seed.")
@take_options
def command(
    seed: Path,
    part: int | None,
    new_only: bool,
    model: str | None,
    key: Key | None,
    out: Path,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Continue the melody of a MIDI file: take-1.mid, take-2.mid ... in the folder --out.

    An unfinished last bar is filled, then come --bars whole bars. The seed's own notes
    stay as they are, to the tick.

    Example: melodyrnn continue midi_data/seeds/greensleeves.mid --key only
    """
    request = take_request(**wishes)
    piece = read_midi(seed)
    chosen = melody_part(piece, seed.name, part)
    continuation = continue_piece(load_model(find_model(model)), piece, chosen, request, key=key)
    written = write_takes(continuation, out, new_only=new_only)
    announce(continuation, written, as_json=as_json)
