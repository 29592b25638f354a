"""What leaves as MIDI: the right notes at the right place, with tempo, meter and key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.document.exporting import (
    Excerpt,
    idea_alone,
    kept_as_files,
    kept_as_tracks,
    seed_and_idea,
    selection,
    whole_piece,
)
from gui.document.project import Project, Span
from melodyrnn.errors import EmptyPieceError
from melodyrnn.midi.reading import parse_midi
from melodyrnn.midi.writing import midi_bytes
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part
from melodyrnn.music.tempo import TempoChange, TempoMap
from tests.gui.document.examples import IDEA, NEW, PIECE, PROJECT, SEED

KEYLESS = replace(PROJECT, piece=replace(PIECE, keys=KeyMap()))


def every_excerpt(project: Project) -> list[Excerpt]:
    return [
        whole_piece(project),
        seed_and_idea(project, IDEA),
        seed_and_idea(project, IDEA, with_others=False),
        idea_alone(project, IDEA),
        selection(project, SEED),
        kept_as_tracks(project),
        *kept_as_files(project),
    ]


def test_every_file_states_tempo_meter_and_key_and_reloads_equal() -> None:
    for excerpt in every_excerpt(PROJECT):
        read = parse_midi(midi_bytes(excerpt.piece, length=excerpt.length))
        assert read == excerpt.piece
        assert read.tempos == TempoMap.from_bpm(96)
        assert read.meters.at(0) == Meter(4, 4)
        assert read.keys.at(0) == Key(-3, is_minor=True)


def test_a_file_without_a_stated_key_gets_the_one_that_is_heard() -> None:
    for excerpt in every_excerpt(KEYLESS):
        assert excerpt.piece.keys.at(0) is not None


def test_the_key_the_user_named_goes_before_the_stated_one() -> None:
    named = replace(PROJECT, key=Key(4))
    for excerpt in every_excerpt(named):
        assert excerpt.piece.keys == KeyMap([KeyChange(0, Key(4))])


def test_every_track_has_a_name() -> None:
    nameless = replace(PIECE, parts=(replace(PIECE.parts[0], name=""), PIECE.parts[1]))
    for excerpt in every_excerpt(replace(PROJECT, piece=nameless))[1:]:
        assert all(part.name for part in excerpt.piece.parts)


def test_every_file_ends_on_a_bar_line_behind_its_last_note() -> None:
    for excerpt in every_excerpt(PROJECT):
        assert excerpt.length % 1920 == 0
        assert excerpt.length >= excerpt.piece.end


def test_the_whole_piece_is_all_parts_as_they_stand() -> None:
    excerpt = whole_piece(PROJECT, "My song")
    assert excerpt.piece == PIECE
    assert excerpt.stem == "My song"
    assert whole_piece(PROJECT).stem == "Evening"


def test_seed_and_idea_leave_the_seed_as_it_is_and_mark_where_it_ends() -> None:
    excerpt = seed_and_idea(PROJECT, IDEA)
    notes = excerpt.piece.parts[0].notes
    assert notes.between(0, 1920) == SEED
    assert notes.between(1920, 3840) == NEW
    assert excerpt.piece.parts[1] == PIECE.parts[1]
    assert list(excerpt.piece.markers) == [(0, "seed"), (1920, "continuation")]
    assert excerpt.stem == "Idea 3 with seed - C minor - 96 bpm"


def test_seed_and_idea_can_go_without_the_accompaniment() -> None:
    excerpt = seed_and_idea(PROJECT, IDEA, with_others=False)
    assert [part.name for part in excerpt.piece.parts] == ["Tune"]


def test_what_came_after_the_seed_is_not_in_the_file() -> None:
    later = PROJECT.with_notes(SEED.merged(NoteSequence([Note(1920, 90, 480)])))
    excerpt = seed_and_idea(replace(PROJECT, piece=later), IDEA)
    assert excerpt.piece.parts[0].notes == SEED.merged(NEW)


def test_an_idea_alone_begins_at_the_bar_line_before_it() -> None:
    notes = NoteSequence([Note(2400, 65, 480)])
    late = replace(IDEA, notes=notes, span=Span(2160, 3840))
    excerpt = idea_alone(PROJECT, late)
    assert excerpt.piece.parts == (Part(notes.shifted(-1920), "Tune", 73),)
    assert (excerpt.length, excerpt.stem) == (1920, "Idea 3 - C minor - 96 bpm")


def test_an_excerpt_takes_the_tempo_meter_and_key_of_its_place() -> None:
    piece = replace(
        PIECE,
        tempos=TempoMap([TempoChange(0, 500_000), TempoChange(1920, 1_000_000)]),
        meters=MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(1920, Meter(3, 4))]),
        keys=KeyMap([KeyChange(0, Key(0)), KeyChange(1920, Key(1))]),
    )
    excerpt = idea_alone(replace(PROJECT, piece=piece), IDEA)
    assert excerpt.piece.tempos == TempoMap.from_bpm(60)
    assert excerpt.piece.meters.at(0) == Meter(3, 4)
    assert excerpt.stem == "Idea 3 - G major - 60 bpm"
    assert excerpt.length % Meter(3, 4).bar_ticks == 0


def test_a_selection_keeps_its_place_in_the_bar() -> None:
    picked = NoteSequence([Note(1920 + 960, 65, 480), Note(1920 + 1440, 67, 960)])
    excerpt = selection(PROJECT, picked)
    assert excerpt.piece.parts[0].notes == picked.shifted(-1920)
    assert (excerpt.length, excerpt.stem) == (3840, "Selection - C minor - 96 bpm")


def test_kept_ideas_become_tracks_beside_the_melody() -> None:
    second = replace(IDEA, identifier="2", name="Other")
    fresh = replace(IDEA, identifier="3", status="fresh")
    excerpt = kept_as_tracks(replace(PROJECT, ideas=(IDEA, second, fresh)))
    assert [part.name for part in excerpt.piece.parts] == ["Tune", "Idea 3", "Other"]
    assert excerpt.piece.parts[1].notes == NEW
    assert (excerpt.length, excerpt.stem) == (3840, "Evening - ideas")


def test_kept_ideas_become_files_of_different_names() -> None:
    second = replace(IDEA, identifier="2")
    files = kept_as_files(replace(PROJECT, ideas=(IDEA, second)))
    assert [file.stem for file in files] == [
        "Idea 3 - C minor - 96 bpm",
        "Idea 3 - C minor - 96 bpm (2)",
    ]


def test_what_holds_nothing_is_refused_in_words() -> None:
    with pytest.raises(EmptyPieceError, match="select some first"):
        selection(PROJECT, NoteSequence())
    with pytest.raises(EmptyPieceError, match="keep one first"):
        kept_as_tracks(replace(PROJECT, ideas=()))
    with pytest.raises(EmptyPieceError, match="keep one first"):
        kept_as_files(replace(PROJECT, ideas=()))


def test_an_idea_made_from_nothing_has_no_seed_to_mark() -> None:
    idea = replace(IDEA, seed=NoteSequence(), notes=NEW.shifted(-1920), span=Span(0, 1920))
    excerpt = seed_and_idea(PROJECT, idea, with_others=False)
    assert list(excerpt.piece.markers) == [(0, "continuation")]
