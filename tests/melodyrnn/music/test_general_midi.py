from __future__ import annotations

import pretty_midi

from melodyrnn.music.general_midi import DRUMS, FAMILIES, INSTRUMENTS, instrument_name


def test_there_are_128_sounds_each_with_a_name_of_its_own() -> None:
    assert len(INSTRUMENTS) == len(set(INSTRUMENTS)) == 128
    assert all(len(names) == 8 for _, names in FAMILIES)


def test_families_begin_where_general_midi_has_them() -> None:
    assert INSTRUMENTS[0] == "Grand Piano"
    assert INSTRUMENTS[40] == "Violin"
    assert INSTRUMENTS[56] == "Trumpet"
    assert INSTRUMENTS[127] == "Gunshot"


def test_names_are_those_of_another_table_but_for_their_wording() -> None:
    strangers = 0
    for program, name in enumerate(INSTRUMENTS):
        other = pretty_midi.program_to_instrument_name(program).lower()
        strangers += not any(word.lower()[:4] in other for word in name.split())
    assert strangers <= 2


def test_drums_are_drums_whatever_their_program() -> None:
    assert instrument_name(0, is_drum=True) == DRUMS
    assert instrument_name(73) == "Flute"
