"""A whole training from folders to a model file: what the command line and the window run."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch

from melodyrnn import __version__
from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model, replace_card, save_model
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.encoding.spec import FIELDS
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.entropy import calibrate
from melodyrnn.markov import MarkovBaseline
from melodyrnn.models.config import Core, Size, sized
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.corpus import load_corpus
from melodyrnn.training.loop import Progress, train
from melodyrnn.training.settings import TrainSettings
from melodyrnn.whole_file import make_folder


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What is asked of a training.

    base: a model file to go on from; its shape then counts, not core and size. dropout:
    None takes the usual share. threads: processor threads, None for all cores.
    held_out: share of the pieces kept aside. today and command go onto the card.
    """

    folders: tuple[Path, ...]
    out: Path
    name: str
    settings: TrainSettings
    core: Core = "lstm"
    size: Size = "base"
    dropout: float | None = None
    base: Path | None = None
    scan: ScanSettings = field(default_factory=ScanSettings)
    held_out: float = 0.1
    threads: int | None = None
    today: str = ""
    command: str = ""
    credits: str = ""


class TrainSession:
    """Loads a corpus and a network, then trains; the best weights are in the file at any time."""

    def __init__(self, request: TrainRequest, device: torch.device | None = None) -> None:
        self.request = request
        self.device = device or best_device()
        if request.threads:
            torch.set_num_threads(request.threads)
        base = load_model(request.base) if request.base else None
        self.corpus, self.reports = load_corpus(
            request.folders,
            request.scan,
            held_out=request.held_out,
            seed=request.settings.seed,
            styles=base.config.styles if base else None,
        )
        shape = base.config if base else sized(request.size, request.core, self.corpus.styles)
        usual = shape.dropout if request.dropout is None else request.dropout
        self.config = replace(shape, dropout=usual)
        torch.manual_seed(request.settings.seed)
        self.network = EventNetwork(self.config).to(self.device)
        if base:
            weights = {name: torch.from_numpy(w) for name, w in base.weights.items()}
            self.network.load_state_dict(weights)
        self.markov_nats = MarkovBaseline(self.corpus.train).score(self.corpus.held_out)
        self._base_name = base.card.name if base else ""

    def run(self) -> Iterator[Progress]:
        """Trains and yields news; whenever the score is the best so far, the file is replaced.

        Raises:
            ExportError: the file cannot be written; what was written before stays.
        """
        make_folder(self.request.out.parent)
        for progress in train(self.network, self.corpus, self.request.settings, device=self.device):
            if progress.weights is not None:
                card = self.card(progress)
                save_model(self.request.out, self.config, progress.weights, card, half=True)
            yield progress

    def calibrate(self) -> None:
        """Measures the model in the file for the slider of boldness; completes its card.

        Raises:
            ModelFileError, ExportError: the file cannot be read or written.
        """
        model = load_model(self.request.out)
        measured = calibrate(Engine(model), self.corpus.held_out)
        replace_card(self.request.out, measured.on(model.card))

    def card(self, progress: Progress) -> Card:
        """The card of the model as it is now."""
        request, corpus = self.request, self.corpus
        return Card(
            name=request.name,
            created=request.today,
            collections=corpus.collections,
            pieces=len(corpus.train),
            notes=sum(len(r) - 1 for r in corpus.train),
            held_out_pieces=len(corpus.held_out),
            held_out_notes=sum(len(r) - 1 for r in corpus.held_out),
            nats_per_note=nats_by_field(progress),
            markov_nats_per_note=round(self.markov_nats, 4),
            epochs=round(progress.epoch, 2),
            minutes=round(progress.seconds / 60, 2),
            has_velocity=corpus.has_velocity,
            has_chords=corpus.has_chords,
            lowest=corpus.usual_range[0],
            highest=corpus.usual_range[1],
            base=self._base_name,
            command=request.command,
            versions=versions(),
            credits=request.credits,
        )


def nats_by_field(progress: Progress) -> dict[str, float]:
    """The held-out score by field, and the sum of all but velocity; empty if not checked."""
    if progress.held_out is None:
        return {}
    nats = {f.name: round(float(n), 4) for f, n in zip(FIELDS, progress.held_out, strict=True)}
    return nats | {"without_velocity": round(float(progress.held_out[:3].sum()), 4)}


def best_device() -> torch.device:
    """A GPU where there is one, else the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("cpu")


def versions() -> dict[str, str]:
    """Versions of what trains a model."""
    return {
        "melodyrnn": __version__,
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
    }
