"""Kinds: which case a card is, told from its figures.

One question after the other is asked, the gravest first; the first that is answered with yes
gives the case. All thresholds stand here with their reason; they were tried on models whose
quality was known (a shipped one, one of ten tunes, one that was stopped after seconds).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from melodyrnn.card import Card
from melodyrnn.scorecard.baselines import MARKOV
from melodyrnn.scorecard.foils import ANOTHER, OWN
from melodyrnn.scorecard.result import WITHOUT_VELOCITY, Foils, Originality, ScoreCard

FEWEST_PIECES = 8
"""Below, one odd piece decides every figure."""

FEWEST_NOTES = 800
"""Below, the cost of a note is not sure to a tenth of a nat."""

FEW_SOURCES = 60
"""Pieces learned from below which a network of ours learns them by heart."""

MUCH_COPIED = 0.2
"""Share of notes in copied runs by which takes exceed human music of the kind."""

FEW_MORE = 0.02
"""Share by which they exceed it before "no more" would be untrue."""

CLEARLY_MORE = 0.05
"""Share from which on they do so clearly: one note in twenty."""

LONG_COPY = 2.0
"""So many times as long as in human music are the long copied runs of one who copies."""

LONG_NOTES = 20
"""Shorter runs nobody recognises, however rare they are in human music: some five bars."""

BARELY = 0.03
"""Share by which a note has to cost less than by counting for anything to have been learned."""

CLEARLY = 0.10
"""Share by which it costs a good model less than any rival."""

FAR_SHARE = 0.3
"""Share by which a note costs more than at home where music is of another kind."""

HOME_PIECES = 5
"""Pieces at least that its score at home must come from to be believed."""

SURE = 0.85
"""Share of true continuations told from another piece's that a good model reaches."""

FEWEST_TRIALS = 20
"""Questions below which one who guesses is right nearly always now and then."""

HALF = 0.5
"""Share of true continuations that a coin tells."""

COIN = 0.65
"""Below this it is next to guessing: fewer than two of three."""

PARTLY = 0.8
"""Below this it is often enough wrong that one hears it."""

ALIKE = 0.8
"""Mean overlap above which takes have the habits of the music."""

UNLIKE = 0.65
"""Overlap below which a habit is named as missed."""

Kind: TypeAlias = Literal[
    "too-small", "all-known", "repeats", "copies", "no-chords", "too-few", "too-little",
    "forgetful", "elsewhere", "good", "fair", "unproven",
]  # fmt: skip

Missing: TypeAlias = Literal["rivals", "questions", "takes"]
"""What may be missing to call a model good."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the figures.

    card: of the model. distinct: pieces judged by that are neither near duplicates nor parts of
    one file, of one another. sources: how many pieces it learned from, None where nobody knows
    of all of them.
    """

    card: Card
    music_has_chords: bool
    distinct: int
    sources: int | None

    @property
    def learned(self) -> int | None:
        """Pieces it has learned from at most; None where nobody knows.

        Without a list its card says how many lines, but not those of the model it began from.
        """
        if self.sources is None and not self.card.base:
            return self.card.pieces
        return self.sources


def kind_of(card: ScoreCard, around: Circumstances) -> Kind:
    """Which case it is: the gravest that holds."""
    if card.unheard == "none":
        return "all-known"
    if around.distinct < FEWEST_PIECES or card.notes < FEWEST_NOTES:
        return "too-small"
    if is_copying(card.originality):
        return "repeats" if _has_few(around) else "copies"
    if around.music_has_chords and not around.card.has_chords:
        return "no-chords"
    gain = gain_of(card)
    if gain is not None and gain < BARELY:
        chain = card.rival(MARKOV)
        if chain is not None and card.score.nats < (1 - CLEARLY) * chain.nats:
            return "forgetful"
        return "too-few" if _has_few(around) else "too-little"
    if _is_far_from_home(card, around):
        return "elsewhere"
    if gain is None:
        return "unproven"
    if gain < CLEARLY or _falls_short(card):
        return "too-few" if _has_few(around) else "fair"
    return "unproven" if missing(card) else "good"


def missing(card: ScoreCard) -> tuple[Missing, ...]:
    """What it would take to call a model good, and was not measured, or too seldom."""
    lacks: dict[Missing, bool] = {
        "rivals": gain_of(card) is None,
        "questions": asked(card, ANOTHER) is None,
        "takes": not card.overlaps,
    }
    return tuple(name for name, is_lacking in lacks.items() if is_lacking)


def asked(card: ScoreCard, name: str) -> Foils | None:
    """What was found by foils of a kind; None where too few questions were asked."""
    return next((f for f in card.foils if f.name == name and f.trials >= FEWEST_TRIALS), None)


def _falls_short(card: ScoreCard) -> bool:
    """Whether anything that was measured is less than a good model reaches."""
    another, own = asked(card, ANOTHER), asked(card, OWN)
    return (
        (another is not None and another.share < SURE)
        or (own is not None and own.share < HALF)
        or (bool(card.overlaps) and card.overlap < ALIKE)
    )


def _has_few(around: Circumstances) -> bool:
    """Whether it is known to have learned from few pieces."""
    return around.learned is not None and 0 < around.learned < FEW_SOURCES


def is_copying(originality: Originality | None) -> bool:
    """Whether takes have longer runs, or more of them, in common with it than people have."""
    if originality is None:
        return False
    long = max(LONG_COPY * originality.human_p90, LONG_NOTES)
    much = originality.share - originality.human_share >= MUCH_COPIED
    return originality.p90 >= long or much


def _is_far_from_home(card: ScoreCard, around: Circumstances) -> bool:
    """Whether a note costs it much more than at home, and a Markov chain of its music too.

    The chain tells the music's strangeness from the model's: it is asked only where it was
    counted from what the model learned from.
    """
    own = around.card
    far = surprise(card, own) > FAR_SHARE
    chain = card.rival(MARKOV)
    if chain is not None and around.sources is not None and own.markov_nats_per_note > 0:
        far &= chain.nats > (1 + FAR_SHARE) * own.markov_nats_per_note
    return far


def surprise(card: ScoreCard, own: Card) -> float:
    """By which share a note costs more than of the music that was held out at its training."""
    home = own.nats_per_note.get(WITHOUT_VELOCITY, 0.0)
    if home <= 0 or own.held_out_pieces < HOME_PIECES:
        return 0.0
    return card.score.nats / home - 1


def gain_of(card: ScoreCard) -> float | None:
    """Share by which a note costs less than the best rival's; None without rivals."""
    best = min((rival.nats for rival in card.rivals), default=0.0)
    return 1 - card.score.nats / best if best > 0 else None
