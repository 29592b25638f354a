"""Titles of the sources that the shipped models name: what a player reads of a copied bar."""

from __future__ import annotations

import pytest

from tools.titles import readable


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("oneills1850_0001-0100_abc_17", "O'Neill no. 17"),
        ("ryansMammoth_FletchersDelightReel_abc_1", "Fletchers Delight Reel"),
        ("2_The_Song_of_The_Sea_lc31208321_mxl", "2 The Song of The Sea"),
        (
            "A_scores_Schubert_Winterreise_5_Der_Lindenbaum_lc49",
            "Schubert Winterreise 5 Der Lindenbaum",
        ),
        ("m_s_Augusta_Mary_Anne_3_La_barque_lc5911190_mxl", "Augusta Mary Anne 3 La barque"),
        (
            "Amadeus_String_Quartet_No_14_sq7103818_mxl (2 of 5)",
            "Amadeus String Quartet No 14 (2 of 5)",
        ),
        ("all_in_lower_case_lc12", "all in lower case"),
        ("My own tune", "My own tune"),
    ],
)
def test_a_file_name_becomes_a_title_to_read(stem: str, title: str) -> None:
    assert readable(stem) == title
