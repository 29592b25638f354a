"""The plan follows the music: what the doctor finds is told to the plan, and back."""

from __future__ import annotations

from gui.learning.advice import Music
from gui.learning.doctor import Doctor
from gui.learning.plan_panel import PlanPanel


def connect_plan(doctor: Doctor, plan: PlanPanel) -> None:
    """Lets the plan know what there is to learn from, and the doctor how to read it."""
    told: list[Music] = []

    def tell() -> None:
        music = doctor.music
        if told != [music]:
            told[:] = [music]
            plan.set_music(music)
            plan.set_repairs(doctor.offers)

    doctor.changed.connect(tell)
    plan.reading_changed.connect(doctor.set_reading)
    tell()
