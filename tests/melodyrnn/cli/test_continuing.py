from __future__ import annotations

import json
from pathlib import Path

import pytest

from melodyrnn.checkpoint import load_model
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.recreating import continue_recipe
from melodyrnn.midi.reading import read_midi
from melodyrnn.music.key import Key
from melodyrnn.music.notes import NoteSequence
from melodyrnn.originality.sources import save_sources, sources_path
from tests.fakes import tiny_model
from tests.melodyrnn.cli.conftest import Run
from tests.originals import sources_of

BAR = 1440
"""Ticks of a bar of the seed, which stands in 6/8 and has a pickup and eight bars."""

SEED_BARS = 9


def notes_of(path: Path) -> NoteSequence:
    (part,) = [p for p in read_midi(path).parts if len(p.notes)]
    return part.notes


def test_four_takes_of_four_bars_are_written_after_the_seed(
    run: Run, model: Path, seed: Path, tmp_path: Path
) -> None:
    assert model.exists()
    ended = run("continue", seed, "--out", tmp_path / "new" / "takes")
    paths = [tmp_path / "new" / "takes" / f"take-{n}.mid" for n in (1, 2, 3, 4)]
    assert (ended.status, ended.err) == (0, "")
    assert [line.split("  ")[0] for line in ended.out.splitlines()] == [str(p) for p in paths]
    before = notes_of(seed)
    for path in paths:
        after = notes_of(path)
        assert list(after)[: len(before)] == list(before)
        assert before.end <= after[len(before)].onset
        assert after.onset.max() < (SEED_BARS + 4) * BAR


def test_the_options_reach_the_music(run: Run, model: Path, seed: Path, tmp_path: Path) -> None:
    wishes = ["--key", "only", "--range", "55-79", "--bars", "8", "--takes", "2"]
    wishes += ["--pitch-temperature", "0.8", "--rhythm-temperature", "1.2", "--new-only"]
    ended = run("continue", seed, "--model", model, *wishes, "--out", tmp_path)
    assert ended.status == 0
    for number in (1, 2):
        new = notes_of(tmp_path / f"take-{number}.mid")
        assert set((new.pitch % 12).tolist()) <= Key.parse("Em").pitch_classes
        assert 55 <= new.pitch.min() <= new.pitch.max() <= 79
        assert 7 * BAR <= new.end <= 9 * BAR


def test_take_1_is_the_same_alone_and_among_eight(
    run: Run, model: Path, seed: Path, tmp_path: Path
) -> None:
    assert model.exists()
    for takes in (1, 8):
        run("continue", seed, "--takes", takes, "--out", tmp_path / str(takes))
    alone, among = (tmp_path / takes / "take-1.mid" for takes in ("1", "8"))
    assert alone.read_bytes() == among.read_bytes()
    assert among.read_bytes() != among.with_name("take-2.mid").read_bytes()


def test_a_transformer_goes_on_beyond_its_context_with_the_same_take_alone_and_among_eight(
    run: Run, seed: Path, tmp_path: Path
) -> None:
    model = tiny_model(tmp_path / "yardstick.safetensors", core="transformer", context=20)
    for takes in (1, 8):
        wishes = ["--takes", takes, "--bars", 8, "--out", tmp_path / str(takes)]
        ended = run("continue", seed, "--model", model, *wishes)
        assert (ended.status, ended.err) == (0, "")
    alone, among = (tmp_path / takes / "take-1.mid" for takes in ("1", "8"))
    assert len(notes_of(alone)) > len(notes_of(seed))
    assert alone.read_bytes() == among.read_bytes()
    assert among.read_bytes() != among.with_name("take-2.mid").read_bytes()


def test_json_tells_where_the_music_goes_on_and_gives_recipes_that_bring_it_back(
    run: Run, model: Path, seed: Path, tmp_path: Path
) -> None:
    ended = run("continue", seed, "--takes", 2, "--new-only", "--out", tmp_path, "--json")
    said = json.loads(ended.out)
    assert said["key"] == "Em"
    assert said["start"] == notes_of(seed).end
    assert said["end"] == (SEED_BARS + 4) * BAR
    second = said["takes"][1]
    assert second["path"] == str(tmp_path / "take-2.mid")
    again = continue_recipe(load_model(model), Recipe.from_json(second["recipe"]))
    assert len(again.takes[0].notes) == second["notes"]
    assert again.new_part(again.takes[0]).parts[0].notes == notes_of(tmp_path / "take-2.mid")


