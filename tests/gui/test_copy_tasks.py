"""What the worker finds out about copies; requests and answers travel in a pickle."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gui import copy_tasks, tasks
from gui.document.copied import CopiedNotes, CopiedStretch
from gui.document.project import Idea
from gui.document.settings import TakeSettings
from gui.requests import (
    CopiesRequest,
    ModelsRequest,
    MoreRequest,
    SourceBars,
    SourceRequest,
    TakesRequest,
)
from gui.workshop import Workshop
from melodyrnn.errors import RequestError
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.originality.copies import find_copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.source import Source
from melodyrnn.originality.sources import (
    SourcePiece,
    Sources,
    save_sources,
    sources_path,
)
from melodyrnn.shelf import find_model
from tests.fakes import tiny_model
from tests.gui.asking import run

PITCHES = (62, 64, 66, 67, 69, 71, 73, 74, 73, 69, 66, 62, 64, 67, 71, 74)
REEL = NoteSequence(Note(i * 240, p, 240) for i, p in enumerate(PITCHES))
"""Two bars of eighths."""
AIR = NoteSequence(Note(i * 480, 60 + 7 * i % 12, 480) for i in range(12))
SOURCES = Sources.of(
    [
        SourcePiece(Source("Air", "songs"), AIR),
        SourcePiece(Source("Off She Goes", "folk", "Fiddle"), REEL),
    ]
)
SETTINGS = TakeSettings(model="knowing", takes=1, bars=2, ending="open")


def moved(first: int, last: int) -> NoteSequence:
    """Notes of the reel, a bar later and 5 semitones higher, after a note of one's own."""
    part = NoteSequence(list(REEL)[first:last]).shifted(1920).transposed(5)
    return NoteSequence([Note(0, 40, 100), *part])


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Two models: one knows what it learned from, the other does not."""
    folder = tmp_path_factory.mktemp("shelf")
    tiny_model(folder / "plain.safetensors")
    path = folder / "knowing.safetensors"
    tiny_model(path, seed=1)
    shop = Workshop((folder,))
    identity = shop.model("knowing").model.identity
    save_sources(sources_path(path), SOURCES, model=identity)
    return Workshop((folder,))


def find(shop: Workshop, notes: NoteSequence, model: str = "knowing") -> CopiedNotes:
    (found,) = run(copy_tasks.copies_of, shop, CopiesRequest(Piece((Part(notes),)), 0, model))
    assert isinstance(found, CopiedNotes)
    return found


def bars(shop: Workshop, stretch: CopiedStretch) -> SourceBars:
    (answer,) = run(copy_tasks.source_of, shop, SourceRequest(stretch, "knowing"))
    assert isinstance(answer, SourceBars)
    return answer


def test_copied_notes_are_found_wherever_they_were_moved(shop: Workshop) -> None:
    found = find(shop, moved(4, 16))
    (stretch,) = found.stretches
    assert (stretch.title, stretch.collection, stretch.semitones) == ("Off She Goes", "folk", 5)
    # The first note has another interval before it.
    assert (stretch.first, stretch.notes, stretch.source_note) == (2, 11, 5)
    assert (stretch.first_bar, stretch.last_bar, found.longest) == (1, 2, 11)


def test_the_source_is_shown_in_whole_bars_with_its_notes_marked(shop: Workshop) -> None:
    (stretch,) = find(shop, moved(4, 16)).stretches
    shown = bars(shop, stretch)
    assert shown.piece.parts[0].notes.pitch.tolist() == REEL.pitch.tolist()
    assert (shown.copied, shown.part_name, shown.stretch) == ((5, 16), "Fiddle", stretch)


def test_bars_that_have_nothing_of_the_copy_are_left_out(shop: Workshop) -> None:
    stretch = CopiedStretch(0, 8, "Off She Goes", "folk", 1, 8, 2, 2)
    shown = bars(shop, stretch)
    notes = shown.piece.parts[0].notes
    assert (notes.start, notes.pitch.tolist()) == (0, list(PITCHES[8:]))
    assert shown.copied == (0, 8)


def test_each_note_is_told_of_its_longest_run_alone() -> None:
    notes = moved(0, 16)
    copies = find_copies(SourceIndex(SOURCES), notes)
    (run_,) = copies.runs
    inner = replace(run_, first=run_.first + 2, notes=8, title="Elsewhere")
    found = copy_tasks.copied_notes(replace(copies, runs=(run_, inner)), notes)
    assert found is not None
    assert [stretch.title for stretch in found.stretches] == ["Off She Goes"]
    assert copy_tasks.copied_notes(None, notes) is None


def test_of_a_chord_that_was_played_in_late_the_right_notes_are_told() -> None:
    written = [Note(0, 40, 480), Note(480, 64, 480), Note(480, 67, 480)]
    written += [Note(480 * i, 70 + i % 3, 480) for i in range(2, 11)]
    index = SourceIndex(Sources.of([SourcePiece(Source("Hymn"), NoteSequence(written))]))
    late = [Note(485, 64, 480) if note.pitch == 64 else note for note in written]
    played = NoteSequence([*late, Note(480 * 11, 90, 240)])
    assert played.pitch.tolist()[1:3] == [67, 64], "not in the order of the grid"
    copies = find_copies(index, played)
    found = copy_tasks.copied_notes(copies, played)
    assert found is not None
    assert found.lengths(len(played)).tolist() == copies.by_note.tolist()
    assert found.at(1) is found.at(2) is not None
    (stretch,) = found.stretches
    assert stretch.places[:3] == (2, 1, 3)


def test_a_take_whose_first_note_is_compared_too_is_told_of_from_there() -> None:
    seed, take = NoteSequence(list(REEL)[:4]), NoteSequence(list(REEL)[4:])
    copies = find_copies(SourceIndex(SOURCES), take, before=seed)
    found = copy_tasks.copied_notes(copies, take)
    assert found is not None
    assert [(s.first, s.notes, s.places) for s in found.stretches] == [(0, 12, ())]


def test_a_model_without_sources_says_so_in_one_sentence(shop: Workshop) -> None:
    with pytest.raises(RequestError, match="is not kept beside it, or is damaged"):
        find(shop, REEL, "plain")


@pytest.mark.parametrize(
    "changes",
    [{"piece": 9}, {"title": "Another"}, {"collection": "another"}, {"source_note": 12}],
    ids=str,
)
def test_sources_that_are_others_by_now_are_not_shown(
    shop: Workshop, changes: dict[str, int]
) -> None:
    stretch = CopiedStretch(0, 8, "Off She Goes", "folk", 1, 8, 2, 2)
    changed = replace(stretch, **changes)  # type: ignore[arg-type]  # whichever it is
    with pytest.raises(RequestError, match="other music since; hide the copied notes"):
        bars(shop, changed)
    index = shop.model("knowing").sources
    assert index is not None
    with pytest.raises(RequestError, match="other music since; press G"):
        copy_tasks.source_bars(index, changed)


def test_the_list_of_models_says_which_have_sources(shop: Workshop) -> None:
    (found,) = run(tasks.models, shop, ModelsRequest())
    assert {model.name: model.has_sources for model in found} == {"plain": False, "knowing": True}


def takes(shop: Workshop, **settings: object) -> list[Idea]:
    wish = replace(SETTINGS, **settings)  # type: ignore[arg-type]  # whichever they are
    return run(tasks.write_takes, shop, TakesRequest(Piece((Part(REEL),)), 0, wish, Key(2)))


def test_takes_know_what_they_copy_and_their_source_is_found_by_their_recipe(
    tmp_path: Path,
) -> None:
    path = tiny_model(tmp_path / "knowing.safetensors", seed=1)
    shop = Workshop((tmp_path,))
    (unknown,) = takes(shop, bars=16)
    itself = SourcePiece(Source("Itself"), REEL.merged(unknown.notes).transposed(-3))
    save_sources(
        sources_path(path), Sources.of([itself]), model=shop.model("knowing").model.identity
    )
    (idea,) = takes(shop, bars=16)
    assert unknown.copies is None
    assert idea.notes == unknown.notes
    assert idea.copies is not None
    (stretch,) = idea.copies.stretches
    assert (stretch.title, stretch.notes, stretch.semitones) == ("Itself", len(idea.notes), 3)
    (answer,) = run(copy_tasks.source_of, shop, SourceRequest(stretch, "gone", idea.recipe))
    first, last = answer.copied
    shown = answer.piece.parts[0].notes.pitch[first:last]
    assert shown.tolist() == (idea.notes.pitch - 3).tolist()


def test_of_a_model_without_sources_nothing_is_known(shop: Workshop) -> None:
    (idea,) = takes(shop, model="plain")
    assert idea.copies is None


@pytest.mark.parametrize("state", ["damaged", "gone"])
def test_a_limit_that_cannot_be_kept_is_not_left_out_in_silence(
    shop: Workshop, tmp_path: Path, state: str
) -> None:
    shutil.copy(find_model("knowing", shop.folders), tmp_path)
    if state == "damaged":
        (tmp_path / "knowing.sources").write_bytes(b"cut short")
    poor = Workshop((tmp_path,))
    with pytest.raises(RequestError, match="is damaged, so copying cannot be limited"):
        takes(poor, most_copied=8)
    assert takes(poor, most_copied=0)[0].copies is None


@pytest.fixture
def tempted(tmp_path: Path) -> Workshop:
    """A model that would write a tune it has learned from, were it not stopped."""
    path = tiny_model(tmp_path / "knowing.safetensors", seed=1)
    shop = Workshop((tmp_path,))
    (free,) = takes(shop, bars=16)
    itself = SourcePiece(Source("Itself"), REEL.merged(free.notes))
    identity = shop.model("knowing").model.identity
    save_sources(sources_path(path), Sources.of([itself]), model=identity)
    return shop


def longest(idea: Idea) -> int:
    assert idea.copies is not None
    return idea.copies.longest


def test_a_limit_is_part_of_the_recipe(tempted: Workshop) -> None:
    (free,) = takes(tempted, bars=16)
    (idea,) = takes(tempted, bars=16, most_copied=4)
    assert longest(free) > 4
    assert longest(idea) <= 4
    assert idea.recipe is not None
    assert idea.recipe.request.most_copied == 4


def test_more_like_this_keeps_the_limit_that_is_set_now(tempted: Workshop) -> None:
    (idea,) = takes(tempted)
    for most in (4, 0):
        request = MoreRequest(idea, replace(SETTINGS, most_copied=most), 1.0)
        (more,) = run(tasks.more_like, tempted, request)
        assert more.recipe is not None
        assert more.recipe.request.most_copied == most
