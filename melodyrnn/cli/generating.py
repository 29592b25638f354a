"""`melodyrnn generate`: melodies from nothing but a meter and a key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from melodyrnn.cli.options import MeterName, Number, take_options, take_request
from melodyrnn.cli.writing import announce, made_ready, write_takes
from melodyrnn.generation.continuing import continue_piece, empty_piece
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.tempo import TempoMap
from melodyrnn.shelf import find_model


@click.command("generate")
@click.option("--meter", type=MeterName(), default="4/4", show_default=True,
              help="The time signature.")  # fmt: skip
@click.option("--tempo", type=Number(10, 600), default=120.0, show_default=True,
              metavar="BPM", help="Quarters a minute.")  # fmt: skip
@take_options
def command(
    meter: Meter,
    tempo: float,
    model: str | None,
    key: Key | None,
    out: Path,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Make melodies without a seed: take-1.mid, take-2.mid ... in the folder --out.

    Example: melodyrnn generate --meter 6/8 --key-signature D --bars 16
    """
    request = take_request(**wishes)
    piece = empty_piece(MeterMap([MeterChange(0, meter)]), TempoMap.from_bpm(tempo), key)
    path = find_model(model)
    ready = made_ready(path, as_json=as_json, most_copied=request.most_copied)
    continuation = continue_piece(ready, piece, 0, request, key=key)
    written = write_takes(continuation, out, new_only=False)
    announce(continuation, written, as_json=as_json)
