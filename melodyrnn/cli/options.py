"""Options that several verbs share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from melodyrnn.collection.lines import PartChoice
from melodyrnn.generation.request import (
    ENDINGS,
    KEY_RULES,
    LEAST_COPIED,
    MAX_BARS,
    MAX_TAKES,
    MAX_TEMPERATURE,
    MOST_COPIED,
    TakeRequest,
)
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter

F = TypeVar("F", bound=Callable[..., None])


class Number(click.FloatRange):
    """A number within a range. Unlike click's own it takes no "nan", which lies in all."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Reads a number."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


_TEMPERATURE = Number(0, MAX_TEMPERATURE)


class PitchRange(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """Two MIDI pitches such as 55-79."""

    name = "LO-HI"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Reads "55-79"."""
        if isinstance(value, tuple):
            return value[0], value[1]
        low, _, high = str(value).partition("-")
        if not (low.strip().isdigit() and high.strip().isdigit()):
            self.fail("give two MIDI pitches such as 55-79 (60 is middle C).", param, ctx)
        if not 0 <= int(low) <= int(high) <= 127:
            self.fail("the range must rise, between 0 and 127, such as 55-79.", param, ctx)
        return int(low), int(high)


class KeyName(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """A key such as D, Bb or F#m."""

    name = "KEY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Key:
        """Reads a key's name."""
        try:
            return value if isinstance(value, Key) else Key.parse(str(value))
        except ValueError as error:
            return self.fail(f"{error}.", param, ctx)


class MeterName(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """A meter such as 6/8."""

    name = "METER"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Meter:
        """Reads a time signature."""
        try:
            return value if isinstance(value, Meter) else Meter.parse(str(value))
        except ValueError:
            return self.fail(f"{value!r} is no meter; write 4/4, 6/8 or the like.", param, ctx)


_SHARED = (
    click.option("--model", metavar="NAME|PATH", help="Which model.  [default: the shipped one]"),
    click.option("--bars", type=click.IntRange(1, MAX_BARS), default=4, show_default=True,
                 metavar="N",
                 help="How many bars to write."),
    click.option("--takes", type=click.IntRange(1, MAX_TAKES), default=4, show_default=True,
                 metavar="N",
                 help="How many different ones."),
    click.option("--temperature", type=_TEMPERATURE, metavar="X", default=1.0, show_default=True,
                 help="Low is predictable, high is surprising."),
    click.option("--pitch-temperature", type=_TEMPERATURE, metavar="X", help="For pitches alone."),
    click.option("--rhythm-temperature", type=_TEMPERATURE, metavar="X",
                  help="For rhythm alone."),
    click.option("--top-p", type=Number(0, 1, min_open=True), default=TakeRequest().top_p,
                 metavar="X", show_default=True,
                 help="Draw from the likeliest that make up this share."),
    click.option("--key", "key_rule", type=click.Choice(KEY_RULES), default="off",
                 show_default=True, help="Whether to stay in the key."),
    click.option("--key-signature", "key", type=KeyName(), help="The key: D, Bb, F#m ..."),
    click.option("--range", "pitch_range", type=PitchRange(), default="0-127",
                 help="Lowest and highest MIDI pitch to write, like 55-79."),
    click.option("--ending", type=click.Choice(ENDINGS), default="resolve", show_default=True,
                 help="Choose last bars that close, or leave them open."),
    click.option("--most-copied", type=int, default=0, metavar="N",
                 help=f"At most so many notes in a row, {LEAST_COPIED} to {MOST_COPIED}, as in a"
                 " piece the model learned from.  [default: no limit]"),
    click.option("--style", default="", metavar="NAME", help="One of the model's styles."),
    click.option("--seed", "random_seed", type=click.IntRange(0), default=0, metavar="N",
                 show_default=True, help="Random seed: another number, other takes."),
    click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("takes"),
                 metavar="DIR",                  show_default=True, help="Folder to write into."),
    click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON."),
)  # fmt: skip


def parts_option(command: F) -> F:
    """Adds --parts: which parts of a file become lines of music."""
    return click.option(
        "--parts", "choice", type=click.Choice(get_args(PartChoice)), default="melody",
        show_default=True,
        help="Melody parts; also top lines of chords; all parts together.",
    )(command)  # fmt: skip


def take_options(command: F) -> F:
    """Adds the shared options to a command."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


def take_request(
    *,
    temperature: float,
    pitch_temperature: float | None,
    rhythm_temperature: float | None,
    pitch_range: tuple[int, int],
    **others: Any,
) -> TakeRequest:
    """The request that options ask for; one temperature serves both unless told apart."""
    return TakeRequest(
        pitch_temperature=temperature if pitch_temperature is None else pitch_temperature,
        rhythm_temperature=temperature if rhythm_temperature is None else rhythm_temperature,
        lowest=pitch_range[0],
        highest=pitch_range[1],
        **others,
    )
