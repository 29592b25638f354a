"""Takes as files, and what is said about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from melodyrnn.checkpoint import load_model
from melodyrnn.generation.continuing import Continuation
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.recreating import recipe_of
from melodyrnn.generation.takes import Take
from melodyrnn.midi.writing import write_midi
from melodyrnn.originality.copies import Copies
from melodyrnn.whole_file import make_folder


def made_ready(path: Path, *, as_json: bool, most_copied: int) -> ReadyModel:
    """The model in a file. What it learned from is read only where something is said of it."""
    return ReadyModel.of(load_model(path), path if as_json or most_copied else None)


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
                    "copied": take.copies and _said(take.copies),
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
        click.echo(f"{path}  {new}, surprise {take.nats_per_note:.2f} nats/note{_copied(take)}")
    if seed.rounding.moved:
        click.echo(
            f"{seed.rounding.moved} of {len(seed.notes)} seed notes lie off the grid: the model"
            " heard them rounded, the files keep them as they are."
        )


def _copied(take: Take) -> str:
    """The longest run that stands in the music learned from, as an end of a line."""
    if take.copies is None:
        return ""
    count = take.copies.longest
    return f", longest copy {count} {'note' if count == 1 else 'notes'}"


def _said(copies: Copies) -> dict[str, Any]:
    """What of a take is copied, and from where."""
    return {
        "longest": copies.longest,
        "share": round(copies.share, 4),
        "from": [
            {
                "title": run.title,
                "collection": run.collection,
                "first_bar": run.first_bar,
                "last_bar": run.last_bar,
                "notes": run.notes,
            }
            for run in copies.runs
        ],
    }
