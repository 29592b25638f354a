"""Keeping: the best model so far is in its file, complete with its card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from melodyrnn.checkpoint import Model, Weights, load_model, replace_card, save_model
from melodyrnn.encoding.reading import Reading
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.entropy import calibrate
from melodyrnn.errors import ExportError
from melodyrnn.originality.sources import save_sources, sources_path
from melodyrnn.training.control import Control, Interrupted
from melodyrnn.training.loop import Progress
from melodyrnn.training.model_card import blank_card, card_of, nats_by_field
from melodyrnn.training.preparing import Prepared

_AT_ONCE_NOTES = 600
"""Held-out notes that a model is measured by in the blink that a stop may take."""


class Keeper:
    """Writes the model file. A disk that is full is told of, and tried again later.

    held_out: nats a note of the model in the file, by field; empty if it was not judged.
    is_written: whether the file holds a model of this training.
    """

    def __init__(self, prepared: Prepared, say: Callable[[str], None]) -> None:
        self._prepared, self._say = prepared, say
        of = prepared
        self._blank = blank_card(
            of.request,
            of.corpus,
            base=of.base,
            markov_nats=of.markov_nats,
            sources=of.sources.fingerprint if of.sources else "",
            has_all_sources=of.has_all_sources,
        )
        self._has_sources = False
        self._waiting: tuple[Weights, Progress] | None = None
        self.held_out: Mapping[str, float] = {}
        self.is_written = False

    @property
    def is_there(self) -> bool:
        """Whether there is a model, be it one that waits to be written."""
        return self.is_written or self._waiting is not None

    def take_up(self, held_out: Mapping[str, float]) -> None:
        """There is a model in the file from an earlier sitting."""
        self.is_written, self.held_out = True, held_out

    def model(self, weights: Weights, progress: Progress) -> Model:
        """A model as it would be kept, in memory."""
        return Model(self._prepared.config, weights, card_of(self._blank, progress), identity="")

    def keep(self, weights: Weights, progress: Progress) -> None:
        """Replaces the model; where that cannot be, it waits in memory to be tried again."""
        self._waiting = weights, progress
        try:
            self.write()
        except ExportError as error:
            self._say(f"{error} The training goes on, and tries again.")

    def try_again(self) -> None:
        """Writes what waits, if that can be by now."""
        with suppress(ExportError):
            self.write()

    def write(self) -> None:
        """Writes what still waits to be written.

        Raises:
            ExportError: it cannot be written; it goes on waiting.
        """
        if self._waiting is None:
            return
        weights, progress = self._waiting
        card = card_of(self._blank, progress)
        save_model(self._prepared.request.out, self._prepared.config, weights, card, half=True)
        self._write_sources()
        self._waiting = None
        self.take_up(nats_by_field(progress.held_out))

    def _write_sources(self) -> None:
        """Once a sitting, with the first model; those of a former model of that name go."""
        if self._has_sources:
            return
        path = sources_path(self._prepared.request.out)
        if self._prepared.sources is not None:
            save_sources(path, self._prepared.sources)
        else:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        self._has_sources = True

    def finish(self, control: Control, *, at_once: bool) -> None:
        """Measures the model for the slider of boldness and completes its card.

        at_once: by a few notes, in a blink; else by many, until something is wished for.

        Raises:
            ModelFileError, ExportError: the file cannot be read or written.
        """
        self.write()
        few = some_of(self._prepared.corpus.held_out, _AT_ONCE_NOTES)
        self._measure(few)
        if at_once or len(few) == len(self._prepared.corpus.held_out):
            return
        try:
            with control.breakable():
                self._measure(self._prepared.corpus.held_out)
        except Interrupted:
            return  # measured well enough

    def _measure(self, readings: Sequence[Reading]) -> None:
        model = load_model(self._prepared.request.out)
        measured = calibrate(Engine(model), readings, has_chords=model.card.has_chords)
        replace_card(self._prepared.request.out, measured.on(model.card))


def some_of(readings: Sequence[Reading], notes: int) -> Sequence[Reading]:
    """The first pieces, from the shortest up, that have about so many notes; one at least."""
    chosen: list[Reading] = []
    for reading in sorted(readings, key=len):
        notes -= len(reading) - 1
        if chosen and notes < 0:
            break
        chosen.append(reading)
    return chosen