@pytest.mark.parametrize("as_file", [False, True])
def test_a_recipe_brings_its_take_back_to_the_byte(
    run: Run, model: Path, seed: Path, tmp_path: Path, as_file: bool
) -> None:
    first = run("continue", seed, "--takes", 3, "--out", tmp_path / "first", "--json")
    model.rename(model.with_name("renamed.safetensors"))
    tiny_model(model, seed=1)  # another one lies in its place
    recipe = json.dumps(json.loads(first.out)["takes"][2]["recipe"])
    if as_file:
        (tmp_path / "recipe.json").write_text(recipe)
    given = tmp_path / "recipe.json" if as_file else recipe
    ended = run("continue", "--recipe", given, "--out", tmp_path / "again", "--json")
    assert (ended.status, ended.err) == (0, "")
    (take,) = json.loads(ended.out)["takes"]
    assert take["path"] == str(tmp_path / "again" / "take-3.mid")
    assert take["recipe"] == json.loads(recipe)
    again, before = (tmp_path / name / "take-3.mid" for name in ("again", "first"))
    assert notes_of(again) == notes_of(before)


@pytest.mark.parametrize(
    ("recipe", "reason"),
    [
        ("{", "recipe"),
        ("{}", "recipe"),
        ("[1]", "cannot be opened"),
        ("none.json", "none.json cannot be opened"),
    ],
)
def test_a_recipe_that_is_none_is_one_line(
    run: Run, model: Path, tmp_path: Path, recipe: str, reason: str
) -> None:
    assert model.exists()
    ended = run("continue", "--recipe", recipe, "--out", tmp_path / "takes")
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert reason in ended.err
    assert not (tmp_path / "takes").exists()


def test_a_recipe_whose_model_is_not_here_says_which_it_is(
    run: Run, model: Path, seed: Path, tmp_path: Path
) -> None:
    first = run("continue", seed, "--takes", 1, "--bars", 1, "--out", tmp_path, "--json")
    recipe = json.loads(first.out)["takes"][0]["recipe"]
    recipe["model"]["identity"] = "0" * 16
    model.with_name("broken.safetensors").mkdir()
    ended = run("continue", "--recipe", json.dumps(recipe), "--out", tmp_path)
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert "0000000000000000" in ended.err


@pytest.mark.parametrize("wish", [["--bars", "4"], ["--key", "only"], ["x.mid"]])
def test_a_recipe_takes_no_other_wishes(run: Run, tmp_path: Path, wish: list[str]) -> None:
    ended = run("continue", "--recipe", "{}", *wish, "--out", tmp_path)
    assert ended.status == 2
    assert "leave out" in ended.err


def test_without_seed_and_recipe_there_is_nothing_to_continue(run: Run) -> None:
    ended = run("continue")
    assert ended.status == 2
    assert "--recipe" in ended.err


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("zero_bytes.mid", "empty"),
        ("drums_only.mid", "drums only"),
        ("no_notes.mid", "no notes"),
        ("png_renamed.mid", "picture"),
        ("text_file.mid", "not a MIDI file"),
        ("truncated_half.mid", "damaged or cut short"),
        ("there_is_none.mid", "no file"),
        ("", "folder"),
    ],
)
def test_a_seed_that_cannot_be_continued_is_one_line_that_says_why(
    run: Run, model: Path, broken: Path, tmp_path: Path, name: str, reason: str
) -> None:
    assert model.exists()
    ended = run("continue", broken / name, "--out", tmp_path / "takes")
    assert (ended.status, ended.out) == (1, "")
    assert reason in ended.err
    assert ended.err.count("\n") == 1
    assert not (tmp_path / "takes").exists()


@pytest.mark.parametrize("wish", [["--part", "2"], ["--style", "polkas"], ["--model", "none"]])
def test_a_wish_that_cannot_be_met_is_one_line(
    run: Run, model: Path, seed: Path, tmp_path: Path, wish: list[str]
) -> None:
    assert model.exists()
    ended = run("continue", seed, *wish, "--out", tmp_path)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.count("\n") == 1


