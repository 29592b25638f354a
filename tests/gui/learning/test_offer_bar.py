"""A training that was interrupted is offered."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.learning.offer_bar import OfferBar, offer_details, offer_words
from gui.learning.run_state import RunState, with_event
from gui.theme import DARK, LIGHT
from melodyrnn.course.history import History
from melodyrnn.course.run_file import RunSummary
from tests.gui.learning.courses import course


def run(
    until_s: float = 200, minutes: float | None = 10.0, epochs: float | None = None
) -> RunSummary:
    state = RunState()
    for event in course(until_s):
        state = with_event(state, event)
    return RunSummary(
        path=Path("irish.training"),
        name="irish",
        out=Path("irish.safetensors"),
        folders=(Path("tunes") / "irish",),
        core="lstm",
        size="base",
        base="Folk",
        minutes=minutes,
        epochs=epochs,
        history=state.history if until_s else History(),
        is_finished=False,
        saved_at="2026-01-01T10:00:00Z",
    )


@pytest.mark.parametrize(
    ("offered", "where"),
    [
        (run(), "after 3 min 20 s of 10 min."),
        (run(0), "before it had learned anything."),
        (run(minutes=None, epochs=30), "in epoch 14.3 of 30."),
        (run(minutes=24 * 60.0), "after 3 min 20 s."),
    ],
)
def test_it_says_where_it_was_interrupted(offered: RunSummary, where: str) -> None:
    assert offer_words(offered).endswith(f"was interrupted {where}")


def test_it_says_how_good_it_was() -> None:
    words = offer_details(run())
    assert words.startswith("best so far 1 in 7.9 (2.07)")
    assert "learns from irish" in words
    assert "not checked yet" in offer_details(run(0))


def test_resume_and_discard_hand_on_the_run(qtbot: QtBot) -> None:
    bar = OfferBar(DARK)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    offered = run()
    bar.offer(offered)
    assert not bar.isHidden()
    with qtbot.waitSignal(bar.resume_asked) as resumed:
        bar.resume.click()
    with qtbot.waitSignal(bar.discard_asked) as discarded:
        bar.discard.click()
    assert resumed.args == discarded.args == [offered]
    bar.set_colours(LIGHT)
    bar.offer(None)
    assert bar.isHidden()
