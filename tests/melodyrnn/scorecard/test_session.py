from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from melodyrnn.card import Card
from melodyrnn.checkpoint import identity_of, load_model, replace_card
from melodyrnn.engine.scoring import pooled_score
from melodyrnn.errors import CollectionError, RequestError
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.music.key import Key, KeyChange, KeyMap, detect_key
from melodyrnn.originality.sources import save_sources, sources_path
from melodyrnn.scorecard.baselines import COPY_FORWARD, MARKOV
from melodyrnn.scorecard.result import ScoreCard, Step
from melodyrnn.scorecard.session import COMPARING, Judging, judge_model
from tests.fakes import tiny_model
from tests.judged import folder_of, reading_of, tune
from tests.originals import sources_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tiny_model(tmp_path / "folk.safetensors")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "reels", *(tune(seed, 8) for seed in range(4)))


def judged(path: Path, folder: Path, takes: int = 3) -> tuple[list[Step], ScoreCard]:
    ready = ReadyModel.of(load_model(path))
    *steps, card = judge_model(
        ready, path, [folder], judging=Judging(takes=takes, today="2026-11-23")
    )
    assert isinstance(card, ScoreCard)
    return [step for step in steps if isinstance(step, Step)], card


def test_a_model_with_its_sources_is_judged_by_what_is_new_to_it(path: Path, folder: Path) -> None:
    sources = sources_of(tune(0, 8), tune(20, 8), tune(21, 8))
    save_sources(sources_path(path), sources, model=identity_of(path))
    steps, card = judged(path, folder)
    assert (card.model, card.collection, card.made) == ("folk", "reels", "2026-11-23")
    assert (card.pieces, card.left_out, card.unheard, card.takes) == (3, 1, "sure", 3)
    assert [rival.name for rival in card.rivals] == [MARKOV, COPY_FORWARD]
    assert card.originality is not None
    assert card.verdict
    assert steps[-1].title == COMPARING
    assert all(0 <= step.done <= step.total for step in steps)
    assert ScoreCard.from_json(card.to_json()) == card


def test_the_score_is_that_of_evaluate(path: Path, folder: Path) -> None:
    _, card = judged(path, folder)
    engine = ReadyModel.of(load_model(path)).engine
    direct = pooled_score(engine, [reading_of(tune(seed, 8)) for seed in range(4)])
    assert card.score.nats == pytest.approx(direct.without_velocity(), rel=1e-5)


def test_without_sources_it_says_so_and_rivals_are_counted_crosswise(
    path: Path, folder: Path
) -> None:
    _, card = judged(path, folder)
    assert card.unheard == "unknown"
    assert card.originality is None
    assert card.rivals
    assert "Nobody can tell" in card.remarks[0]


def test_where_it_learned_from_all_nobody_is_compared_with_it(path: Path, folder: Path) -> None:
    sources = sources_of(*(tune(seed, 8) for seed in range(4)))
    save_sources(sources_path(path), sources, model=identity_of(path))
    _, card = judged(path, folder)
    assert (card.unheard, card.rivals) == ("none", ())
    assert "Nobody is compared with it: who counted" in " ".join(card.remarks)
    assert "too little music" not in " ".join(card.remarks)


def test_where_all_is_one_piece_it_says_that_there_is_no_other(path: Path, tmp_path: Path) -> None:
    versions = folder_of(tmp_path / "one", *(tune(0, 8).transposed(i) for i in range(3)))
    _, card = judged(path, versions)
    assert card.rivals == ()
    assert "all of this is one piece" in " ".join(card.remarks)
    assert card.verdict[0].endswith("1 piece, in 3 parts or versions, with 96 notes.")


def test_what_it_went_on_from_without_a_list_may_have_learned_these_pieces(
    path: Path, folder: Path
) -> None:
    replace_card(path, Card(base="folk", pieces=2, has_all_sources=False))
    sources = sources_of(tune(0, 8), tune(20, 8))
    save_sources(sources_path(path), sources, model=identity_of(path))
    _, card = judged(path, folder)
    assert (card.unheard, card.left_out) == ("unknown", 1)
    assert card.originality is not None
    said = " ".join(card.remarks)
    assert "it went on from a model without a list" in said
    assert "1 piece was left out" in said
    assert "from other pieces of this folder" in said
    assert "cannot be found" in said


def test_those_who_count_are_told_no_less_of_the_music_than_what_they_counted(
    path: Path, tmp_path: Path
) -> None:
    """Judged by tunes in D that do not say so, they pay what they would if these did."""
    clear = (seed for seed in range(99) if detect_key(tune(seed, 8)) == Key(0))
    in_d = [tune(seed, 8).transposed(2) for seed in islice(clear, 12)]
    save_sources(sources_path(path), sources_of(*in_d[:8]), model=identity_of(path))
    said = KeyMap([KeyChange(0, Key(2))])
    _, stated = judged(path, folder_of(tmp_path / "stated", *in_d[8:], keys=said))
    _, silent = judged(path, folder_of(tmp_path / "silent", *in_d[8:], keys=KeyMap()))
    for name in (MARKOV, COPY_FORWARD):
        assert silent.rival(name) == stated.rival(name)


def test_the_same_seed_gives_the_same_card(path: Path, folder: Path) -> None:
    first, second = judged(path, folder)[1], judged(path, folder)[1]
    assert first.overlaps == second.overlaps
    assert first.foils == second.foils


def test_it_ends_wherever_it_is_closed(path: Path, folder: Path) -> None:
    work = judge_model(ReadyModel.of(load_model(path)), path, [folder])
    assert isinstance(next(work), Step)
    work.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(StopIteration):
        next(work)


def test_an_empty_folder_and_no_takes_are_refused(path: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(CollectionError):
        judged(path, empty)
    with pytest.raises(RequestError, match="from 1 to"):
        Judging(takes=0)
