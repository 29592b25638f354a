"""The verdict: what the figures of a card mean, in a few sentences for a musician.

The case it is (`melodyrnn.scorecard.kinds`) gives the headline and the advice; between them
stands what the figures say.
"""

from __future__ import annotations

from melodyrnn.scorecard.baselines import COPY_FORWARD, MARKOV
from melodyrnn.scorecard.foils import ANOTHER, OWN
from melodyrnn.scorecard.kinds import (
    ALIKE,
    BARELY,
    CLEARLY_MORE,
    COIN,
    FEW_MORE,
    FEWEST_NOTES,
    FEWEST_PIECES,
    LONG_NOTES,
    PARTLY,
    UNLIKE,
    Circumstances,
    Kind,
    Missing,
    asked,
    gain_of,
    is_copying,
    kind_of,
    missing,
    surprise,
)
from melodyrnn.scorecard.result import Foils, Originality, ScoreCard, Unheard

MOST_SENTENCES = 5
"""More nobody reads."""

_PROVES_NOTHING: tuple[Kind, ...] = ("too-small", "all-known")
"""Cases in which the figures stand on the card, but are not put into words."""


def verdict(card: ScoreCard, around: Circumstances) -> tuple[str, ...]:
    """Two to five sentences, the first of them says the most."""
    kind = kind_of(card, around)
    figures = [] if kind in _PROVES_NOTHING else _figures(kind, card)
    advice = list(filter(None, [_advice(kind, card, around)]))
    told = [sentence for sentence in figures if sentence][: MOST_SENTENCES - 1 - len(advice)]
    return (_headline(kind, card, around), *told, *advice)


def _figures(kind: Kind, card: ScoreCard) -> list[str]:
    """What the figures say, the most important first; "" for what was not measured."""
    said = [_against_rivals(card), _of_foils(card), _of_takes(card)]
    if card.originality is None:
        return said
    if kind in ("repeats", "copies"):
        return [_of_copies(card.originality, card.unheard), *said]
    return [*said, _of_copies(card.originality, card.unheard)]


def _headline(kind: Kind, card: ScoreCard, around: Circumstances) -> str:
    longest = _title(card.originality) if card.originality else ""
    return {
        "too-small": f"There is too little here to judge by: {_judged_by(card, around)}.",
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
            f" {100 * surprise(card, around.card):.0f} % more than at home."
        ),
        "too-few": f"Too little to learn from: {_learned_from(around)}.",
        "too-little": "It has learned too little yet.",
        "forgetful": (
            "It knows how notes follow one another, but not yet how a piece comes back to what it"
            " has said."
        ),
        "good": "A good model for this music.",
        "fair": "A fair model for this music: there is more to learn.",
        "unproven": f"This music does not tell how good it is: {_what_is_missing(card)}.",
    }[kind]


def _judged_by(card: ScoreCard, around: Circumstances) -> str:
    said = f"{card.notes:,} notes"
    if around.distinct < card.pieces:
        return f"{_pieces(around.distinct)}, in {card.pieces:,} parts or versions, with {said}"
    return f"{_pieces(card.pieces)} with {said}"


def _what_is_missing(card: ScoreCard) -> str:
    reasons: dict[Missing, str] = {
        "rivals": "there is nobody to compare it with",
        "questions": "too few questions could be asked",
        "takes": "nothing could be continued",
    }
    said = [reasons[each] for each in missing(card)]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def _against_rivals(card: ScoreCard) -> str:
    gain = gain_of(card)
    if gain is None:
        return ""
    best = min(card.rivals, key=lambda rival: rival.nats)
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


def _of_foils(card: ScoreCard) -> str:
    another, own = asked(card, ANOTHER), asked(card, OWN)
    if another is None:
        return ""
    hardly = "hardly " if another.share < COIN else "partly " if another.share < PARTLY else ""
    said = (
        f"It {hardly}knows how a piece goes on: it picks the true bars rather than another"
        f" piece's {_times(another)}"
    )
    if own is not None:
        said += f", and rather than others of the same piece {_times(own)}"
    return f"{said}; a coin would half of the time."


def _times(foils: Foils) -> str:
    """Of a hundred only where there were as many."""
    if foils.trials < _HUNDRED:
        return f"{foils.preferred} of {foils.trials} times"
    return f"{100 * foils.share:.0f} times in 100"


_HUNDRED = 100


def _of_takes(card: ScoreCard) -> str:
    if not card.overlaps:
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


def _of_copies(originality: Originality, unheard: Unheard) -> str:
    share, human = 100 * originality.share, 100 * originality.human_share
    if is_copying(originality):
        return (
            f"{share:.0f} % of its notes stand in runs of 8 or more from there, up to"
            f" {originality.longest} in a row; people share {human:.0f} %."
        )
    more = originality.share - originality.human_share
    much = "clearly" if more >= CLEARLY_MORE else "a little" if more >= FEW_MORE else "no"
    learned = "it learned" if unheard == "sure" else "it is known to have learned"
    said = (
        f"It borrows {much} more than people do: {share:.0f} % of its notes stand in runs of 8"
        f" or more that {learned}, against {human:.0f} % in people's music"
    )
    if originality.longest > max(originality.human_longest, LONG_NOTES):
        said += f"; its longest run, {originality.longest} notes, is from “{_title(originality)}”"
    return f"{said}."


def _title(originality: Originality) -> str:
    """Of the piece that the longest run is from."""
    return originality.worst.rsplit(", bar", 1)[0]


def _advice(kind: Kind, card: ScoreCard, around: Circumstances) -> str:
    wanted = {
        f"{FEWEST_PIECES} different pieces": around.distinct < FEWEST_PIECES,
        f"{FEWEST_NOTES} notes": card.notes < FEWEST_NOTES,
    }
    return {
        "too-small": (
            f"Name a folder with {' and '.join(w for w, is_wanted in wanted.items() if is_wanted)}"
            " or more that it did not learn from; until then all figures are hints."
        ),
        "unproven": "Judge it by more pieces, and by longer ones.",
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
    return f"it has seen no more than {_pieces(around.learned or 0)}"


def _pieces(count: int) -> str:
    return f"{count:,} piece{'' if count == 1 else 's'}"
