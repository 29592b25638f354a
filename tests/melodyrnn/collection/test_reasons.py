"""Why something is not learned from."""

from __future__ import annotations

from melodyrnn.collection.reasons import (
    file_reason,
    part_name,
    why_accompaniment,
    why_doubled,
    why_left_out,
    why_too_little,
)
from melodyrnn.music.notes import Note, NoteSequence


def why(notes: NoteSequence) -> str:
    return why_too_little(notes, min_notes=8, min_distinct_pitches=3) or why_accompaniment(notes)


def line(*pitches: int, length: int = 240) -> NoteSequence:
    return NoteSequence(Note(i * length, p, length) for i, p in enumerate(pitches))


def test_a_tune_has_nothing_against_it() -> None:
    assert why(line(60, 62, 64, 65, 67, 65, 64, 62)) == ""


def test_few_notes_are_too_short() -> None:
    assert why(line(60, 62, 64)) == "has just 3 notes: too short to learn from"
    assert why(line(60)) == "has just 1 note: too short to learn from"


def test_one_or_two_pitches_are_no_melody() -> None:
    assert "stays on 1 pitch:" in why(line(*[60] * 20))
    assert "stays on 2 pitches:" in why(line(*[60, 62] * 20))


def test_octaves_of_a_pitch_count_once() -> None:
    assert "stays on 1 pitch:" in why(line(*[48, 60, 72, 60] * 5))


def test_a_figure_that_moves_with_the_harmony_is_an_accompaniment() -> None:
    roots = [(i * i) % 61 % 17 for i in range(40)]
    arpeggios = [60 + root + step for root in roots for step in (0, 7, 4, 7) * 4]
    assert "one short pattern" in why(line(*arpeggios))


def test_a_note_hammered_before_it_moves_is_an_accompaniment() -> None:
    assert "several times over" in why(line(*[p for p in (60, 65, 67, 62) for _ in range(8)]))


def test_an_ostinato_is_one_pattern_but_a_tune_with_many_repeats_is_not() -> None:
    tune = [60 + (i * i) % 61 % 17 for i in range(60)]
    assert "one short pattern" in why(line(*[60, 67, 64, 67] * 40))
    assert why(line(*tune * 6)) == ""


def test_a_short_line_may_repeat_itself() -> None:
    assert why(line(*[60, 62, 64, 60] * 4)) == ""


def test_a_file_of_rests_holds_no_notes() -> None:
    assert file_reason(["Copyright"], ["empty"], ["holds no notes"]) == "The file holds no notes."
    assert file_reason([], [], []) == "The file holds no notes."


def test_one_part_speaks_for_its_file() -> None:
    reason = file_reason(["a", "Beat"], ["empty", "drums"], ["", why_left_out("drums")])
    assert reason == "The only part is drums or noises, without a melody."


def test_where_a_top_line_would_help_the_reason_says_so() -> None:
    assert (
        file_reason(["Piano"], ["chords"], [why_left_out("chords")], can_take_top_line=True)
        == "The only part plays several notes at once: take its top line instead."
    )


def test_a_top_line_that_cannot_be_learned_from_is_not_proposed() -> None:
    reason = file_reason(["Piano"], ["chords"], [why_left_out("chords")])
    assert "top line" not in reason


def test_many_parts_are_named_in_part_and_equal_ones_once() -> None:
    kinds = ["bass", "bass", "drums", "bass", "bass", "bass"]
    names = ["Tuba", "Tuba", "Kit", "Bass 1", "Bass 2", "Bass 3"]
    reason = file_reason(names, kinds, [why_left_out(k) for k in kinds])  # type: ignore[arg-type]
    assert reason.count("Tuba") == 1
    assert "Bass 1" in reason
    assert reason.endswith("and 2 more parts.")


def test_a_long_name_is_shortened_in_a_reason() -> None:
    name = "SoundFont version 1.0 by someone of somewhere"
    assert why_doubled(name) == "plays nearly the same as SoundFont version 1.0 by someon…"


def test_a_part_is_called_by_its_name_on_one_line_or_by_its_number() -> None:
    assert part_name(" Violin\n I  ", 2) == "Violin I"
    assert part_name("  ", 2) == "part 2"
