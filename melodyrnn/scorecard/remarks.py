"""Remarks: what must be known of how a card was made, in plain words."""

from __future__ import annotations

from melodyrnn.originality.sources import Sources
from melodyrnn.scorecard.pieces import Material
from melodyrnn.scorecard.result import ScoreCard


def remarks(
    card: ScoreCard, material: Material, sources: Sources | None, *, has_all: bool = True
) -> tuple[str, ...]:
    """Sentences, the most important first; none where all is as it should be.

    sources: as far as they are known. has_all: whether they are all it learned from.
    """
    knows_all = sources is not None and has_all
    said = [
        _of_unheard(card, sources),
        _of_left_out(card),
        _of_number(material),
        _of_rivals(card, knows_all),
    ]
    if not card.foils:
        said.append("The pieces are too short to ask which of two continuations is the true one.")
    if not card.overlaps:
        said.append("The pieces are too short to be continued.")
    if sources is None:
        said.append("Whether takes are copied cannot be told without that list.")
    elif not has_all:
        said.append("Copies of what the model before it learned from cannot be found.")
    return tuple(filter(None, said))


def _of_unheard(card: ScoreCard, sources: Sources | None) -> str:
    if card.unheard == "none":
        return "It learned from all pieces in there, so none of them is new to it."
    if card.unheard == "unknown" and sources is not None:
        return (
            "Nobody can tell whether some of these pieces are not new to it: it went on from a"
            " model without a list of what that one learned from."
        )
    if card.unheard == "unknown":
        return (
            "Nobody can tell whether it learned from some of these pieces: there is no list of"
            " what it learned from."
        )
    return ""


def _of_left_out(card: ScoreCard) -> str:
    if not card.left_out:
        return ""
    if card.left_out == 1:
        return "1 piece was left out because it learned from it."
    return f"{card.left_out:,} pieces were left out because it learned from them."


def _of_number(material: Material) -> str:
    if not material.is_capped:
        return ""
    rest = material.found - material.left_out
    return f"Judged by {len(material.pieces):,} of {rest:,} pieces, chosen by chance."


def _of_rivals(card: ScoreCard, knows_all: bool) -> str:
    if card.unheard == "none":
        return "Nobody is compared with it: who counted what it learned from knows these pieces."
    if not card.rivals and knows_all:
        return "Nobody is compared with it: the list of what it learned from is empty."
    if not card.rivals:
        return (
            "Nobody is compared with it: all of this is one piece, its parts and versions, and"
            " leaves no other music to count from."
        )
    if not knows_all:
        return (
            "What it is compared with was counted from other pieces of this folder, as not all"
            " of its own training music is here."
        )
    return ""
