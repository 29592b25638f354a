"""Origins: the music a model has learned from once it is trained, that of its base included."""

from __future__ import annotations

from pathlib import Path

from melodyrnn.checkpoint import identity_of, read_card
from melodyrnn.errors import ModelFileError
from melodyrnn.originality.sources import Sources, matching_sources
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.request import TrainRequest


def sources_learned(request: TrainRequest, corpus: Corpus, *earlier: Path | None) -> Sources | None:
    """What will have been learned from; None if it shall not be kept.

    earlier: models whose weights this one goes on from: its base, and what was kept of this
    very training, whose music may have been other music.
    """
    if not request.with_sources:
        return None
    sources = corpus.sources
    for path in earlier:
        known = sources_beside(path) if path else None
        sources = Sources.joined(known, sources) if known else sources
    return sources


def knows_all(earlier: Path | None) -> bool:
    """Whether it is known of the model that one goes on from all that it learned from.

    earlier: its file; None where one begins from nothing.
    """
    if earlier is None:
        return True
    return sources_beside(earlier) is not None and read_card(earlier).has_all_sources


def sources_beside(path: Path) -> Sources | None:
    """What a model learned from, if that lies beside its file."""
    try:
        return matching_sources(path, read_card(path).sources, identity_of(path))
    except ModelFileError:
        return None
