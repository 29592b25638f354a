from __future__ import annotations

import io

from rich.console import Console

from melodyrnn.cli.card_view import show_card
from melodyrnn.scorecard.result import ScoreCard
from tests.judged import a_card


def shown(card: ScoreCard, *, terminal: bool) -> str:
    out = io.StringIO()
    show_card(card, Console(file=out, force_terminal=terminal, width=80, highlight=False))
    return out.getvalue()


def test_in_a_pipe_sentences_stay_whole_and_plain() -> None:
    text = shown(a_card(remarks=("x" * 200,)), terminal=False)
    assert "x" * 200 in text
    assert "█" not in text
    assert "Off She Goes, bars 3-5" in text


def test_on_a_terminal_shares_are_bars_and_nothing_is_wider_than_it() -> None:
    text = shown(a_card(), terminal=True)
    assert "█" in text
    assert "\x1b[" in text


def test_what_was_not_measured_is_not_shown() -> None:
    text = shown(a_card(originality=None, foils=(), overlaps=()), terminal=False)
    assert "copied" not in text
    assert "coin" not in text
