"""Takes as files, and what is said about them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from melodyrnn.generation.continuing import Continuation
from melodyrnn.generation.recreating import recipe_of
from melodyrnn.midi.writing import write_midi
from melodyrnn.whole_file import make_folder


def write_takes(continuation: Continuation, folder: Path, *, new_only: bool) -> list[Path]:
    """Writes take-1.mid, take-2.mid ..., named by their numbers, and returns their paths."""
    make_folder(folder)
    paths = []
    for number, take in enumerate(continuation.takes, start=continuation.first):
        piece = continuation.new_part(take) if new_only else continuation.whole(take)
        path = folder / f"take-{number}.mid"
        write_midi(piece, path, length=continuation.length(new_only=new_only))
        paths.append(path)
    return paths


def announce(continuation: Continuation, paths: list[Path], *, as_json: bool) -> None:
    """Says what was written: a line a take, or one JSON object."""
    takes = list(zip(continuation.takes, paths, strict=True))
    seed = continuation.seed
    if as_json:
        said = {
            "key": str(seed.key) if seed.key else None,
            "start": seed.start,
            "end": seed.end,
            "seed_notes_off_grid": seed.rounding.moved,
            "takes": [
                {
                    "path": str(path),
                    "notes": len(take.notes),
                    "nats_per_note": round(take.nats_per_note, 4),
                    "recipe": recipe_of(continuation, number).to_json(),
                }
                for number, (take, path) in enumerate(takes, start=continuation.first)
            ],
        }
        click.echo(json.dumps(said))
        return
    for take, path in takes:
        count = len(take.notes)
        new = "1 new note" if count == 1 else f"{count} new notes"
        click.echo(f"{path}  {new}, surprise {take.nats_per_note:.2f} nats/note")
    if seed.rounding.moved:
        click.echo(
            f"{seed.rounding.moved} of {len(seed.notes)} seed notes lie off the grid: the model"
            " heard them rounded, the files keep them as they are."
        )
