"""The report: one HTML file that needs nothing else, to be read, printed and passed on."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from melodyrnn.comparison import telling_cost, telling_reach, telling_scores
from melodyrnn.comparison.figures import CORE_COLOURS, Figure, figures
from melodyrnn.comparison.methods import methods
from melodyrnn.comparison.page_style import STYLE
from melodyrnn.comparison.plots import Look, svg
from melodyrnn.comparison.results import Comparison, Outcome
from melodyrnn.comparison.words import (
    all_of,
    milliseconds,
    rounded,
    score,
    sentence,
    size_of,
    span,
    title,
)
from melodyrnn.whole_file import whole_file

_LOOK = Look(
    ink="var(--ink)",
    faint="var(--faint)",
    grid="var(--grid)",
    ground="var(--panel)",
    lines={core: f"var(--{core})" for core in CORE_COLOURS},
)

COLUMNS: tuple[tuple[str, Callable[[Comparison, Outcome], str]], ...] = (
    ("network", lambda _, o: title(o.contender)),
    ("parameters", lambda _, o: f"{o.parameters:,}"),
    ("notes/s learning", lambda _, o: rounded(o.notes_per_second)),
    ("times through the music", lambda _, o: f"{o.passes:.1f}"),
    ("best score", lambda _, o: score(o.best.nats)),
    ("last score", lambda _, o: score(o.final.nats)),
    ("against Markov", lambda c, o: f"{o.best.nats - c.music.markov_nats:+.2f}"),
    ("next note, short piece", lambda _, o: _cost_text(o, 0)),
    ("next note, long piece", lambda _, o: _cost_text(o, -1)),
    ("state, long piece", lambda _, o: size_of(o.costs[-1].state_bytes) if o.costs else ""),
    ("1 % of gradient left at", lambda _, o: _reach_text(o)),
    ("notes it uses", lambda _, o: str(telling_reach.useful(o)) if o.contexts else ""),
)


def write_report(path: Path, comparison: Comparison) -> None:
    """Writes the report, whole or not at all.

    Raises:
        ExportError: it cannot be written there.
    """
    with whole_file(path) as temporary:
        temporary.write_text(page(comparison), encoding="utf-8")


def page(comparison: Comparison) -> str:
    """The report as HTML."""
    heading = "Which network for your music?"
    body = [
        f"<header><h1>{heading}</h1>{_paragraph(subtitle(comparison), 'sub')}</header>",
        _unfinished(comparison),
    ]
    if comparison.outcomes:
        body += [
            _lead(comparison),
            *map(_figure, figures(comparison)),
            "<section><h2>All of it in one table</h2>" + _table(comparison) + "</section>",
        ]
    body.append("<section><h2>How it was measured</h2>" + _measured(comparison) + "</section>")
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{heading}</title><style>{STYLE}</style></head><body><main>"
        + "\n".join(filter(None, body))
        + "</main></body></html>\n"
    )


def lead(comparison: Comparison) -> tuple[str, ...]:
    """The whole in a few paragraphs."""
    told = (
        telling_scores.winner(comparison) + " " + telling_scores.against_markov(comparison),
        telling_scores.with_memory(comparison),
        telling_cost.advice(comparison),
    )
    return tuple(filter(None, told))


def subtitle(comparison: Comparison) -> str:
    """Who learned from what, for how long, and when."""
    music, conditions = comparison.music, comparison.conditions
    names = all_of(title(c) for c in comparison.asked)
    return (
        f"{sentence(names)} learned from {all_of(music.collections)}: {music.pieces:,} lines with"
        f" {music.notes:,} notes, {span(60 * conditions.minutes)} each. {conditions.started}"
    )


def _unfinished(comparison: Comparison) -> str:
    if comparison.is_complete:
        return ""
    done = {o.contender for o in comparison.outcomes}
    left = all_of(title(c) for c in comparison.asked if c not in done)
    return _paragraph(f"This was ended before its time: nothing is known of {left}.", "note")


def _lead(comparison: Comparison) -> str:
    return '<section class="lead">' + "".join(map(_paragraph, lead(comparison))) + "</section>"


def _figure(figure: Figure) -> str:
    pictures = "".join(f'<div class="plot">{svg(plot, _LOOK)}</div>' for plot in figure.plots)
    return (
        f'<section id="{figure.name}"><h2>{escape(figure.heading)}</h2>'
        f"<figure>{pictures}<figcaption>{_paragraph(figure.seen)}"
        f"{_paragraph(figure.means, 'means')}</figcaption></figure></section>"
    )


def _table(comparison: Comparison) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in COLUMNS)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row"><i class="dot" style="background:{_dot(o)}"></i>{escape(text)}</th>'
            if i == 0
            else f"<td>{escape(text)}</td>"
            for i, text in enumerate(of(comparison, o) for _, of in COLUMNS)
        )
        + "</tr>"
        for o in comparison.outcomes
    )
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        + _paragraph(
            "Scores are nats a note without velocity; the Markov chain pays"
            f" {score(comparison.music.markov_nats)}. A short piece has {_length(comparison, 0)},"
            f" a long one {_length(comparison, -1)}.",
            "means",
        )
    )


def _length(comparison: Comparison, which: int) -> str:
    costs = next((o.costs for o in comparison.outcomes if o.costs), ())
    return f"{costs[which].notes:,} notes" if costs else "no known length"


def _dot(outcome: Outcome) -> str:
    return _LOOK.lines.get(outcome.contender.core, _LOOK.faint)


def _cost_text(outcome: Outcome, which: int) -> str:
    return milliseconds(outcome.costs[which].milliseconds) if outcome.costs else ""


def _reach_text(outcome: Outcome) -> str:
    if not outcome.reach.after:
        return ""
    distance = telling_reach.gone_from(outcome.reach.after, telling_reach.LITTLE)
    return f"{distance} notes" if distance else f"over {len(outcome.reach.after) - 1}"


def _measured(comparison: Comparison) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in methods(comparison)) + "</ul>"


def _paragraph(text: str, kind: str = "") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f"<p{of_kind}>{escape(text, quote=False)}</p>"
