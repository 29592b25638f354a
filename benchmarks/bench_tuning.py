"""Fifty tunes: what a shipped model gains by learning from them, beside one from nothing.

python -m benchmarks.bench_tuning TRAIN VALID [--tunes 50] [--draws 3] [--minutes 1]
[--scratch-minutes 1 10] [--threads N]

Each draw takes other tunes of TRAIN. Scores are nats a note without velocity on VALID, as
`melodyrnn evaluate` gives them; both sides are the best on the held-out tunes of the draw.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from benchmarks.timing import table
from melodyrnn.checkpoint import load_model
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.scan import AS_THEY_STAND, FileReport, ScanSettings, scan
from melodyrnn.course.plan import dropout_for
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.generation.takes import drained
from melodyrnn.models.config import ModelConfig, sized
from melodyrnn.models.network import EventNetwork
from melodyrnn.scorecard.relay import relayed
from melodyrnn.shelf import find_model
from melodyrnn.training.corpus import Corpus, corpus_of, gather
from melodyrnn.training.judge import judge
from melodyrnn.training.loop import train
from melodyrnn.training.preparing import load_weights
from melodyrnn.training.settings import TrainSettings

CPU = torch.device("cpu")


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("valid", type=Path)
    parser.add_argument("--tunes", type=int, default=50)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--scratch-minutes", type=float, nargs="*", default=[])
    parser.add_argument("--threads", type=int, help="otherwise torch's choice")
    wish = parser.parse_args()
    if wish.threads:
        torch.set_num_threads(wish.threads)
    valid = _readings(wish.valid)
    files = sorted(find_midi_files([wish.train]))
    rows = []
    for draw in range(wish.draws):
        chosen = np.random.default_rng(draw).permutation(len(files))[: wish.tunes]
        corpus = _corpus([files[i] for i in sorted(chosen)])
        rows.append((str(draw), f"{corpus.notes:,}", *_scores(wish, corpus, valid)))
    scratch = [f"from nothing, {minutes:g} min" for minutes in wish.scratch_minutes]
    print(table(("draw", "notes", "before", "tuned", "s", *scratch), rows))


def _scores(wish: argparse.Namespace, corpus: Corpus, valid: Sequence[Reading]) -> Iterator[str]:
    """Before, after, seconds it took, and from nothing."""
    base = load_model(find_model(None))
    dropout, settings = dropout_for(corpus.notes), TrainSettings(minutes=wish.minutes)
    network = _network(replace(base.config, dropout=dropout))
    load_weights(network, base)
    yield f"{_score(network, valid):.4f}"
    seconds = _learn(network, corpus, settings.for_tuning(corpus.notes))
    yield f"{_score(network, valid):.4f}"
    yield f"{seconds:.0f}"
    for minutes in wish.scratch_minutes:
        network = _network(replace(sized("base"), dropout=dropout))
        _learn(network, corpus, TrainSettings(minutes=minutes))
        yield f"{_score(network, valid):.4f}"


def _network(config: ModelConfig) -> EventNetwork:
    torch.manual_seed(0)
    return EventNetwork(config)


def _learn(network: EventNetwork, corpus: Corpus, settings: TrainSettings) -> float:
    """Trains a network to its best held-out score; seconds it took."""
    best, seconds = None, 0.0
    for news in train(network, corpus, settings, device=CPU):
        best, seconds = news.weights or best, news.seconds
    if best is not None:
        network.load_state_dict({name: torch.from_numpy(w) for name, w in best.items()})
    return seconds


def _score(network: EventNetwork, readings: Sequence[Reading]) -> float:
    return float(judge(network, readings, CPU)[:3].sum())


def _readings(folder: Path) -> list[Reading]:
    reports = scan(find_midi_files([folder]), AS_THEY_STAND)
    return [read_notes(x.notes, x.meters, x.keys) for r in reports for x in r.lines]


def _corpus(files: Sequence[Path]) -> Corpus:
    def look(found: Sequence[Path]) -> Iterator[FileReport]:
        return scan(found, ScanSettings())

    gathered = drained(relayed(gather(files, look), lambda _: None))
    return corpus_of(gathered, held_out=0.1, seed=0, styles=())


if __name__ == "__main__":
    main()
