"""The verdict: what the figures of a card mean, in a few sentences for a musician.

One question after the other is asked, the gravest first; the first that is answered with yes
gives the headline. All thresholds stand here with their reason; they were tried on models whose
quality was known (a shipped one, one of ten tunes, one that was stopped after seconds).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from melodyrnn.card import Card
from melodyrnn.scorecard.baselines import COPY_FORWARD, MARKOV
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

COIN = 0.65
"""Below this it is next to guessing: fewer than two of three."""

PARTLY = 0.8
"""Below this it is often enough wrong that one hears it."""

ALIKE = 0.8
"""Mean overlap above which takes have the habits of the music."""

UNLIKE = 0.65
"""Overlap below which a habit is named as missed."""

MOST_SENTENCES = 5
"""More nobody reads."""

Kind: TypeAlias = Literal[
    "too-small", "all-known", "repeats", "copies", "no-chords", "too-few", "too-little",
    "forgetful", "elsewhere", "good", "fair",
]  # fmt: skip


_PROVES_NOTHING: tuple[Kind, ...] = ("too-small", "all-known")
"""Cases in which the figures stand on the card, but are not put into words."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the figures.

    card: of the model. sources: how many pieces it learned from, None where nobody knows.
    """

    card: Card
    music_has_chords: bool
    sources: int | None


def verdict(card: ScoreCard, around: Circumstances) -> tuple[str, ...]:
    """Two to five sentences, the first of them says the most."""
    kind = kind_of(card, around)
    figures = [_against_rivals(kind, card), _of_foils(kind, card.foils), _of_takes(kind, card)]
    copied = _of_copies(kind, card.originality)
    figures = [copied, *figures] if kind in ("repeats", "copies") else [*figures, copied]
    advice = [_advice(kind)] if _advice(kind) else []
    told = [sentence for sentence in figures if sentence][: MOST_SENTENCES - 1 - len(advice)]
    return (_headline(kind, card, around), *told, *advice)


def kind_of(card: ScoreCard, around: Circumstances) -> Kind:
    """Which case it is: the gravest that holds."""
    if card.unheard == "none":
        return "all-known"
    if card.pieces < FEWEST_PIECES or card.notes < FEWEST_NOTES:
        return "too-small"
    if _is_copying(card.originality):
        return "repeats" if _has_few(around) else "copies"
    if around.music_has_chords and not around.card.has_chords:
        return "no-chords"
    gain = _gain(card)
    if gain is not None and gain < BARELY:
        chain = card.rival(MARKOV)
        if chain is not None and card.score.nats < (1 - CLEARLY) * chain.nats:
            return "forgetful"
        return "too-few" if _has_few(around) else "too-little"
    if _is_far_from_home(card, around):
        return "elsewhere"
    sure = all(f.share >= SURE for f in card.foils if f.name == ANOTHER)
    alike = card.overlap >= ALIKE or not card.overlaps
    return "good" if sure and alike and (gain is None or gain >= CLEARLY) else "fair"


def _has_few(around: Circumstances) -> bool:
    """Whether it learned from few pieces; where nobody knows, its card says how many lines."""
    learned = around.card.pieces if around.sources is None else around.sources
    return 0 < learned < FEW_SOURCES


def _is_copying(originality: Originality | None) -> bool:
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
    far = _surprise(card, own) > FAR_SHARE
    chain = card.rival(MARKOV)
    if chain is not None and around.sources is not None and own.markov_nats_per_note > 0:
        far &= chain.nats > (1 + FAR_SHARE) * own.markov_nats_per_note
    return far


def _surprise(card: ScoreCard, own: Card) -> float:
    """By which share a note costs more than of the music that was held out at its training."""
    home = own.nats_per_note.get(WITHOUT_VELOCITY, 0.0)
    if home <= 0 or own.held_out_pieces < HOME_PIECES:
        return 0.0
    return card.score.nats / home - 1


def _gain(card: ScoreCard) -> float | None:
    """Share by which a note costs less than the best rival's; None without rivals."""
    best = min((rival.nats for rival in card.rivals), default=0.0)
    return 1 - card.score.nats / best if best > 0 else None


