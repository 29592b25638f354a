from __future__ import annotations

from dataclasses import replace

from benchmarks.poly_recipes import RECIPES, recipe_for
from benchmarks.rolls import SETS
from melodyrnn.models.config import CORES
from melodyrnn.training.settings import TrainSettings


def test_every_set_has_a_recipe_for_every_core() -> None:
    assert set(RECIPES) == set(SETS)
    for name in SETS:
        for core in CORES:
            row = recipe_for(name, core)
            assert row.config.core == core
            assert row.grid == RECIPES[name].grid
            assert row.settings.epochs or row.settings.minutes


def test_the_networks_of_a_committee_differ_by_seed_alone() -> None:
    row = replace(recipe_for("MuseData", "lstm"), members=3)
    some = [row.member(number) for number in range(3)]
    assert [each.settings.seed for each in some] == [0, 1, 2]
    assert {each.members for each in some} == {1}
    assert {each.config for each in some} == {row.config}


def test_a_transformer_without_a_row_learns_at_its_own_rate() -> None:
    usual = TrainSettings(epochs=1).for_core("transformer").learning_rate
    assert recipe_for("JSB_Chorales", "transformer").settings.learning_rate == usual
