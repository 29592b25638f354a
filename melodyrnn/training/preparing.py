"""Preparing: from what is asked to a corpus, a network, and what there is to beat."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray

from melodyrnn.checkpoint import Model, load_model
from melodyrnn.course.events import Scanning
from melodyrnn.course.run_file import damaged
from melodyrnn.errors import ModelFileError
from melodyrnn.markov import MarkovBaseline
from melodyrnn.models.config import ModelConfig, sized
from melodyrnn.models.network import EventNetwork
from melodyrnn.originality.sources import Sources
from melodyrnn.training.corpus import Corpus, Gathered, Look, corpus_of, gather
from melodyrnn.training.judge import judge
from melodyrnn.training.machine import memory_told
from melodyrnn.training.origins import knows_all, sources_learned
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.run_file import SavedRun

Choose: TypeAlias = Callable[[TrainRequest, Gathered], TrainRequest]
"""Completes a request, once it is known how much music there is."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """All that a training begins with.

    request: completed. base: name of the model it goes on from, or "". base_nats: what that
    one pays for the held-out pieces, nats a note by field. saved: where it was left, if it is
    taken up again. is_same_music: the corpus is the one it was left with; if it is not,
    kept_nats is what the model kept so far pays now. sources: to lie beside the model; None
    if nothing shall. has_all_sources: they are all that it will have learned from.
    """

    request: TrainRequest
    corpus: Corpus
    fingerprint: str
    network: EventNetwork
    device: torch.device
    base: str
    base_nats: NDArray[np.float64] | None
    markov_nats: float
    saved: SavedRun | None = None
    is_same_music: bool = True
    kept_nats: NDArray[np.float64] | None = None
    sources: Sources | None = None
    has_all_sources: bool = True

    @property
    def config(self) -> ModelConfig:
        """The network's shape."""
        return self.network.config


def prepare(
    request: TrainRequest,
    *,
    look: Look,
    device: torch.device,
    saved: SavedRun | None = None,
    choose: Choose = lambda request, _: request,
) -> Generator[Scanning, None, Prepared]:
    """Reads the collection and builds the network; tells how much it has read.

    saved: the training to take up again.

    Raises:
        CollectionError: too little to learn from.
        ModelFileError: the model to go on from cannot be read.
        RequestError: memory does not do.
    """
    gathered = yield from gather(request.folders, look)
    with memory_told():
        if saved is not None and saved.state is not None:
            return _again(request, saved, gathered, device)
        return _anew(choose(request, gathered), gathered, device)


def _anew(request: TrainRequest, gathered: Gathered, device: torch.device) -> Prepared:
    base = load_model(request.base) if request.base else None
    styles = base.config.styles if base else None
    corpus = _corpus(request, gathered, styles)
    shape = base.config if base else sized(request.size, request.core, corpus.styles)
    usual = shape.dropout if request.dropout is None else request.dropout
    torch.manual_seed(request.settings.seed)
    network = EventNetwork(replace(shape, dropout=usual)).to(device)
    if base:
        load_weights(network, base)
    return Prepared(
        request=request,
        corpus=corpus,
        fingerprint=corpus.fingerprint(),
        network=network,
        device=device,
        base=base.card.name if base else "",
        base_nats=judge(network, corpus.held_out, device) if base else None,
        markov_nats=_markov_nats(corpus),
        sources=sources_learned(request, corpus, request.base),
        has_all_sources=knows_all(request.base),
    )


def _again(
    request: TrainRequest, saved: SavedRun, gathered: Gathered, device: torch.device
) -> Prepared:
    """The shape is the saved one: the model it once began from may be gone by now."""
    run = saved.run
    try:
        config = ModelConfig.from_json(run["config"])
        base_nats = np.array(run["base_nats"], dtype=float) if run["base_nats"] else None
        base, markov_nats, known = str(run["base"]), float(run["markov_nats"]), run["fingerprint"]
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(saved.path) from error
    corpus = _corpus(request, gathered, config.styles)
    kept = request.out if run["has_model"] else None
    fingerprint = corpus.fingerprint()
    is_same = fingerprint == known
    if not is_same and base_nats is not None:
        base_nats = _nats_of(request.base, corpus, device)
    return Prepared(
        request=request,
        corpus=corpus,
        fingerprint=fingerprint,
        network=EventNetwork(config).to(device),
        device=device,
        base=base,
        base_nats=base_nats,
        markov_nats=markov_nats if is_same else _markov_nats(corpus),
        saved=saved,
        is_same_music=is_same,
        kept_nats=None if is_same else _nats_of(request.out, corpus, device),
        sources=sources_learned(request, corpus, request.base, kept),
        # What was kept has the music of its base too, which may be gone by now.
        has_all_sources=knows_all(kept or request.base),
    )


def _nats_of(path: Path | None, corpus: Corpus, device: torch.device) -> NDArray[np.float64] | None:
    """What the model in a file pays for the held-out pieces; None where there is none."""
    try:
        model = load_model(path) if path else None
    except ModelFileError:
        return None
    if model is None:
        return None
    network = EventNetwork(model.config).to(device)
    load_weights(network, model)
    return judge(network, corpus.held_out, device)


def load_weights(network: EventNetwork, model: Model) -> None:
    """Gives a network the weights of a model of its shape."""
    network.load_state_dict({name: torch.from_numpy(w) for name, w in model.weights.items()})


def _corpus(request: TrainRequest, gathered: Gathered, styles: tuple[str, ...] | None) -> Corpus:
    seed = request.settings.seed
    return corpus_of(gathered, held_out=request.held_out, seed=seed, styles=styles)


def _markov_nats(corpus: Corpus) -> float:
    return MarkovBaseline(corpus.train).score(corpus.held_out)
