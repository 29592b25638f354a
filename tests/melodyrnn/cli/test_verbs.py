"""The command line as a whole: help, and one line for whatever goes wrong."""

from __future__ import annotations

import errno
import importlib
import sys
from collections.abc import Callable
from types import ModuleType

import click
import pytest

from melodyrnn import __version__
from melodyrnn.cli.verbs import VERBS, Verb
from tests.melodyrnn.cli.conftest import Ended, Run

LISTED = [name for name, verb in VERBS.items() if verb.summary]


def test_without_a_verb_the_help_lists_all_verbs(run: Run) -> None:
    ended = run()
    assert ended.status == 0
    assert all(f"\n  {name} " in ended.out for name in LISTED)
    assert "first-run" not in ended.out


def test_the_version_can_be_asked_for(run: Run) -> None:
    assert run("--version") == (0, f"melodyrnn, version {__version__}\n", "")


@pytest.mark.parametrize("name", LISTED)
def test_each_verb_has_help_with_an_example_on_one_line(run: Run, name: str) -> None:
    ended = run(name, "--help")
    assert ended.status == 0
    (example,) = [line for line in ended.out.splitlines() if "Example:" in line]
    following = ended.out.splitlines()[ended.out.splitlines().index(example) + 1]
    assert f"melodyrnn {name}" in example
    assert not following.strip()


@pytest.mark.parametrize("name", LISTED)
def test_each_option_of_each_verb_says_what_it_is_for(name: str) -> None:
    command = importlib.import_module(f"melodyrnn.cli.{VERBS[name].module}").command
    assert isinstance(command, click.Command)
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert [o.name for o in options if not o.help] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-verb"],
        ["--no-such-option"],
        ["continue"],
        ["continue", "x.mid", "--no-such-option"],
        ["continue", "x.mid", "--bars", "0"],
        ["continue", "x.mid", "--bars", "257"],
        ["continue", "x.mid", "--takes", "many"],
        ["continue", "x.mid", "--range", "79-55"],
        ["continue", "x.mid", "--range", "55"],
        ["continue", "x.mid", "--range", "0-128"],
        ["continue", "x.mid", "--key", "maybe"],
        ["continue", "x.mid", "--key-signature", "H"],
        ["continue", "x.mid", "--temperature", "nan"],
        ["continue", "x.mid", "--temperature", "-1"],
        ["continue", "x.mid", "--top-p", "0"],
        ["continue", "x.mid", "--part", "0"],
        ["generate", "--meter", "4/5"],
        ["generate", "--tempo", "inf"],
        ["generate", "--tempo", "nan"],
        ["render", "x.mid", "--sample-rate", "5"],
        ["scan"],
        ["scan", "x", "--parts", "some"],
        ["evaluate", "x"],
        ["train", "x", "--minutes", "1", "--epochs", "1"],
        ["train", "x", "--minutes", "nan"],
        ["train", "x", "--held-out", "nan"],
        ["train", "x", "--core", "tape"],
        ["train", "x", "--threads", "100000"],
        ["train", "x", "--from", "folk-and-song", "--core", "gru"],
        ["train", "x", "--name", "a/b"],
        ["train", "x", "--name", ""],
        ["train", "x", "--name", "Scratch"],
        ["train", "x", "--name", "auto"],
        ["train", "--resume", "--name", "../x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_one_line_that_names_the_help(
    run: Run, arguments: list[str]
) -> None:
    ended = run(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("melodyrnn: ")
    assert ended.err.endswith(" --help\n")
    assert ended.err.count("\n") == 1


@pytest.fixture
def fail_with(monkeypatch: pytest.MonkeyPatch, run: Run) -> Callable[[BaseException], Ended]:
    """Runs a verb that raises what it is given."""

    def failing(error: BaseException) -> Ended:
        def fail() -> None:
            raise error

        module = ModuleType("failing")
        vars(module)["command"] = click.Command("fail", callback=fail)
        monkeypatch.setitem(sys.modules, "melodyrnn.cli.failing", module)
        monkeypatch.setitem(VERBS, "fail", Verb("failing"))
        return run("fail")

    return failing


def test_a_full_disk_that_no_one_foresaw_is_one_line(
    fail_with: Callable[[BaseException], Ended],
) -> None:
    ended = fail_with(OSError(errno.ENOSPC, "No space left", "/there"))
    assert ended.status == 1
    assert ended.err.startswith("melodyrnn: /there cannot be read or written (No space left);")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    "error", [MemoryError(), ImportError("x.so: failed to map segment\nand more")], ids=repr
)
def test_a_computer_that_cannot_do_it_is_told_of_in_one_line(
    fail_with: Callable[[BaseException], Ended], error: BaseException
) -> None:
    ended = fail_with(error)
    assert ended.status == 1
    assert "memory" in ended.err
    assert ended.err.count("\n") == 1


def test_a_bug_keeps_its_traceback(fail_with: Callable[[BaseException], Ended]) -> None:
    with pytest.raises(ZeroDivisionError, match="a bug"):
        fail_with(ZeroDivisionError("a bug"))


def test_ctrl_c_ends_with_130_and_one_line(fail_with: Callable[[BaseException], Ended]) -> None:
    assert fail_with(KeyboardInterrupt()) == (130, "", "melodyrnn: stopped.\n")
