"""What the worker process does for the learning window: the doctor's survey, model files.

As in `gui.tasks` each task is a generator of answers, which stand at its request.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TypeAlias

from gui.card_tasks import last_judged
from gui.learning_requests import (
    AdoptRequest,
    ChoicesRequest,
    CopyRequest,
    FileRow,
    Finding,
    ModelEntry,
    Offer,
    PartRow,
    RenameRequest,
    Shelf,
    ShelfRequest,
    SurveyBegan,
    SurveyRequest,
)
from gui.workshop import Workshop
from melodyrnn.card import Card
from melodyrnn.checkpoint import read_description
from melodyrnn.collection.cache import ScanCache, default_cache_folder
from melodyrnn.collection.choices import Choices, save_choices
from melodyrnn.collection.diagnosis import Diagnosis, Doctor
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.repairs import REPAIR_TEXTS, REPAIRS, Repair
from melodyrnn.collection.scan import FileReport, PartReport, ScanSettings
from melodyrnn.collection.survey import survey as survey_files
from melodyrnn.course.run_file import list_runs
from melodyrnn.errors import CollectionError, ModelFileError
from melodyrnn.shelf import (
    Shelved,
    copy_model,
    import_model,
    own_folder,
    rename_model,
    shelved_models,
    shipped_folder,
)
from melodyrnn.whole_file import make_folder

Answers: TypeAlias = Iterator[object]

BATCH_S = 0.15
"""Rows are sent together, so often; the first at once."""
BATCH_ROWS = 250


def survey(_shop: Workshop, request: SurveyRequest) -> Answers:
    """Looks at all files, then says what they amount to."""
    files = find_midi_files(request.places)
    if not files:
        raise CollectionError(_nothing_in(request.places))
    yield SurveyBegan(len(files), _offers(REPAIRS))
    settings = ScanSettings(choice=request.parts, repairs=_repairs(request.repairs))
    doctor, rows = Doctor(), dict[Path, FileRow]()
    with ScanCache(request.cache or default_cache_folder()) as cache:
        reports = survey_files(files, settings, choices=_choices(request), cache=cache)
        try:
            for batch in _batches(reports, doctor, rows):
                yield batch if request.is_live else None
        finally:
            reports.close()  # ends the processes that read
    if request.has_finding:
        found = doctor.diagnosis()
        final = _final_rows(rows, found)
        late = list((final if request.is_live else rows | final).values())
        for start in range(0, len(late), BATCH_ROWS):
            yield tuple(late[start : start + BATCH_ROWS])
        yield Finding(found.verdict, found.is_enough, found.twins, found.tunes)


def keep_choices(_shop: Workshop, request: ChoicesRequest) -> Answers:
    """Writes down what was decided about single files."""
    make_folder(request.path.parent)
    save_choices(request.path, _choices(request))
    yield request.path


def shelf(shop: Workshop, _request: ShelfRequest) -> Answers:
    """All models with their cards, and all trainings."""
    entries = []
    for shelved in shelved_models(shop.folders):
        entries.append(model_entry(shelved, shop.folders))
        yield None
    yield Shelf(tuple(entries), tuple(list_runs(own_folder(shop.folders))))


def adopt_model(shop: Workshop, request: AdoptRequest) -> Answers:
    """Copies a model from elsewhere among the user's own."""
    yield import_model(request.path, shop.folders)


def copy_out(_shop: Workshop, request: CopyRequest) -> Answers:
    """Copies a model to elsewhere."""
    copy_model(request.path, request.target, with_sources=request.with_sources)
    yield request.target


def call_model(shop: Workshop, request: RenameRequest) -> Answers:
    """Gives a model another name."""
    yield rename_model(request.name, request.wanted, shop.folders).stem


