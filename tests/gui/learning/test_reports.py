"""Comparisons that were made, in files."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.learning.reports import MOST, Reports
from melodyrnn.comparison.results import Comparison
from melodyrnn.errors import ExportError, ModelFileError
from tests.comparisons import usual


def put(folder: Path, name: str, found: Comparison, *, age: int = 0) -> Path:
    """Writes results, older by so many seconds."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(found.to_json()), encoding="utf-8")
    os.utime(path, (1e9 - age, 1e9 - age))
    return path


def listed(reports: Reports, qtbot: QtBot) -> list[str]:
    with qtbot.waitSignal(reports.listed):
        reports.refresh()
    return [found.path.stem for found in reports.found]


def test_the_latest_comes_first_and_what_is_no_comparison_not_at_all(
    qtbot: QtBot, tmp_path: Path
) -> None:
    put(tmp_path, "old", usual(), age=100)
    put(tmp_path, "new", usual())
    put(tmp_path, ".draft", usual())
    put(tmp_path, "empty", replace(usual(), outcomes=()))
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "new.html").touch()
    assert listed(Reports(tmp_path), qtbot) == ["new", "old"]


def test_a_folder_that_is_not_there_has_none(qtbot: QtBot, tmp_path: Path) -> None:
    assert listed(Reports(tmp_path / "nowhere"), qtbot) == []


def test_only_so_many_are_read(qtbot: QtBot, tmp_path: Path) -> None:
    for i in range(MOST + 2):
        put(tmp_path, f"{i:02}", usual(), age=i)
    names = listed(Reports(tmp_path), qtbot)
    assert (len(names), names[0], names[-1]) == (MOST, "00", f"{MOST - 1:02}")


def test_one_just_made_becomes_the_first_and_takes_its_old_place(
    qtbot: QtBot, tmp_path: Path
) -> None:
    old = put(tmp_path, "old", usual(), age=100)
    put(tmp_path, "new", usual())
    reports = Reports(tmp_path)
    listed(reports, qtbot)
    put(tmp_path, "old", replace(usual(), outcomes=usual().outcomes[:2]))
    found = reports.read(old)
    assert [f.path.stem for f in reports.found] == ["old", "new"]
    assert len(found.comparison.outcomes) == 2
    with pytest.raises(ModelFileError):
        reports.read(put(tmp_path, "empty", replace(usual(), outcomes=())))
    with pytest.raises(ModelFileError):
        reports.read(tmp_path / "gone.json")


def test_it_is_told_apart_and_summed_up_in_words(tmp_path: Path) -> None:
    found = Reports(tmp_path).read(put(tmp_path, "a", usual()))
    assert found.title == "folk · 2 min each · small"
    assert found.about == "Best: GRU and LSTM, level at 2.10 nats a note"
    assert found.proposed == "folk comparison.html"


def test_its_report_can_be_written_anywhere_but_where_nothing_can(tmp_path: Path) -> None:
    found = Reports(tmp_path).read(put(tmp_path, "a", usual()))
    target = tmp_path / "deep" / "copy.html"
    found.write(target)
    assert "Which network" in target.read_text(encoding="utf-8")
    with pytest.raises(ExportError):
        found.write(target / "inside a file.html")
