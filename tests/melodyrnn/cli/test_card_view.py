from __future__ import annotations

import io

from rich.console import Console

from melodyrnn.cli.card_view import show_card
from melodyrnn.scorecard.foils import ANOTHER
from melodyrnn.scorecard.result import Foils, Overlap, ScoreCard
from tests.judged import a_card, costing


def shown(card: ScoreCard, *, terminal: bool) -> str:
    out = io.StringIO()
    show_card(card, Console(file=out, force_terminal=terminal, width=80, highlight=False))
    return out.getvalue()


def test_in_a_pipe_sentences_stay_whole_and_plain() -> None:
    text = shown(a_card(remarks=("x" * 200,)), terminal=False)
    assert "x" * 200 in text
    assert "█" not in text
    assert "Off She Goes, bars 3-5" in text


def test_on_a_terminal_shares_are_bars() -> None:
    text = shown(a_card(), terminal=True)
    assert "█" in text
    assert "\x1b[" in text


def test_on_a_terminal_of_eighty_columns_no_line_of_figures_breaks() -> None:
    """It has as many lines as in a pipe, where none breaks."""
    widest = Overlap(
        "bars whose pitches come back", 0.0, (1.0, 0.0), (0.0, 1.0), ("quarter triplet", "half")
    )
    card = a_card(overlaps=(widest,), foils=(Foils(ANOTHER, 200, 200),))
    lines = shown(card, terminal=True).splitlines()
    assert len(lines) == len(shown(card, terminal=False).splitlines())


def test_a_long_name_stands_apart_from_its_figures() -> None:
    card = a_card(score=costing("a model with a rather long name", 1.5))
    assert "a model with a rather long n  1.500" in shown(card, terminal=False)


def test_what_was_not_measured_is_not_shown() -> None:
    text = shown(a_card(originality=None, foils=(), overlaps=()), terminal=False)
    assert "copied" not in text
    assert "coin" not in text
