"""Measures a model's boldness on the pieces its training held out, and writes that onto its card.

    python -m tools.calibrate_model MODEL FOLDER...

The folders, their order, --parts, --held-out and --seed must be those it was trained with: then the
same pieces are held out again. Training does this by itself; this is for models that were
trained before it did. The weights stay as they are, to the byte.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from melodyrnn.checkpoint import load_model, replace_card
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.entropy import calibrate
from melodyrnn.generation.boldness import Temperatures
from melodyrnn.originality.sources import matching_sources, save_sources, sources_path
from melodyrnn.shelf import find_model
from melodyrnn.training.corpus import load_corpus


def main() -> None:
    """Does it, and says what the stops of the slider now mean."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("model", help="name or path")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--parts", choices=get_args(PartChoice), default="melody")
    parser.add_argument("--held-out", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
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
    notes = sum(len(r) - 1 for r in corpus.held_out)
    if (len(corpus.held_out), notes) != (model.card.held_out_pieces, model.card.held_out_notes):
        parser.error("these folders hold out other pieces than the card tells of")
    measured = calibrate(Engine(model), corpus.held_out, has_chords=model.card.has_chords)
    card = measured.on(model.card)
    sources = matching_sources(path, model.card.sources, model.identity)
    replace_card(path, card)
    if sources and sources.fingerprint != card.sources:  # they name the model, now another one
        save_sources(sources_path(path), sources, model=load_model(path).identity)
    scale = Temperatures.of(card)
    for stop in range(4):
        print(f"stop {stop}: pitch {scale.pitch.at(stop):.2f}, rhythm {scale.rhythm.at(stop):.2f}")
    print(f"{path}: identity was {model.identity}, is {load_model(path).identity}")


if __name__ == "__main__":
    main()
