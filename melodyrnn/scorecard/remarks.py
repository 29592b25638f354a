"""Remarks: what must be known of how a card was made, in plain words."""

from __future__ import annotations

from melodyrnn.originality.sources import Sources
from melodyrnn.scorecard.pieces import Material
from melodyrnn.scorecard.result import ScoreCard


def remarks(card: ScoreCard, material: Material, sources: Sources | None) -> tuple[str, ...]:
    """Sentences, the most important first; none where all is as it should be."""
    said = [_of_unheard(card), _of_number(material), _of_rivals(card, sources)]
    if not card.foils:
        said.append("The pieces are too short to ask which of two continuations is the true one.")
    if not card.overlaps:
        said.append("The pieces are too short to be continued.")
    if sources is None:
        said.append("Whether takes are copied cannot be told without that list.")
    return tuple(filter(None, said))


def _of_unheard(card: ScoreCard) -> str:
    if card.unheard == "none":
        return "It learned from all pieces in there, so none of them is new to it."
    if card.unheard == "unknown":
        return (
            "Nobody can tell whether it learned from some of these pieces: there is no list of"
            " what it learned from."
        )
    if card.left_out:
        were = "piece was" if card.left_out == 1 else "pieces were"
        return f"{card.left_out:,} {were} left out because it learned from them."
    return ""


def _of_number(material: Material) -> str:
    if not material.is_capped:
        return ""
    rest = material.found - material.left_out
    return f"Judged by {len(material.pieces):,} of {rest:,} pieces, chosen by chance."


def _of_rivals(card: ScoreCard, sources: Sources | None) -> str:
    if not card.rivals:
        return "There is too little music to count anything from, so nobody is compared with it."
    if sources is None:
        return (
            "What it is compared with was counted from other pieces of this folder, as its own"
            " training music is not here."
        )
    return ""
