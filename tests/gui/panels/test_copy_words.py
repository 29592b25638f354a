"""What copying is called."""

from __future__ import annotations

from dataclasses import replace

from gui.panels.card_facts import facts_of
from gui.panels.copy_words import badge, bars_words, moved_words, sentence, stretch_words
from melodyrnn.music.meter import MeterMap
from tests.gui.panels.copied import copied, stretch
from tests.gui.panels.samples import idea


def test_a_badge_names_the_longest_run_and_its_tune() -> None:
    assert badge(copied(stretch(2, 11), stretch(0, 8, "Haste"))) == "11 in a row from Off She Goes"
    assert badge(copied()) == "its own"
    assert badge(None) == ""


def test_the_sentence_says_where_and_how_much() -> None:
    assert sentence(copied(stretch(2, 11), share=0.46)) == (
        "11 notes as in Off She Goes (folk), bars 3-5; 46 % of its notes lie in such runs"
    )
    assert "99 % of its notes" in sentence(copied(stretch(), share=255 / 256))
    assert "29 % of its notes" in sentence(copied(stretch(), share=0.29))
    assert "100 % of its notes" in sentence(copied(stretch(), share=1.0))
    assert "less than 1 % of its notes" in sentence(copied(stretch(), share=0.004))
    assert sentence(copied()).startswith("its own: no 8 notes in a row")
    assert sentence(None) == ""


def test_places_and_distances_read_well() -> None:
    one = replace(stretch(), first_bar=4, last_bar=4, collection="", semitones=1)
    assert stretch_words(one) == "8 notes as in Off She Goes, bar 4"
    assert bars_words(stretch()) == "bars 3-5"
    assert [moved_words(replace(one, semitones=n)) for n in (-12, -1, 0, 1)] == [
        "12 semitones lower", "1 semitone lower", "at the same pitch", "1 semitone higher",
    ]  # fmt: skip


def test_the_facts_of_an_idea_say_what_it_copies() -> None:
    known = replace(idea(), copies=copied(stretch(0, 8)))
    assert "8 notes as in Off She Goes (folk)" in facts_of(known, MeterMap(), 2.0).sentence
    assert "as in" not in facts_of(idea(), MeterMap(), 2.0).sentence
