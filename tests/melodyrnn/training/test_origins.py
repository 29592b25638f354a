"""What a model has learned from lies beside it, that of its base included."""

from __future__ import annotations

from pathlib import Path

from melodyrnn.checkpoint import load_model, read_card
from melodyrnn.course.events import Learning
from melodyrnn.originality.copies import find_copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.sources import (
    Sources,
    load_sources,
    save_sources,
    sources_path,
)
from melodyrnn.training.origins import sources_beside
from tests.originals import line, sources_of
from tests.trainings import AfterSteps, prepared, request, session_of, trained, tune, write_tunes


def titles(sources: Sources | None) -> list[str]:
    return sorted(source.title for source in sources.sources) if sources else []


def test_a_training_leaves_what_it_learned_from_and_nothing_held_out(
    folder: Path, base: Path
) -> None:
    wish = request(folder, base=base)
    trained(wish)
    sources = load_sources(sources_path(wish.out))

    learned = {int(title) for title in titles(sources)}
    assert len(learned) == len(sources) == 5
    assert learned < set(range(6))
    index = SourceIndex(sources)
    for number in range(6):
        share = find_copies(index, tune(number).transposed(2)).share
        assert share == 1.0 if number in learned else share < 1.0
    assert read_card(wish.out).sources == sources.fingerprint
    assert {source.collection for source in sources.sources} == {"reels"}


def test_they_are_there_as_soon_as_there_is_a_model(folder: Path, base: Path) -> None:
    wish = request(folder, base=base)
    run = session_of(wish).run()
    next(event for event in run if isinstance(event, Learning) and event.best)
    assert len(titles(sources_beside(wish.out))) == 5


def test_a_stopped_training_that_is_kept_leaves_them_too(folder: Path, base: Path) -> None:
    wish = request(folder, base=base)
    trained(wish, control=AfterSteps((4, "stop")))
    assert len(titles(sources_beside(wish.out))) == 5


def test_where_they_are_not_wanted_there_are_none_nor_those_of_a_former_model(
    folder: Path, base: Path
) -> None:
    wish = request(folder, base=base, with_sources=False)
    wish.out.parent.mkdir()
    save_sources(sources_path(wish.out), sources_of(line(0)))
    trained(wish)
    assert not sources_path(wish.out).exists()
    assert read_card(wish.out).sources == ""


def test_a_tuned_model_has_those_of_its_base_and_its_own(folder: Path, base: Path) -> None:
    save_sources(sources_path(base), sources_of(line(0)), model=load_model(base).identity)
    known = titles(prepared(request(folder, base=base)).sources)
    assert (len(known), known[-1]) == (6, "tune 0")
    sources_path(base).write_bytes(b"damaged")
    assert len(titles(prepared(request(folder, base=base)).sources)) == 5


def test_a_card_says_whether_that_is_all_it_learned_from(folder: Path, base: Path) -> None:
    wish = request(folder, base=base, name="second")
    trained(wish)
    assert not read_card(wish.out).has_all_sources
    third = request(folder, base=wish.out, out=wish.out.with_stem("third"))
    assert not prepared(third).has_all_sources

    save_sources(sources_path(base), sources_of(line(0)), model=load_model(base).identity)
    assert prepared(wish).has_all_sources
    assert prepared(request(folder)).has_all_sources


def test_taken_up_again_with_other_music_it_has_learned_from_both(folder: Path, base: Path) -> None:
    save_sources(sources_path(base), sources_of(line(0)), model=load_model(base).identity)
    wish = request(folder, base=base)
    trained(wish, control=AfterSteps((4, "stop")))
    before = sources_beside(wish.out)
    assert len(titles(before)) == 6
    for path in (base, sources_path(base)):
        path.unlink()
    again = prepared(wish, resume=True).sources
    assert again is not None
    assert before is not None
    assert again.fingerprint == before.fingerprint
    assert prepared(wish, resume=True).has_all_sources
    write_tunes(folder, range(20, 26))
    assert set(titles(prepared(wish, resume=True).sources)) > set(titles(before))


def test_the_same_music_is_the_same_fingerprint(folder: Path) -> None:
    prints = {
        request_.sources.fingerprint
        for request_ in (prepared(request(folder)), prepared(request(folder)))
        if request_.sources
    }
    assert len(prints) == 1


def test_what_is_no_model_has_none(folder: Path) -> None:
    assert sources_beside(folder / "0.mid") is None
