"""What the doctor's table says."""

from __future__ import annotations

from gui.learning.doctor_rows import (
    Tally,
    explanation,
    grid_text,
    key_text,
    natural,
    standing,
    totals_text,
    verdict,
)
from tests.gui.learning.music_rows import GRID, TOP, broken, chords, good

NONE: frozenset[str] = frozenset()


def test_a_file_stands_as_it_is_or_as_the_user_wants() -> None:
    rows = (good("a"), chords("b"), broken("c"))
    assert [standing(row, NONE) for row in rows] == ["learned", "left", "broken"]
    assert standing(good("a"), {"hash of a"}) == "by_user"
    assert standing(broken("c"), {"/music/c.mid"}) == "by_user"


def test_what_is_learned_is_said_with_its_kind_its_twin_and_its_repairs() -> None:
    row = good("a", lines=2, applied=(TOP,))
    assert verdict(row, "b", NONE) == "2 melodies learned from · same tune as b"
    assert explanation(row, NONE) == "Melody line · take the top line"


def test_what_is_left_out_is_said_with_its_reason() -> None:
    assert explanation(chords("b"), NONE) == "The only part plays several notes at once."


def test_numbers_in_names_are_sorted_as_numbers() -> None:
    assert sorted(["Tune 10", "tune 9", "Air"], key=natural) == ["Air", "tune 9", "Tune 10"]


def test_keys_are_said_in_words() -> None:
    assert [key_text(key) for key in ("Bb", "F#m", "", "?")] == ["B♭ major", "F♯ minor", "", "?"]


def test_a_few_notes_off_the_grid_are_not_none() -> None:
    assert [grid_text(share) for share in (0, 0.004, 0.25)] == ["", "<1%", "25%"]


def test_sums_shrink_as_they_grow() -> None:
    tally, rows = Tally(), (good("a"), chords("b", offered=(TOP, GRID)), broken("c"))
    for row in rows:
        tally.count(row, NONE)
    assert (tally.files, tally.learned, tally.repairable, tally.notes) == (3, 1, 1, 120)
    assert tally.open_offers == [(TOP, 1), (GRID, 1)]
    for row in rows:
        tally.count(row, NONE, -1)
    assert (tally.files, tally.learned, tally.lines, tally.notes, tally.seconds) == (0, 0, 0, 0, 0)
    assert tally.open_offers == []


def test_sums_are_said_in_words() -> None:
    tally = Tally()
    for i in range(200):
        tally.count(good(f"{i}"), NONE)
    assert totals_text(tally, 14) == (
        "200 melodies, 24,000 notes, 3.3 hours; mostly D major and 6/8;"
        " 14 tunes come more than once"
    )


def test_no_key_is_called_usual_where_there_are_many() -> None:
    tally = Tally()
    for i, key in enumerate(("D", "G", "A", "C", "F")):
        tally.count(good(f"{i}", key=key), NONE)
    assert totals_text(tally, 0) == "5 melodies, 600 notes, 5 minutes; mostly 6/8"


def test_nothing_to_learn_from_is_said() -> None:
    tally = Tally()
    tally.count(broken("c"), NONE)
    assert totals_text(tally, 0) == "None of 1 file can be learned from as it is"
