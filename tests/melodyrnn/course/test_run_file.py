from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from melodyrnn.course.events import CorpusRead, Learning, Sampled
from melodyrnn.course.history import History
from melodyrnn.course.run_file import (
    RunSummary,
    list_runs,
    metadata_of,
    read_run,
    run_path,
    set_run_aside,
    write_header,
)
from melodyrnn.errors import ExportError, ModelFileError

HISTORY = (
    History()
    .with_news(Learning(0.5, 1.0, 9.0, 100, 2.5, held_out={"without_velocity": 2.0}, check=1))
    .with_sample(Sampled(1, 9.0, ((0, 480, 60, 80),), 480))
)
CORPUS = CorpusRead(12, 11, 20, 900, 2, base="folk", out="mine.safetensors")


def run_of(**changes: Any) -> dict[str, Any]:
    asked = {
        "name": "mine", "folders": ["reels"], "out": "elsewhere/mine.safetensors", "core": "gru",
        "size": "small", "base": "shelf/folk.safetensors",
        "settings": {"minutes": 5.0, "epochs": None},
    }  # fmt: skip
    return {
        "request": asked, "config": None, "history": HISTORY.to_json(), "is_finished": False,
        "saved_at": "2025-01-02T03:04:05+00:00", "ended": "", "corpus": asdict(CORPUS),
    } | changes  # fmt: skip


def test_what_is_written_is_told_again(tmp_path: Path) -> None:
    path = run_path(tmp_path / "mine.safetensors")
    write_header(path, run_of())

    assert read_run(path) == RunSummary(
        path=tmp_path / "mine.training",
        name="mine",
        out=tmp_path / "mine.safetensors",
        folders=(Path("reels"),),
        core="gru",
        size="small",
        base="folk",
        minutes=5.0,
        epochs=None,
        history=HISTORY,
        is_finished=False,
        saved_at="2025-01-02T03:04:05+00:00",
        corpus=CORPUS,
    )


def test_the_network_says_its_core_where_there_is_one_already(tmp_path: Path) -> None:
    write_header(tmp_path / "a.training", run_of(config={"core": "lstm"}, corpus=None))
    assert read_run(tmp_path / "a.training").core == "lstm"
    assert read_run(tmp_path / "a.training").corpus is None


def test_what_a_newer_corpus_tells_besides_is_passed_over(tmp_path: Path) -> None:
    write_header(tmp_path / "a.training", run_of(corpus=asdict(CORPUS) | {"moods": 7}))
    assert read_run(tmp_path / "a.training").corpus == CORPUS


def test_trainings_are_listed_latest_first_without_drafts_and_damaged_ones(
    tmp_path: Path,
) -> None:
    for name, day in (("a", "01"), ("b", "03"), ("c", "02")):
        write_header(tmp_path / f"{name}.training", run_of(saved_at=f"2025-01-{day}"))
    write_header(tmp_path / ".d-12345678.training", run_of())
    (tmp_path / "e.training").write_bytes(b"no")
    (tmp_path / "f.training").write_bytes((tmp_path / "a.training").read_bytes()[:400])

    assert [run.path.name for run in list_runs(tmp_path)] == [
        "b.training", "c.training", "a.training"
    ]  # fmt: skip
    assert list_runs(tmp_path / "none") == []


def header(metadata: object) -> bytes:
    text = json.dumps({"__metadata__": metadata}).encode()
    return len(text).to_bytes(8, "little") + text


NEWER = metadata_of(run_of()) | {"version": "99"}
MODEL = metadata_of(run_of()) | {"format": "melodyrnn"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no training of this program"),
        (b"\xff" * 20, "no training of this program"),
        (b"\x05\0\0\0\0\0\0\0[1, 2", "no training of this program"),
        (header(7), "no training of this program"),
        (header(MODEL), "no training of this program"),
        (header(NEWER), "newer version of this program; update"),
        (header(metadata_of({"request": 3})), "damaged or incomplete"),
        (header(metadata_of(run_of(history={}))), "damaged or incomplete"),
        (header(metadata_of(run_of(request={"name": "x"}))), "damaged or incomplete"),
    ],
)
def test_a_file_that_is_none_is_one_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "mine.training"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=says):
        read_run(path)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be opened"):
        read_run(tmp_path / "mine.training")


def test_a_run_set_aside_can_still_be_listed_under_another_name(tmp_path: Path) -> None:
    out = tmp_path / "mine.safetensors"
    for other in ("mine-before", "mine-before-2"):
        run_path(out).write_bytes(header(metadata_of(run_of())))
        assert set_run_aside(out) == out.with_stem(other)
        assert not run_path(out).exists()
    assert {run.out.stem for run in list_runs(tmp_path)} == {"mine-before", "mine-before-2"}


def test_a_run_that_cannot_be_set_aside_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="choose another name"):
        set_run_aside(tmp_path / "mine.safetensors")
