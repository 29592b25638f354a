"""What a score card says, sentence by sentence: for labels, screen readers and the clipboard."""

from __future__ import annotations

from datetime import datetime

from gui.panels.naming import counted, percent
from melodyrnn.scorecard.result import (
    WITHOUT_VELOCITY,
    Foils,
    Originality,
    Overlap,
    Rival,
    ScoreCard,
)

FIELDS = {"shift": "when", "pitch": "which note", "duration": "how long"}
"""What a note's surprise consists of."""
HUNDRED = 100

FORESEES = "How well it foresees the next note"
KNOWS = "Does it know how the music goes on?"
SOUNDS = "Do its takes sound like the music?"
COPIES = "Are its takes its own?"

RIVALS = (
    "A Markov chain only counts what has followed what; copying forward goes on as the piece"
    " itself did before."
)
NO_SOURCES = (
    "What it copies cannot be told: there is no list of what it learned from. A model that is"
    " trained now gets one."
)


def quoted(text: str) -> str:
    """In quotation marks."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"


def capital(text: str) -> str:
    """As a sentence begins."""
    return text[:1].upper() + text[1:]


def score_words(rival: Rival) -> str:
    """What someone pays for a note, and for what of it."""
    nats = rival.nats_per_note
    parts = [f"{name} {nats[field]:.2f}" for field, name in FIELDS.items() if field in nats]
    of = f" ({', '.join(parts)})" if parts else ""
    return f"{capital(rival.name)}: {nats[WITHOUT_VELOCITY]:.2f}{of}"


def scale_words(card: ScoreCard) -> str:
    """What the scores count."""
    where = "music it never learned from" if card.unheard == "sure" else "this music"
    said = f"Nats of surprise a note, in {where}; lower is better."
    return f"{said} {RIVALS}" if card.rivals else said


def preferred_words(foils: Foils) -> str:
    """How often it was right, of a hundred if there were as many: "87 of 100 times"."""
    if foils.trials < HUNDRED:
        return f"{foils.preferred} of {counted(foils.trials, 'time')}"
    return f"{percent(foils.share)} of {HUNDRED} times"


def foils_words(foils: Foils) -> str:
    """What the foil test found, beside what a coin would."""
    coin = f"{min(foils.trials, HUNDRED) / 2:g}"
    return (
        f"Against one from {foils.name} it prefers the true continuation"
        f" {preferred_words(foils)} (a coin: {coin})."
    )


def overlap_words(overlap: Overlap) -> str:
    """How much of a statistic its takes have in common with the music, and what is most common."""
    said = f"{capital(overlap.name)}: its takes and the music share {overlap.share:.0%}."
    most = [_most_common(columns, overlap.labels) for columns in (overlap.takes, overlap.music)]
    if all(most):
        said += f" Most common in its takes: {most[0]}; in the music: {most[1]}."
    return said


def copied_words(found: Originality) -> str:
    """How much its takes copy, beside people's pieces."""
    takes = "one take" if found.takes == 1 else f"{found.takes} takes"
    if not found.longest:
        return f"Nothing in its {takes} is copied from what it learned from."
    if found.takes == 1:
        return f"Its one take copies at most {_notes(found.longest)} in a row. {_human(found)}"
    return (
        f"Half of its {found.takes} takes copy at most {_notes(found.median)} in a row, nine in ten"
        f" at most {found.p90:g}, and none more than {found.longest}. {_human(found)}"
    )


def worst_words(found: Originality) -> str:
    """Where the longest copied run comes from; "" if nobody knows."""
    if not found.worst:
        return ""
    return f"The longest copied run, {_notes(found.longest)}, stands in {quoted(found.worst)}."


def shares_words(found: Originality) -> str:
    """How many notes are copied."""
    return (
        f"{percent(found.share)}% of its notes stand in copied runs of eight notes or more;"
        f" in people's pieces {percent(found.human_share)}%."
    )


def judged_by(card: ScoreCard) -> str:
    """The music and the day."""
    pieces = f"{card.pieces:,} {'piece' if card.pieces == 1 else 'pieces'}"
    what = f"{pieces} of {quoted(card.collection)} with {card.notes:,} notes"
    return f"Judged by {what}, on {day(card.made)}. {_left_out(card)}".strip()


def day(made: str) -> str:
    """A date as people say it; as it stands if it is none."""
    try:
        date = datetime.fromisoformat(made)
    except ValueError:
        return made or "a day unknown"
    return f"{date:%B} {date.day}, {date.year}"


def as_text(card: ScoreCard, name: str) -> str:
    """All of it, to be sent to a friend."""
    blocks: list[list[str]] = [
        [f"Score card of {name}", judged_by(card)],
        list(card.verdict),
        [
            f"{FORESEES} (nats a note; lower is better)",
            *map(score_words, (card.score, *card.rivals)),
        ],
    ]
    if card.foils:
        blocks.append([KNOWS, *map(foils_words, card.foils)])
    if card.overlaps:
        blocks.append([SOUNDS, *map(overlap_words, card.overlaps)])
    blocks.append([COPIES, *originality_words(card.originality)])
    blocks.append(list(card.remarks))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def originality_words(found: Originality | None) -> list[str]:
    """All that is known of what it copies."""
    if found is None:
        return [NO_SOURCES]
    return [s for s in (copied_words(found), worst_words(found), shares_words(found)) if s]


def _most_common(columns: tuple[float, ...], labels: tuple[str, ...]) -> str:
    """The label of the highest column with its share; "" where that column has no name."""
    place = max(range(len(columns)), key=columns.__getitem__, default=-1)
    return f"{labels[place]} ({columns[place]:.0%})" if place >= 0 and labels[place] else ""


def _human(found: Originality) -> str:
    if not found.human_longest:
        return "People's own pieces have nothing in common with those."
    if found.takes == 1:
        return f"In people's own pieces it is at most {found.human_longest}."
    return (
        f"In people's own pieces it is {found.human_median:g}, {found.human_p90:g} and"
        f" {found.human_longest}."
    )


def _left_out(card: ScoreCard) -> str:
    is_one = card.pieces == 1
    if card.unheard == "none":
        return "It learned from it." if is_one else "It learned from all of them."
    if card.unheard == "unknown":
        which = "it" if is_one else "some of them"
        return f"Whether it learned from {which} is not known."
    if not card.left_out:
        return "It did not learn from it." if is_one else "It learned from none of them."
    if card.left_out == 1:
        return "1 more was left out because it learned from it."
    return f"{card.left_out:,} more were left out because it learned from them."


def _notes(number: float) -> str:
    return f"{number:g} {'note' if number == 1 else 'notes'}"
