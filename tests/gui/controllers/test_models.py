"""The models there are, and the one the project is continued by."""

from __future__ import annotations

import pytest

from gui.controllers.models import Models
from gui.requests import ModelSummary
from tests.gui.controllers.studio import Studio

ALL = (ModelSummary("folk", "", (), 1.8, ()), ModelSummary("mine", "", (), 1.5, ()))


@pytest.fixture
def chosen() -> list[str]:
    return []


@pytest.fixture
def models(studio: Studio, chosen: list[str]) -> Models:
    models = Models(studio.document, studio.jobs)
    models.chosen.connect(lambda model: chosen.append(model.name))
    models.refresh()
    studio.jobs.last.give(ALL)
    return models


def test_the_default_is_in_force_until_another_is_chosen(
    models: Models, chosen: list[str], studio: Studio
) -> None:
    assert chosen == ["folk"]
    models.use("mine")
    assert chosen[-1] == "mine"
    assert studio.document.project.settings.model == "mine"


def test_another_model_knows_other_styles(models: Models, studio: Studio) -> None:
    studio.set(style="songs")
    models.use("mine")
    assert studio.document.project.settings.style == ""


def test_a_model_that_is_gone_gives_way_to_the_default(models: Models, chosen: list[str]) -> None:
    models.use("nobody")
    assert chosen[-1] == "folk"


def test_a_project_goes_on_with_its_model_under_another_name(studio: Studio) -> None:
    models = Models(studio.document, studio.jobs)
    models.use("irish")
    models.follow("folk", "songs")
    assert studio.document.project.settings.model == "irish"
    models.follow("irish", "reels")
    assert studio.document.project.settings.model == "reels"
