"""Writes what a model learned from beside it, for models trained before trainings did so.

    python -m tools.add_sources MODEL FOLDER...

The folders, their order, --parts, --held-out and --seed must be those it was trained with: then
the same lines are learned from again, which the counts on its card confirm. The model's file
stays as it is, and so does its identity, which recipes quote: the sources name it instead. With
--card the model's card names its sources, as after a training, and the model is another one.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path
from typing import get_args

from melodyrnn.checkpoint import load_model, replace_card
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.sources import Sources, save_sources, sources_path
from melodyrnn.shelf import copy_model, find_model
from melodyrnn.training.corpus import load_corpus
from melodyrnn.whole_file import make_folder
from tools.titles import readable


def main() -> None:
    """Does it, and says how large it came out."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("model", help="name or path")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--parts", choices=get_args(PartChoice), default="melody")
    parser.add_argument("--held-out", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--card", action="store_true", help="let the model's card name them")
    parser.add_argument("--titles", action="store_true", help="make titles of file names")
    parser.add_argument("--to", type=Path, help="copy the model to this folder first")
    wish = parser.parse_args()
    path = find_model(wish.model)
    model = load_model(path)
    corpus, _ = load_corpus(
        wish.folders,
        ScanSettings(choice=wish.parts),
        held_out=wish.held_out,
        seed=wish.seed,
        styles=model.config.styles,
    )
    card, found = model.card, (len(corpus.train), corpus.notes)
    if found != (card.pieces, card.notes):
        parser.error(f"these are {found} lines and notes; it learned {card.pieces, card.notes}")
    if wish.to:
        make_folder(wish.to)
        copy_model(path, wish.to / path.name, with_sources=False)
        path = wish.to / path.name
    sources = _titled(corpus.sources) if wish.titles else corpus.sources
    if wish.card:
        replace_card(path, replace(card, sources=sources.fingerprint))
    save_sources(sources_path(path), sources, model="" if wish.card else model.identity)
    _tell(path, sources)
    print(f"{path}: identity was {model.identity}, is {load_model(path).identity}")


def _titled(sources: Sources) -> Sources:
    each = (replace(source, title=readable(source.title)) for source in sources.sources)
    return replace(sources, sources=tuple(each))


def _tell(path: Path, sources: Sources) -> None:
    size = sources_path(path).stat().st_size
    print(f"{sources_path(path)}: {len(sources):,} lines, {sources.note_count:,} notes")
    print(f"{size:,} bytes, {size / sources.note_count:.2f} a note; {sources.fingerprint}")
    began = time.perf_counter()
    SourceIndex(sources)
    print(f"index built in {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
