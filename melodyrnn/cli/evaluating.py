"""`melodyrnn evaluate`: what a model pays for music it has not seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from melodyrnn.checkpoint import load_model
from melodyrnn.cli.options import parts_option
from melodyrnn.cli.progress import followed
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.scan import AS_THEY_STAND, FileReport, scan
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import Score, pooled_score
from melodyrnn.errors import CollectionError
from melodyrnn.generation.continuing import style_class
from melodyrnn.shelf import find_model

_SHOWN_REASONS = 5


@click.command("evaluate")
@click.argument("model", metavar="MODEL")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path),
                metavar="PATH...")  # fmt: skip
@parts_option
@click.option(
    "--style", default="", metavar="NAME", help="Tell the model which of its styles this is."
)
@click.option("--json", "as_json", is_flag=True, help="Print the score as JSON.")
def command(
    model: str, paths: tuple[Path, ...], choice: PartChoice, style: str, as_json: bool
) -> None:
    """Score a model, by name or file, on MIDI files it has not learned from.

    The score is in nats a note: the lower, the better the model foresees the music.

    Example: melodyrnn evaluate folk-and-song midi_data/classical
    """
    loaded = load_model(find_model(model))
    number = style_class(loaded, style)
    files = find_midi_files(paths)
    settings = replace(AS_THEY_STAND, choice=choice)
    reports = followed(scan(files, settings), doing="scoring", total=len(files))
    skipped: list[FileReport] = []
    result = pooled_score(Engine(loaded), _readings(reports, skipped, number))
    if not result.notes:
        raise CollectionError(
            "There is no melody to score here; `melodyrnn scan` with the same paths tells why."
        )
    if as_json:
        click.echo(json.dumps(_as_json(result, skipped)))
    else:
        _show(result, skipped)


def _readings(
    reports: Iterable[FileReport], skipped: list[FileReport], style: int
) -> Iterator[Reading]:
    """The lines of all files as they stand; files without one are added to `skipped`."""
    for report in reports:
        if not report.kept:
            skipped.append(report)
        for line in report.lines:
            yield read_notes(line.notes, line.meters, line.keys, style)


def _as_json(score: Score, skipped: list[FileReport]) -> dict[str, object]:
    return {
        "pieces": score.pieces,
        "notes": score.notes,
        "nats_per_note": score.nats_per_note(),
        "nats_per_note_without_velocity": score.without_velocity(),
        "skipped": [{"path": str(each.path), "reason": each.reason} for each in skipped],
    }


def _show(score: Score, skipped: list[FileReport]) -> None:
    named = score.nats_per_note()
    total = named.pop("total")
    for name, nats in [*named.items(), ("total", total)]:
        click.echo(f"{name:<10}{nats:7.4f}")
    click.echo(
        f"{score.without_velocity():.4f} nats a note without velocity, "
        f"over {score.notes:,} notes in {_pieces(score.pieces)}; lower is better."
    )
    for report in skipped[:_SHOWN_REASONS]:
        click.echo(f"left out: {report.path}: {report.reason}")
    if len(skipped) > _SHOWN_REASONS:
        click.echo(f"left out: {len(skipped) - _SHOWN_REASONS} more, which --json lists.")


def _pieces(count: int) -> str:
    return f"{count:,} piece{'' if count == 1 else 's'}"