def model_entry(shelved: Shelved, folders: tuple[Path, ...] | None = None) -> ModelEntry:
    """A model as the manager shows it, damaged or not; folders: where models lie."""
    path = shelved.path
    is_shipped = path.parent == shipped_folder()
    try:
        status = path.stat()
        config, card = read_description(path)
    except ModelFileError as error:
        return ModelEntry(shelved.name, path, is_shipped, Card(), problem=str(error))
    except OSError as error:
        problem = f"It cannot be opened ({error.strerror or error})."
        return ModelEntry(shelved.name, path, is_shipped, Card(), problem=problem)
    return ModelEntry(
        shelved.name, path, is_shipped, card, config.core, config.layers, config.hidden,
        status.st_size, judged=last_judged(path, folders), written_ns=status.st_mtime_ns,
    )  # fmt: skip


def file_row(report: FileReport) -> FileRow:
    """What the table shows of a report: what is taken, else the part with the most notes."""
    parts = tuple(_part_row(part) for part in report.parts)
    facts = report.facts
    part = max(parts, key=lambda p: (p.kept, p.notes), default=None)
    shown = facts[0] if facts else part
    return FileRow(
        path=report.path,
        kept=report.kept,
        reason=report.reason,
        kind=part.kind if part else "",
        lines=len(facts),
        notes=sum(line.notes for line in facts) or (part.notes if part else 0),
        seconds=sum(line.seconds for line in facts),
        bars=sum(line.bars for line in facts) or (part.bars if part else 0),
        key=shown.key if shown else "",
        meter=shown.meter if shown else "",
        off_grid=shown.off_grid if shown else 0.0,
        parts=parts,
        offered=_offers(report.offered),
        applied=_offers(report.applied),
        content=report.content,
        remark=report.remark,
    )


def _batches(
    reports: Iterable[FileReport], doctor: Doctor, rows: dict[Path, FileRow]
) -> Iterator[tuple[FileRow, ...] | None]:
    """Rows as they come, some at a time; notes are shown to the doctor and let go."""
    batch: list[FileRow] = []
    sent = 0.0
    for report in reports:
        doctor.add(report)
        row = rows[report.path] = file_row(report)
        batch.append(row)
        now = monotonic()
        if len(batch) >= BATCH_ROWS or now - sent >= BATCH_S:
            yield tuple(batch)
            batch, sent = [], now
        else:
            yield None
    if batch:
        yield tuple(batch)


def _final_rows(rows: Mapping[Path, FileRow], found: Diagnosis) -> dict[Path, FileRow]:
    """Rows of files that are others once all files are known: those with doubles."""
    final: dict[Path, FileRow] = {}
    (offer,) = _offers(["merge-doubles"])
    for path in itertools.chain.from_iterable(found.twins):
        if offer not in rows[path].applied:
            final[path] = replace(rows[path], offered=(*rows[path].offered, offer))
    for path, fuller in found.merged.items():
        reason = f"The same tune is learned from {fuller.stem}, where there is more of it."
        final[path] = replace(rows[path], kept=False, lines=0, seconds=0.0, reason=reason)
    return final


def _nothing_in(places: Sequence[Path]) -> str:
    where = f"\N{LEFT DOUBLE QUOTATION MARK}{places[0].name}\N{RIGHT DOUBLE QUOTATION MARK}"
    where = where if len(places) == 1 else "these folders"
    return f"There are no MIDI files in {where}; choose another folder."


def _part_row(part: PartReport) -> PartRow:
    return PartRow(
        part.name, part.kind, part.kept, part.reason, part.notes, part.bars, part.key,
        part.meter, part.off_grid,
    )  # fmt: skip


def _offers(repairs: Iterable[Repair]) -> tuple[Offer, ...]:
    return tuple(Offer(repair, *REPAIR_TEXTS[repair]) for repair in repairs)


def _choices(request: SurveyRequest | ChoicesRequest) -> Choices:
    chosen = {content: _repairs(names) for content, names in request.chosen.items()}
    return Choices(request.left_out, chosen)


def _repairs(names: Iterable[str]) -> frozenset[Repair]:
    return frozenset(repair for repair in REPAIR_TEXTS if repair in names)