def _headline(kind: Kind, card: ScoreCard, around: Circumstances) -> str:
    original = card.originality
    longest = original.worst.rsplit(", bar", 1)[0] if original else ""
    return {
        "too-small": (
            f"There is too little here to judge by: {_pieces(card.pieces)} with"
            f" {card.notes:,} notes."
        ),
        "all-known": (
            "It learned from every piece in there, so this tells what it remembers, not how"
            " well it knows music it has not heard."
        ),
        "repeats": (
            f"Too little to learn from: {_learned_from(around)}, and it repeats them,"
            f" “{longest}” above all."
        ),
        "copies": f"It copies: its takes repeat what it learned from, above all “{longest}”.",
        "no-chords": "This is not its music: it never heard chords, and these pieces have them.",
        "elsewhere": (
            "This is not quite the music it learned: here a note surprises it"
            f" {100 * _surprise(card, around.card):.0f} % more than at home."
        ),
        "too-few": f"Too little to learn from: {_learned_from(around)}.",
        "too-little": "It has learned too little yet.",
        "forgetful": (
            "It knows how notes follow one another, but not yet how a piece comes back to what it"
            " has said."
        ),
        "good": "A good model for this music.",
        "fair": "A fair model for this music: there is more to learn.",
    }[kind]


def _against_rivals(kind: Kind, card: ScoreCard) -> str:
    if not card.rivals or kind in _PROVES_NOTHING:
        return ""
    best = min(card.rivals, key=lambda rival: rival.nats)
    gain = 1 - card.score.nats / best.nats
    who = {
        MARKOV: "counting which notes follow which",
        COPY_FORWARD: "counting notes and going on as the piece did before",
    }.get(best.name, best.name)
    if gain >= BARELY:
        by = f"{100 * gain:.0f} %"
        return f"It foresees the next note better than mere {who}: each surprises it {by} less."
    if gain > -BARELY:
        return f"It foresees the next note no better than mere {who}."
    return f"Mere {who} foresees the next note better than it does."


def _of_foils(kind: Kind, foils: tuple[Foils, ...]) -> str:
    named = {each.name: each for each in foils}
    another, own = named.get(ANOTHER), named.get(OWN)
    if another is None or kind in _PROVES_NOTHING:
        return ""
    hardly = "hardly " if another.share < COIN else "partly " if another.share < PARTLY else ""
    said = (
        f"It {hardly}knows how a piece goes on: it picks the true bars rather than another"
        f" piece's {100 * another.share:.0f} times in 100"
    )
    if own is not None:
        said += f", and rather than others of the same piece {100 * own.share:.0f} times"
    return f"{said}; a coin would 50 times."


def _of_takes(kind: Kind, card: ScoreCard) -> str:
    if not card.overlaps or kind in _PROVES_NOTHING:
        return ""
    worst = min(card.overlaps, key=lambda overlap: overlap.share)
    like = "much like" if card.overlap >= ALIKE else "somewhat like"
    like = "unlike" if card.overlap < UNLIKE else like
    said = f"Its takes are {like} what people wrote there ({100 * card.overlap:.0f} % alike)"
    if worst.share < UNLIKE:
        said += f", least in {_ABOUT.get(worst.name, worst.name)} ({100 * worst.share:.0f} %)"
    return f"{said}."


_ABOUT = {
    "pitch in the key": "which tones of the key they use",
    "interval": "how they leap",
    "duration": "how long notes last",
    "notes a bar": "how many notes a bar has",
    "bars whose rhythm comes back": "how often a rhythm comes back",
    "bars whose pitches come back": "how often a bar comes back",
}
"""What is compared, within a sentence."""


def _of_copies(kind: Kind, originality: Originality | None) -> str:
    if originality is None or kind == "too-small":
        return ""
    share, human = 100 * originality.share, 100 * originality.human_share
    if kind in ("repeats", "copies") or _is_copying(originality):
        return (
            f"{share:.0f} % of its notes stand in runs of 8 or more from there, up to"
            f" {originality.longest} in a row; people share {human:.0f} %."
        )
    little = "hardly" if originality.share - originality.human_share >= FEW_MORE else "no"
    return (
        f"It borrows {little} more than people do: {share:.0f} % of its notes stand in runs of 8"
        f" or more that it learned, against {human:.0f} % in people's music."
    )


def _advice(kind: Kind) -> str:
    return {
        "too-small": (
            f"Name a folder with {FEWEST_PIECES} pieces or more that it did not learn from;"
            " until then all figures are hints."
        ),
        "all-known": "Judge it by other music.",
        "repeats": "Give it a few hundred pieces, or go on from a model that knows music already.",
        "copies": "Limit how much takes may copy, or train it on more music.",
        "no-chords": "Train it on music with chords, or judge it by melodies.",
        "elsewhere": "Judge it by music of its kind, or train it on some of this.",
        "too-few": "Give it a few hundred pieces, or go on from a model that knows music already.",
        "too-little": "Train it longer, or on more music.",
        "forgetful": "Train it longer, or on more music.",
    }.get(kind, "")


def _learned_from(around: Circumstances) -> str:
    learned = around.card.pieces if around.sources is None else around.sources
    return f"it has seen no more than {_pieces(learned)}"


def _pieces(count: int) -> str:
    return f"{count:,} piece{'' if count == 1 else 's'}"
