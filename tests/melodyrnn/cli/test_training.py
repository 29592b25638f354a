from __future__ import annotations

import json
import random
import signal
from pathlib import Path
from typing import Any

import pytest

from melodyrnn.checkpoint import load_model
from melodyrnn.collection.cache import CACHE_VARIABLE
from melodyrnn.course.run_file import list_runs, read_run, run_path, write_header
from melodyrnn.originality.sources import load_sources, matching_sources, sources_path
from melodyrnn.training.request import TrainRequest
from melodyrnn.training.run_header import empty_header
from melodyrnn.training.settings import TrainSettings
from tests.fakes import tiny_model
from tests.melodyrnn.cli.conftest import ROOT, Run
from tests.training_process import training

SEEDS = ROOT / "midi_data" / "seeds"
QUICK = ["--epochs", "1", "--size", "small", "--threads", "1"]
LONG = ["--epochs", "480", "--threads", "1", "--json"]


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "learned.safetensors"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A tiny model to go on from, so that steps are quick."""
    return tiny_model(tmp_path / "base.safetensors")


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_lines_tell_of_the_corpus_the_progress_and_the_file(run: Run, out: Path) -> None:
    ended = run("train", SEEDS, *QUICK, "--core", "gru", "--out", out, "--json")
    assert (ended.status, ended.err) == (0, "")
    told = events(ended.out)
    names = [event["event"] for event in told]
    assert names[0] == "scanning"
    corpus = told[names.index("corpus")]
    assert (corpus["files"], corpus["kept"], corpus["core"]) == (12, 12, "gru")
    assert corpus["lines"] + corpus["held_out_lines"] == 12
    assert any("held_out" in event for event in told if event["event"] == "progress")
    sample = told[names.index("sample")]
    assert sample["begins"] > 0
    assert any(onset >= sample["begins"] for onset, *_ in sample["notes"])
    assert names[-2:] == ["saved", "ended"]
    assert told[-2]["path"] == str(out)
    model = load_model(out)
    assert (model.config.core, model.card.name) == ("gru", "learned")
    assert matching_sources(out, model.card.sources, "") is not None


def test_people_are_told_what_there_is_to_learn_from_and_where_the_model_lies(
    run: Run, out: Path
) -> None:
    wishes = ["--name", "Seeds", "--credits", "Many.", "--no-sources"]
    ended = run("train", SEEDS, *QUICK, *wishes, "--out", out)
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0].startswith("12 of 12 files: ")
    assert lines[-2].startswith(f"Saved {out}")
    assert lines[-1].startswith("Try it: melodyrnn continue SEED.mid --model ")
    card = load_model(out).card
    assert (card.credits, card.sources) == ("Many.", "")
    assert not sources_path(out).exists()
    assert card.pitch_balance > 0  # it was measured for the slider of boldness


def test_a_folder_with_nothing_to_learn_from_is_one_line(
    run: Run, tmp_path: Path, out: Path
) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "none"):
        ended = run("train", folder, "--out", out)
        assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert not out.exists()


def test_a_small_collection_goes_on_from_the_shipped_model_unless_told_otherwise(
    run: Run, out: Path
) -> None:
    ended = run("train", SEEDS, "--epochs", "0.01", "--threads", "1", "--out", out)
    assert ended.status == 0
    assert "Goes on from " in ended.out
    assert "--from scratch begins from nothing" in ended.out


@pytest.mark.parametrize(
    "wish",
    [
        [SEEDS, "--minutes", "1", "--epochs", "1"],
        [],
        ["--resume"],
        [SEEDS, "--out", "takes.mid"],
        ["--resume", "--name", "x", "--size", "small"],
    ],
)
def test_wishes_that_contradict_each_other_are_wrong_usage(run: Run, wish: list[object]) -> None:
    ended = run("train", *wish)
    assert (ended.status, ended.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no training to go on with"),
        (b"", "is no training of this program"),
        (b"\xff" * 99, "is no training of this program"),
        (b"\x02\0\0\0\0\0\0\0{}", "is no training of this program"),
    ],
)
def test_a_training_that_cannot_go_on_is_one_line(
    run: Run, out: Path, content: bytes | None, says: str
) -> None:
    if content is not None:
        run_path(out).write_bytes(content)
    ended = run("train", "--resume", "--out", out)
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert says in ended.err


def test_a_place_that_cannot_be_written_is_said_before_anything_is_read(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file")
    ended = run("train", SEEDS, *QUICK, "--out", tmp_path / "taken" / "m.safetensors")
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_commands_pause_resume_and_stop_it(out: Path, base: Path) -> None:
    with training(SEEDS, "--from", base, "--out", out, *LONG) as process:
        process.wait_for("sample")
        process.say("pause")
        process.wait_for("paused")
        assert read_run(run_path(out)).history.checks
        process.say("resume")
        process.wait_for("resumed")
        process.wait_for("progress")
        process.say("stop")
        process.wait_for("saved")
        assert process.wait_for("ended") == {
            "event": "ended", "how": "stopped", "is_resumable": True
        }  # fmt: skip
        assert process.wait() == 0
    assert load_model(out).card.pitch_balance > 0


def test_closing_its_input_suspends_it_and_resume_takes_it_up(out: Path, base: Path) -> None:
    with training(SEEDS, "--from", base, "--out", out, *LONG) as process:
        seconds = process.wait_for("sample")["seconds"]
        process.in_.close()
        assert process.wait_for("ended")["how"] == "suspended"
        assert process.wait() == 0
    assert [found.name for found in list_runs(out.parent)] == ["learned"]
    with training("--resume", "--out", out, "--json") as process:
        assert process.wait_for("corpus")["base"] == "base"
        assert process.wait_for("resumed")["seconds"] >= seconds
        process.say("stop")
        assert process.wait_for("ended")["how"] == "stopped"


def test_suspended_while_it_reads_it_begins_from_there(out: Path, base: Path) -> None:
    with training(SEEDS, "--from", base, "--out", out, *LONG) as process:
        process.in_.close()
        assert process.wait_for("ended") == {
            "event": "ended", "how": "suspended", "is_resumable": True
        }  # fmt: skip
    with training("--resume", "--out", out, "--json") as process:
        process.wait_for("progress")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_keeps_the_best_and_leaves_it_to_be_taken_up(
    out: Path, base: Path, number: signal.Signals
) -> None:
    with training(SEEDS, "--from", base, "--out", out, *LONG[:-1]) as process:
        lines = iter(process.out)
        next(line for line in lines if "best so far" in line)
        process.send_signal(number)
        rest = list(lines)
        assert process.wait() == 0
    assert rest[-1].startswith("Go on with it: melodyrnn train --resume --out ")
    assert load_model(out).card.nats_per_note
    assert not read_run(run_path(out)).is_finished


def test_an_unfinished_training_that_is_begun_anew_is_kept_aside(
    run: Run, out: Path, base: Path
) -> None:
    with training(SEEDS, "--from", base, "--out", out, *LONG) as process:
        process.wait_for("corpus")
    ended = run("train", SEEDS, "--epochs", "1", "--threads", "1", "--from", base, "--out", out)
    assert ended.status == 0
    assert "Begins anew" in ended.err
    assert read_run(run_path(out)).is_finished
    (left,) = [found for found in list_runs(out.parent) if not found.is_finished]
    assert str(left.out) in ended.err


def test_a_model_that_will_be_replaced_is_told_of(run: Run, out: Path, base: Path) -> None:
    tiny_model(out)
    ended = run("train", SEEDS, "--epochs", "0.01", "--threads", "1", "--from", base, "--out", out)
    assert ended.status == 0
    assert "replaced" in ended.err


def test_music_that_is_gone_is_asked_for(run: Run, out: Path, tmp_path: Path) -> None:
    request = TrainRequest((tmp_path / "gone",), out, "learned", TrainSettings(epochs=1))
    write_header(run_path(out), empty_header(request))
    ended = run("train", "--resume", "--out", out)
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert f"train FOLDER --resume --out {out}" in ended.err


def test_killed_at_random_moments_no_file_is_ever_half(out: Path, base: Path) -> None:
    draw = random.Random(5)
    wish: list[object] = [SEEDS, "--from", base, "--epochs", "480", "--threads", "1"]
    for _ in range(2):
        with training(*wish, "--out", out, "--json") as process:
            for _ in range(draw.randrange(1, 30)):
                process.out.readline()
            process.kill()
        if run_path(out).exists():
            read_run(run_path(out))
            wish = ["--resume"]
        if out.exists():
            load_model(out)
        if sources_path(out).exists():
            load_sources(sources_path(out))
    with training(*wish, "--out", out, "--json") as process:
        process.wait_for("corpus")
    left = {path.name for path in out.parent.iterdir() if path.is_file()}
    drafts = {name for name in left if name.startswith(".")}
    ours = {out.name, run_path(out).name, sources_path(out).name}
    assert left - drafts <= {"base.safetensors", *ours}
    assert len(drafts) <= 2  # at most those of the last kill
