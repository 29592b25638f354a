"""What the worker does: every request travels in a pickle, every answer comes back in one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gui import tasks
from gui.document.inserting import inserted
from gui.document.project import Idea, Project, Span
from gui.document.settings import STOPS, TakeSettings
from gui.requests import (
    CardRequest,
    HintsRequest,
    ModelsRequest,
    ModelSummary,
    MoreRequest,
    RecipeRequest,
    SurpriseRequest,
    TakesRequest,
    WarmRequest,
)
from gui.workshop import Workshop
from melodyrnn.card import Card
from melodyrnn.errors import (
    ModelFileError,
    RequestError,
)
from melodyrnn.generation.boldness import DEFAULT_TEMPERATURES
from melodyrnn.generation.continuing import continue_piece
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.fakes import tiny_model
from tests.gui.asking import run

SCALE = (62, 64, 66, 67, 69, 71, 73, 74)
TUNE = Part(NoteSequence(Note(240 * i, SCALE[i % 8], 230, 60 + i) for i in range(12)), "Tune", 73)
BASS = Part(NoteSequence([Note(0, 38, 1920)]), "Bass", 32)
PIECE = Piece((BASS, TUNE), keys=KeyMap([KeyChange(0, Key(2))]), title="Reel")
SETTINGS = TakeSettings(model="tiny", takes=3, bars=2, random_seed=7)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("shelf")
    tiny_model(folder / "tiny.safetensors", card=Card(name="Tiny", notes=1200))
    tiny_model(folder / "zither.safetensors", seed=1, styles=("reels", "airs"))
    (folder / "broken.safetensors").write_bytes(b"no model at all")
    return Workshop((folder,))


def takes_request(**wishes: Any) -> TakesRequest:
    settings = {name: wishes.pop(name) for name in list(wishes) if hasattr(SETTINGS, name)}
    return TakesRequest(
        PIECE, 1, replace(SETTINGS, **settings), first_number=4, now="2026-01-02T03:04:05", **wishes
    )


@pytest.fixture(scope="module")
def ideas(shop: Workshop) -> list[Idea]:
    return run(tasks.write_takes, shop, takes_request())


def test_takes_come_as_ideas_one_by_one(shop: Workshop, ideas: list[Idea]) -> None:
    request = tasks.take_request(SETTINGS, shop.model("tiny").model.card)
    expected = continue_piece(shop.model("tiny").model, PIECE, 1, request)
    assert [idea.name for idea in ideas] == ["Idea 4", "Idea 5", "Idea 6"]
    assert [idea.notes for idea in ideas] == [take.notes for take in expected.takes]
    assert [idea.surprise for idea in ideas] == [take.nats_per_note for take in expected.takes]
    for idea in ideas:
        assert idea.seed == TUNE.notes
        assert idea.span == Span(expected.seed.start, expected.seed.end)
        assert (idea.key, idea.made, idea.status) == (Key(2), "2026-01-02T03:04:05", "fresh")
    assert len({idea.identifier for idea in ideas}) == 3


def test_the_seed_is_never_altered(ideas: list[Idea]) -> None:
    project = Project(piece=PIECE, melody=1, tracks=Project.of_piece(PIECE).tracks)
    for idea in ideas:
        sounding = inserted(project.notes, idea)
        assert list(sounding)[: len(TUNE.notes)] == list(TUNE.notes)
        assert len(sounding) == len(TUNE.notes) + len(idea.notes)


def test_there_is_a_moment_to_cancel_after_every_note(shop: Workshop) -> None:
    answers = list(tasks.write_takes(shop, takes_request(takes=1, ending="open")))
    assert len(answers[-1].notes) <= answers.count(None)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("stop", "heat"), list(zip(range(4), DEFAULT_TEMPERATURES, strict=True)), ids=STOPS
)
def test_boldness_becomes_the_temperatures_of_the_model(stop: float, heat: float) -> None:
    settings = replace(SETTINGS, boldness=stop, rhythm_offset=-3.0, highest=80, style="reels")
    wish = tasks.take_request(settings, Card())
    assert wish.pitch_temperature == pytest.approx(heat)
    assert wish.rhythm_temperature == pytest.approx(DEFAULT_TEMPERATURES[0])
    assert (wish.bars, wish.takes, wish.highest, wish.style) == (2, 3, 80, "reels")
    assert (wish.key_rule, wish.ending, wish.random_seed) == ("prefer", "resolve", 7)


def test_a_melody_without_notes_is_begun(shop: Workshop) -> None:
    empty = Piece((Part(NoteSequence()),))
    request = replace(takes_request(), piece=empty, part=0)
    for idea in run(tasks.write_takes, shop, request):
        assert len(idea.notes)
        assert idea.span == Span(0, 2 * 1920)
    strict = replace(request, settings=replace(SETTINGS, key_rule="only"))
    with pytest.raises(RequestError, match="choose the key"):
        run(tasks.write_takes, shop, strict)
    assert run(tasks.write_takes, shop, replace(strict, key=Key(0)))


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"model": "gone"}, "no model gone"),
        ({"style": "polka"}, "no style polka"),
        ({"lowest": 80, "highest": 70}, "upside down"),
        ({"lowest": 61, "highest": 61, "key_rule": "only", "key": Key(0)}, "widen the range"),
    ],
)
def test_what_cannot_be_written_is_said(shop: Workshop, wish: dict[str, Any], reason: str) -> None:
    with pytest.raises((RequestError, ModelFileError), match=reason):
        run(tasks.write_takes, shop, takes_request(**wish))


@pytest.mark.parametrize("distance", [0.0, 1.0])
def test_more_like_this_varies_an_idea(shop: Workshop, ideas: list[Idea], distance: float) -> None:
    request = MoreRequest(ideas[1], SETTINGS, distance, first_number=9, now="now")
    found = run(tasks.more_like, shop, request)
    assert [idea.name for idea in found] == ["Idea 9", "Idea 10", "Idea 11"]
    assert len({idea.notes for idea in [*found, ideas[1]]}) == 4
    for idea in found:
        assert (idea.seed, idea.span, idea.key) == (ideas[1].seed, ideas[1].span, ideas[1].key)


def test_asked_again_more_like_this_is_other_takes_unless_the_random_seed_is_locked(
    shop: Workshop, ideas: list[Idea]
) -> None:
    def notes(is_locked: bool, first_number: int) -> list[NoteSequence]:
        settings = replace(SETTINGS, is_seed_locked=is_locked, takes=2)
        request = MoreRequest(ideas[0], settings, 1.0, first_number)
        return [idea.notes for idea in run(tasks.more_like, shop, request)]

    assert notes(False, 5) != notes(False, 7)
    assert notes(True, 5) == notes(True, 7)


def test_an_idea_made_by_hand_has_nothing_to_vary(shop: Workshop, ideas: list[Idea]) -> None:
    by_hand = replace(ideas[0], recipe=None)
    with pytest.raises(RequestError, match="by hand"):
        run(tasks.more_like, shop, MoreRequest(by_hand, SETTINGS, 0.5))


def test_recipes_bring_takes_and_variations_back_twenty_of_twenty(
    shop: Workshop, ideas: list[Idea]
) -> None:
    variations = run(tasks.more_like, shop, MoreRequest(ideas[0], SETTINGS, 0.3))
    count = 0
    for idea in [*ideas, *variations] * 4:
        assert idea.recipe is not None
        text = json.dumps(idea.recipe.to_json())
        (again,) = run(tasks.recreate, shop, RecipeRequest(text, 30, "now"))
        assert again.name == "Idea 30"
        assert (again.notes, again.span, again.seed) == (idea.notes, idea.span, idea.seed)
        assert (again.recipe, again.key, again.surprise) == (idea.recipe, idea.key, idea.surprise)
        count += 1
    assert count >= 20


@pytest.mark.parametrize("text", ["", "Hello", "{}", "[" * 99999, '{"format": 1}'])
def test_a_clipboard_without_a_recipe_is_said(shop: Workshop, text: str) -> None:
    with pytest.raises(RequestError, match="recipe"):
        run(tasks.recreate, shop, RecipeRequest(text))


def test_likely_notes_are_plain_numbers(shop: Workshop) -> None:
    request = HintsRequest(PIECE, 1, TUNE.notes.end, SETTINGS)
    (hints,) = run(tasks.likely_next, shop, request)
    assert 0 < len(hints) <= 6
    for onset, duration, pitch, probability in hints:
        assert onset >= TUNE.notes.end - 100
        assert duration > 0
        assert 0 <= pitch <= 127
        assert 0 < probability <= 1


def test_surprise_is_a_number_for_each_note(shop: Workshop) -> None:
    (nats,) = run(tasks.surprise_of, shop, SurpriseRequest(PIECE, 1, "tiny", Key(2)))
    assert nats.shape == (12,)
    assert np.isfinite(nats).all()


def test_models_are_listed_and_damaged_ones_left_out(shop: Workshop) -> None:
    (found,) = run(tasks.models, shop, ModelsRequest())
    assert [type(model) for model in found] == [ModelSummary] * 2
    tiny, zither = found
    assert (tiny.name, zither.name, zither.styles) == ("tiny", "zither", ("reels", "airs"))
    assert "1,200 notes" in tiny.summary
    assert tiny.typical == 0
    assert tiny.temperatures == tuple((t, t) for t in DEFAULT_TEMPERATURES)


def test_what_a_model_pays_for_real_music_is_what_is_typical() -> None:
    card = Card(nats_per_note={"without_velocity": 1.8, "pitch": 1.1})
    assert tasks.model_summary("x", card, ()).typical == 1.8


def test_a_card_can_be_had(shop: Workshop) -> None:
    (card,) = run(tasks.model_card, shop, CardRequest("tiny"))
    assert card == Card(name="Tiny", notes=1200)


def test_warming_up_leaves_the_model_at_hand(shop: Workshop) -> None:
    assert run(tasks.warm, shop, WarmRequest("zither")) == []
    assert shop.model("zither") is shop.model("zither")
