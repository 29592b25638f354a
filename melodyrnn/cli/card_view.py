"""A score card as text: with rule and colour on a terminal, plain in a pipe."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from melodyrnn.scorecard.result import FIELD_NAMES, Originality, Overlap, ScoreCard

_MARGIN = 2
_BAR = 10
"""Cells of a full bar."""

_NAMES = 30
"""Cells for what a line is about, the two before the next column included."""


def show_card(card: ScoreCard, console: Console) -> None:
    """Prints the verdict first, then each figure it rests on."""
    _line(console, Text(f"{card.model} on {card.collection}", style="bold"))
    first, *others = card.verdict or ("",)
    console.print()
    _paragraph(console, Text(first, style="bold"))
    _paragraph(console, Text(" ".join(others)))
    _scores(console, card)
    if card.foils:
        _head(console, "True or false continuation", "right of 100; a coin: 50")
        for foils in card.foils:
            _measured(console, foils.name, foils.share, f"{foils.trials:,} asked")
    if card.overlaps:
        _head(console, "Takes beside the music", f"% alike, {card.takes:,} takes")
        for overlap in card.overlaps:
            _measured(console, overlap.name, overlap.share, _most_apart(overlap))
    if card.originality:
        _original(console, card.originality)
    _foot(console, card)


def _scores(console: Console, card: ScoreCard) -> None:
    heads = "".join(f"{name:<8}" for name in ("total", *FIELD_NAMES))
    _head(console, "Nats a note; lower is better", heads.rstrip())
    for who in (card.score, *card.rivals):
        each = "".join(f"{who.nats_per_note.get(field, 0.0):<8.2f}" for field in FIELD_NAMES)
        style = "bold" if who is card.score else ""
        figures = f"{_named(who.name)}{who.nats:<8.3f}{each}"
        _line(console, Text(figures.rstrip(), style=style))


def _original(console: Console, found: Originality) -> None:
    _head(console, "Longest copied run", "median  longest tenth  longest  in runs of 8+")
    rows = (
        (f"{found.takes:,} takes", found.median, found.p90, found.longest, found.share),
        ("people, as long", found.human_median, found.human_p90, found.human_longest,
         found.human_share),
    )  # fmt: skip
    for name, median, p90, longest, share in rows:
        figures = f"{median:<8.0f}{p90:<15.0f}{longest:<9}{100 * share:.0f} % of notes"
        _line(console, Text(f"{_named(name)}{figures}"))
    if found.worst:
        _line(console, Text(f"{_named('the longest is from')}{found.worst}"))


def _foot(console: Console, card: ScoreCard) -> None:
    console.print()
    for remark in card.remarks:
        _paragraph(console, Text(remark))
    pieces = "1 piece" if card.pieces == 1 else f"{card.pieces:,} pieces"
    judged = f"Judged by {card.notes:,} notes in {pieces}"
    _paragraph(console, Text(f"{judged}; {card.made}, {card.took_s:.0f} s.", style="dim"))


def _head(console: Console, title: str, unit: str) -> None:
    console.print()
    _line(console, Text.assemble((_named(title), "bold"), (unit, "dim")))


def _measured(console: Console, name: str, share: float, note: str) -> None:
    full = round(_BAR * share) if console.is_terminal else 0
    left = _BAR - full if console.is_terminal else 0
    line = Text.assemble(
        f"{_named(name)}{100 * share:3.0f} ",
        ("█" * full, "cyan"),
        ("░" * left, "dim"),
        (f"  {note}", "dim"),
    )
    line.rstrip()
    _line(console, line)


def _named(name: str) -> str:
    """What a line is about, cut where it would touch the figures."""
    return f"{name:<{_NAMES}.{_NAMES - 2}}"


def _most_apart(overlap: Overlap) -> str:
    """Where the two histograms differ most, for what is least alike."""
    apart = [ours - theirs for ours, theirs in zip(overlap.takes, overlap.music, strict=True)]
    most = max(range(len(apart)), key=lambda i: abs(apart[i]))
    if abs(apart[most]) < _WORTH_TELLING:
        return ""
    return f"{overlap.labels[most]}: {100 * overlap.takes[most]:.0f} %, not" + (
        f" {100 * overlap.music[most]:.0f} %"
    )


_WORTH_TELLING = 0.05
"""Difference of a column that is named."""


def _line(console: Console, text: Text) -> None:
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, _MARGIN)))
    else:  # whoever reads a pipe breaks lines as they like
        console.print(text, soft_wrap=True)


def _paragraph(console: Console, text: Text) -> None:
    if text.plain:
        _line(console, text)
