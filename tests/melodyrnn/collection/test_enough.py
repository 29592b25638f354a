"""Whether a collection is enough."""

from __future__ import annotations

import pytest

from melodyrnn.collection.enough import verdict


@pytest.mark.parametrize(
    ("tunes", "notes", "level"),
    [
        (0, 0, "nothing"),
        (1, 90_000, "too-little"),
        (7, 700, "too-little"),
        (8, 800, "little"),
        (29, 3_000, "little"),
        (30, 3_000, "enough"),
        (4, 20_000, "enough"),
        (500, 50_000, "enough"),
        (3000, 500_000, "plenty"),
    ],
)
def test_the_number_of_tunes_decides_and_long_ones_count_more(
    tunes: int, notes: int, level: str
) -> None:
    assert verdict(tunes, notes).level == level


def test_every_verdict_is_words_and_only_the_empty_one_names_no_number() -> None:
    said = {tunes: verdict(tunes, 100 * tunes).words for tunes in (0, 1, 8, 50, 5000)}
    assert len(set(said.values())) == 5
    assert said[1].startswith("1 tune:")
    assert said[5000].startswith("5,000 different tunes:")
    assert all(words.endswith(".") for words in said.values())
