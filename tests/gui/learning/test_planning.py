"""The plan and the doctor, told of each other."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.learning.doctor import Doctor
from gui.learning.plan_panel import PlanPanel
from gui.learning.planning import connect_plan
from gui.learning_requests import Finding, SurveyBegan
from gui.theme import DARK
from tests.gui.fakes import FakeJobs
from tests.gui.learning.music_rows import FOLDER, GRID, TOP, good


def test_the_plan_waits_for_the_music_and_the_music_follows_the_plan(qtbot: QtBot) -> None:
    jobs = FakeJobs()
    doctor, plan = Doctor(jobs), PlanPanel(DARK)
    qtbot.addWidget(plan)
    connect_plan(doctor, plan)
    assert plan.start.toolTip() == "Choose music to learn from first."
    doctor.add([FOLDER])
    jobs.last.give(SurveyBegan(1, (TOP, GRID)), (good("a"),), Finding("Enough.", is_enough=True))
    assert plan.start.toolTip() == "The music is still being read."
    jobs.last.finish()
    assert plan.start.isEnabled()
    assert plan.name.text() == "music"
    plan.more.boxes["quantise"].click()
    assert jobs.last.request.repairs == {"quantise"}
    assert not plan.start.isEnabled()


def test_the_plan_counts_different_tunes_as_the_doctor_does(qtbot: QtBot) -> None:
    jobs = FakeJobs()
    doctor, plan = Doctor(jobs), PlanPanel(DARK)
    qtbot.addWidget(plan)
    connect_plan(doctor, plan)
    doctor.add([FOLDER])
    finding = Finding("1 tune.", is_enough=False, tunes=1)
    jobs.last.give(SurveyBegan(1), (good("a", lines=5),), finding)
    jobs.last.finish()
    words = " ".join(label.text() for label in plan.advice_card.findChildren(QLabel))
    assert words.startswith("1 tune:")