def test_a_model_file_that_is_none_is_one_line(
    run: Run, model: Path, seed: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(model.read_bytes()[:-10])
    for path in (cut, seed, tmp_path):
        ended = run("continue", seed, "--model", path, "--out", tmp_path / "takes")
        assert (ended.status, ended.err.count("\n")) == (1, 1)
        assert path.name in ended.err


def test_a_folder_that_cannot_be_made_is_one_line(run: Run, model: Path, seed: Path) -> None:
    ended = run("continue", seed, "--out", model / "takes")
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert str(model / "takes") in ended.err


def test_every_odd_file_either_continues_or_says_why_not(
    run: Run, shelf: Path, broken: Path, tmp_path: Path
) -> None:
    model = tiny_model(shelf / "plain.safetensors", memory_heads=0)
    odd = [p for p in sorted(broken.iterdir()) if p.suffix != ".csv"]
    for path in odd:
        ended = run(
            "continue", path, "--model", model, "--takes", 1, "--bars", 1, "--out", tmp_path / "o"
        )
        assert ended.status in (0, 1), path.name
        assert ended.err.count("\n") == ended.status, path.name
    assert len(odd) > 100


def test_seed_notes_off_the_grid_are_said_and_kept(
    run: Run, model: Path, broken: Path, tmp_path: Path
) -> None:
    assert model.exists()
    human = broken / "unquantised_human.mid"
    ended = run("continue", human, "--takes", 1, "--out", tmp_path)
    before = notes_of(human)
    assert "seed notes lie off the grid" in ended.out
    assert list(notes_of(tmp_path / "take-1.mid"))[: len(before)] == list(before)


def test_the_other_parts_of_a_file_stay_as_they_are(
    run: Run, model: Path, tmp_path: Path, seed: Path
) -> None:
    assert model.exists()
    classical = next((seed.parent.parent / "classical").glob("Trio*.mid"))
    ended = run("continue", classical, "--part", 2, "--takes", 1, "--out", tmp_path)
    assert ended.status == 0
    before, after = read_midi(classical), read_midi(tmp_path / "take-1.mid")
    assert [len(p.notes) for i, p in enumerate(before.parts) if i != 1] == [
        len(p.notes) for i, p in enumerate(after.parts) if i != 1
    ]
    assert len(after.parts[1].notes) > len(before.parts[1].notes)


def test_takes_keep_to_a_limit_and_tell_what_they_copy(
    run: Run, model: Path, seed: Path, tmp_path: Path
) -> None:
    wishes = ["continue", seed, "--takes", 2, "--bars", 40, "--ending", "open", "--json"]
    first = json.loads(run(*wishes, "--out", tmp_path).out)
    assert [take["copied"] for take in first["takes"]] == [None, None]
    lines = [notes_of(Path(take["path"])) for take in first["takes"]]
    identity = load_model(model).identity
    save_sources(sources_path(model), sources_of(*lines), model=identity)
    free = json.loads(run(*wishes, "--out", tmp_path).out)["takes"][1]["copied"]
    assert free["longest"] >= 8
    assert free["share"] == 1.0
    assert free["from"][0]["title"] == "tune 1"
    assert free["from"][0]["collection"] == "reels"
    assert free["from"][0]["notes"] == free["longest"]
    ended = run(*wishes, "--most-copied", 4, "--out", tmp_path)
    assert (ended.status, ended.err) == (0, "")
    limited = [take["copied"] for take in json.loads(ended.out)["takes"]]
    assert max(copied["longest"] for copied in limited) <= 4
    assert limited[0]["from"] == []
    plain = run(*wishes[:-1], "--most-copied", 4, "--out", tmp_path)
    assert plain.out.count(", longest copy ") == 2


def test_a_limit_is_refused_where_nobody_knows_what_was_learned_from(
    run: Run, model: Path, seed: Path, tmp_path: Path
) -> None:
    assert model.exists()
    ended = run("continue", seed, "--most-copied", 8, "--out", tmp_path)
    assert (ended.status, ended.err.count("\n")) == (1, 1)
    assert "train it anew" in ended.err
