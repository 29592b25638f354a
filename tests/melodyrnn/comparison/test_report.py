"""The report: one file, whole, that needs nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from melodyrnn.comparison.figures import figures
from melodyrnn.comparison.methods import methods
from melodyrnn.comparison.page_style import DARK, LIGHT
from melodyrnn.comparison.report import lead, page, write_report
from melodyrnn.comparison.results import Comparison, Reach
from melodyrnn.errors import ExportError
from tests.comparisons import MUSIC, comparison, contender, outcome, usual

VOID = {"meta", "br"}


class Tags(HTMLParser):
    """Follows which elements are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # its
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(text: str) -> Tags:
    parser = Tags()
    parser.feed(text)
    assert parser.open == []
    return parser


def test_the_page_is_well_formed_and_needs_nothing_else() -> None:
    text = page(usual())

    assert {"svg", "table", "figure"} <= tags(text).seen
    assert "script" not in tags(text).seen
    assert not re.search(r"(src|href)=|url\(|@import", text)


def test_all_five_figures_have_words_of_their_own() -> None:
    shown = figures(usual())

    assert [f.name for f in shown] == ["learning", "size", "cost", "reach", "context"]
    assert all(f.seen and f.means and f.plots for f in shown)


def test_names_of_folders_are_text_and_not_markup() -> None:
    found = replace(usual(), music=replace(MUSIC, collections=("<b>jigs</b> & reels",)))

    assert "<b>jigs" not in page(found)
    assert "&lt;b&gt;jigs&lt;/b&gt; &amp; reels" in page(found)


def test_what_was_not_measured_is_left_out_and_what_was_not_reached_is_named() -> None:
    bare = replace(outcome("rnn"), costs=(), contexts=(), reach=Reach())
    found = replace(comparison(bare), asked=(contender("rnn"), contender("gru")))

    assert [f.name for f in figures(found)] == ["learning", "size"]
    assert "nothing is known of GRU" in page(found)
    tags(page(found))


def test_one_network_alone_gives_a_report_too() -> None:
    tags(page(comparison(outcome("transformer"))))
    assert lead(comparison(outcome("lstm")))


def test_nothing_done_gives_a_page_that_says_so() -> None:
    nothing = Comparison(MUSIC, usual().conditions, (contender("rnn"),), ())

    assert figures(nothing) == ()
    assert "nothing is known of plain RNN" in page(nothing)


def test_it_is_told_how_everything_was_measured() -> None:
    told = " ".join(methods(usual()))

    for word in ("near-duplicates", "random seed 0", "1 thread", "median", "2026-12-01"):
        assert word in told


def test_text_can_be_read_in_both_looks() -> None:
    for look in (LIGHT, DARK):
        grounds = [luminance(look[name]) for name in ("ground", "panel")]
        for name in ("ink", "faint", "rnn", "gru", "lstm", "transformer"):
            for ground in grounds:
                low, high = sorted((luminance(look[name]), ground))
                assert (high + 0.05) / (low + 0.05) >= 4.5, name


def luminance(colour: str) -> float:
    """After WCAG 2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_report(tmp_path / "report.html", usual())

    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page(usual())
    with pytest.raises(ExportError):
        write_report(tmp_path / "none" / "report.html", usual())
