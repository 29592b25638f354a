"""Takes: from G to slots."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from gui.requests import MoreRequest, RecipeRequest, TakesRequest
from tests.gui.controllers.studio import NOW, Studio, another_project
from tests.gui.panels.samples import idea


def test_takes_come_into_the_slots_one_after_another(studio: Studio) -> None:
    states: list[bool] = []
    studio.takes.generating_changed.connect(states.append)
    studio.takes.generate()
    studio.arrive([1])
    assert studio.shown == {1: "idea-1"}
    studio.arrive([2, 3, 4])
    studio.jobs.last.finish()
    assert studio.shown == {n: f"idea-{n}" for n in (1, 2, 3, 4)}
    assert states == [True, False]
    assert [i.identifier for i in studio.document.project.ideas] == list(studio.shown.values())


def test_the_request_holds_all_that_the_takes_depend_on(studio: Studio) -> None:
    studio.takes.generate()
    project, request = studio.document.project, studio.jobs.last.request
    assert request == TakesRequest(
        project.piece, project.melody, project.settings, project.key, first_number=1, now=NOW
    )
    assert (studio.jobs.last.task, studio.jobs.last.lane) == ("gui.tasks:write_takes", "music")


def test_each_generate_rolls_the_dice_unless_the_padlock_is_closed(studio: Studio) -> None:
    seeds = set()
    for _ in range(8):
        studio.takes.generate()
        seeds.add(studio.jobs.last.request.settings.random_seed)
    assert len(seeds) > 1
    studio.set(is_seed_locked=True, random_seed=77)
    studio.takes.generate()
    assert studio.jobs.last.request.settings.random_seed == 77


def test_no_two_ideas_are_called_the_same(studio: Studio) -> None:
    kept = replace(idea(7), status="kept")
    studio.document.reset(replace(studio.document.project, ideas=(kept,)))
    studio.takes.generate()
    assert studio.jobs.last.request.first_number == 8
    studio.takes.cancel()
    studio.takes.generate()
    assert studio.jobs.last.request.first_number == 8


def test_cancelling_keeps_the_takes_that_are_ready(studio: Studio) -> None:
    studio.takes.generate()
    studio.arrive([1, 2])
    studio.takes.cancel()
    assert studio.shown == {1: "idea-1", 2: "idea-2"}
    assert not studio.takes.is_generating
    assert len(studio.document.project.ideas) == 2


def test_cancelling_brings_back_what_lay_in_slots_that_stayed_empty(studio: Studio) -> None:
    studio.generate()
    studio.takes.generate()
    assert studio.shown == {}
    studio.arrive([5])
    studio.takes.cancel()
    assert studio.shown == {1: "idea-5", 2: "idea-2", 3: "idea-3", 4: "idea-4"}
    studio.audition.play(3)
    assert studio.audition.idea is not None
    assert studio.audition.idea.identifier == "idea-3"


def test_generating_anew_before_the_end_loses_nothing_that_stood_in_the_strip(
    studio: Studio,
) -> None:
    studio.generate()
    studio.takes.generate()
    studio.arrive([5])
    studio.takes.generate()
    studio.takes.cancel()
    assert studio.shown == {1: "idea-5", 2: "idea-2", 3: "idea-3", 4: "idea-4"}


def test_a_cancelled_job_that_ends_late_does_not_end_the_next(studio: Studio) -> None:
    studio.jobs.hand.is_slow = True
    studio.takes.generate()
    first = studio.jobs.last
    studio.takes.generate()
    first.job.end("cancelled")
    assert studio.takes.is_generating
    assert first.job.was_cancelled


def test_a_failure_is_told_and_the_takes_before_it_come_back(studio: Studio) -> None:
    studio.generate()
    studio.takes.generate()
    studio.jobs.last.fail("No model is installed.")
    assert studio.failures == ["No model is installed."]
    assert studio.shown == {n: f"idea-{n}" for n in (1, 2, 3, 4)}
    assert not studio.takes.is_generating


def test_the_next_try_takes_the_reason_away(studio: Studio) -> None:
    reasons: list[str] = []
    studio.takes.failed.connect(reasons.append)
    studio.takes.generate()
    studio.jobs.last.fail("No model is installed.")
    studio.takes.generate()
    assert reasons[-1] == ""


def test_fewer_takes_than_before_leave_no_old_ones_behind(studio: Studio) -> None:
    studio.set(takes=8)
    studio.generate(range(1, 9))
    studio.set(takes=2)
    studio.generate([9, 10])
    assert studio.shown == {1: "idea-9", 2: "idea-10"}
    studio.audition.play(5)
    assert studio.said[-1] == "There is no take 5 yet; press G to make some."


def test_kept_takes_stay_on_the_shelf_when_new_ones_take_their_slots(studio: Studio) -> None:
    studio.generate()
    studio.ideas.keep("idea-2")
    studio.generate([5, 6, 7, 8])
    assert studio.document.project.idea("idea-2").status == "kept"
    assert len(studio.document.project.ideas) == 8


def test_how_many_are_ready_is_announced(studio: Studio) -> None:
    announced: list[str] = []
    studio.takes.announced.connect(announced.append)
    studio.generate()
    studio.takes.generate()
    studio.arrive([5])
    studio.takes.cancel()
    studio.takes.generate()
    studio.takes.cancel()
    assert announced == ["4 takes ready", "1 take ready"]


# Re-rolling


def test_a_changed_slider_rewrites_the_take_that_loops_with_the_same_random_seed(
    studio: Studio,
) -> None:
    studio.generate()
    seed = studio.document.project.settings.random_seed
    studio.audition.play(2)
    studio.player.tick = 5000.0
    plays = len(studio.player.did)
    studio.set(boldness=2.5)
    studio.takes.reroll()
    settings = studio.jobs.last.request.settings
    assert (settings.random_seed, settings.boldness) == (seed, 2.5)
    studio.arrive([5])
    assert studio.audition.slot == 2
    assert studio.heard()[8:] == [66] * 8
    studio.arrive([6])
    assert studio.heard()[8:] == [70] * 8
    assert studio.audition.slot == 2
    assert len(studio.player.did) == plays, "the same beat: neither played anew nor sought"
    assert studio.scene.ghost is not None
    assert studio.scene.ghost.notes == idea(6).notes


def test_nothing_is_rewritten_while_nothing_loops(studio: Studio) -> None:
    studio.generate()
    count = len(studio.jobs.started)
    studio.set(boldness=2.5)
    studio.takes.reroll()
    studio.audition.play(0)
    studio.takes.reroll()
    studio.audition.play(1)
    studio.playing.toggle()
    studio.takes.reroll()
    assert len(studio.jobs.started) == count


@pytest.mark.parametrize("setting", [{"is_seed_locked": True}, {"takes": 6}])
def test_a_setting_that_changes_no_take_rewrites_none(
    studio: Studio, setting: dict[str, object]
) -> None:
    studio.generate()
    studio.audition.play(1)
    count = len(studio.jobs.started)
    studio.set(**setting)
    studio.takes.reroll()
    assert len(studio.jobs.started) == count


def test_a_take_that_arrives_while_its_slot_is_paused_does_not_start_to_play(
    studio: Studio,
) -> None:
    studio.generate()
    studio.audition.play(1)
    studio.playing.toggle()
    studio.takes.generate()
    studio.arrive([5])
    assert not studio.player.is_playing
    assert 69 in studio.heard()


def test_what_is_heard_can_be_kept_while_new_takes_are_written(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(3)
    studio.takes.generate()
    studio.ideas.handlers()["keep"]()
    assert studio.document.project.idea("idea-3").status == "kept"


def test_a_heard_slot_beyond_the_new_takes_stays_in_the_strip(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(4)
    studio.set(takes=2)
    studio.generate([5, 6])
    assert studio.shown == {1: "idea-5", 2: "idea-6", 4: "idea-4"}
    assert studio.audition.slot == 4


# More like this, recipes


def test_more_like_this_asks_for_the_idea_that_is_heard(studio: Studio) -> None:
    studio.takes.handlers()["more_like_this"]()
    assert "Listen to a take first" in studio.said[-1]
    studio.generate()
    studio.audition.play(2)
    studio.takes.handlers()["more_like_this"]()
    request = studio.jobs.last.request
    assert isinstance(request, MoreRequest)
    assert (request.idea.identifier, request.distance, request.first_number) == ("idea-2", 0.5, 5)


def test_where_no_limit_to_copying_can_be_kept_none_is_asked_for(studio: Studio) -> None:
    studio.set(most_copied=8)
    (first, *_) = studio.generate()
    limits = [studio.jobs.last.request.settings.most_copied]
    studio.takes.set_has_sources(False)
    studio.takes.generate()
    limits.append(studio.jobs.last.request.settings.most_copied)
    studio.takes.more_like(first.identifier, 0.5)
    limits.append(studio.jobs.last.request.settings.most_copied)
    assert limits == [8, 0, 0]
    assert studio.document.project.settings.most_copied == 8, "for the next model"


def test_an_idea_without_a_recipe_says_why_it_cannot_be_varied(studio: Studio) -> None:
    studio.document.add_ideas([idea(1, is_ours=False)])
    studio.takes.more_like("idea-1", 0.2)
    studio.ideas.copy_recipe("idea-1")
    assert studio.jobs.started == []
    assert "no recipe" in studio.said[0]
    assert "no recipe" in studio.said[1]


def test_a_recipe_is_copied_and_made_again_beside_the_others(studio: Studio) -> None:
    studio.generate()
    studio.ideas.copy_recipe("idea-1")
    studio.takes.recreate()
    assert studio.jobs.last.request == RecipeRequest(
        QGuiApplication.clipboard().text(), number=5, now=NOW
    )
    studio.arrive([5])
    studio.jobs.last.finish()
    assert studio.shown == {n: f"idea-{n}" for n in (1, 2, 3, 4, 5)}


# Another project


def test_another_project_ends_generating_and_empties_the_strip(studio: Studio) -> None:
    studio.jobs.hand.is_slow = True
    studio.generate()
    studio.audition.play(1)
    studio.takes.generate()
    late = studio.jobs.last
    studio.document.reset(another_project())
    late.give(idea(9))
    late.job.end("cancelled")
    assert studio.document.project.ideas == ()
    assert studio.shown == {}
    assert studio.audition.slot is None
    assert not studio.takes.is_generating
    assert studio.scene.ghost is None
