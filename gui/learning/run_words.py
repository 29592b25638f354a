"""A running training in words: how it stands, how long it still takes, and its facts."""

from __future__ import annotations

from typing import NamedTuple

from gui.learning.run_state import RunState
from gui.panels.naming import counted
from melodyrnn.course.events import Command, CorpusRead, Learning
from melodyrnn.course.words import elapsed, large, remaining

UNKNOWN = "\N{EM DASH}"

DEVICES = {"cpu": "Processor", "cuda": "Graphics card", "mps": "Graphics (Apple)"}

WISHES: dict[Command, str] = {
    "pause": "Pausing",
    "resume": "Going on",
    "stop": "Stopping and keeping the best so far",
}


class Fact(NamedTuple):
    """One line of the facts, and what the pointer on it tells."""

    name: str
    text: str
    tip: str = ""


def state_words(state: RunState) -> str:
    """How it stands, in a few words."""
    if state.wish is not None:
        return WISHES[state.wish]
    match state.phase:
        case "scanning" if state.scanned and state.scanned.total:
            return f"Reading your music: {state.scanned.done:,} of {state.scanned.total:,} files"
        case "starting" | "scanning":
            return "Reading your music"
        case "preparing":
            return "Getting ready to learn"
        case "learning":
            return "Learning"
        case "paused":
            return "Paused; what it has learned is saved"
        case "failed":
            return "Broken off"
        case "over":
            return _over_words(state)
        case _:
            return "Choose your music and press Start"


def time_words(state: RunState) -> str:
    """How far it has come, and how long it still takes."""
    seconds = state.history.seconds
    if not state.history.points:
        return ""
    if not state.is_running:
        return f"learned for {elapsed(seconds)}"
    if state.is_open_ended:
        return f"{elapsed(seconds)} so far; until it no longer improves"
    step = 15 if state.whole_s >= 120 else 1
    whole = f" of {elapsed(round(state.whole_s / step) * step)}" if state.whole_s > 1 else ""
    left = state.news.remaining_s if state.news else ()
    words = remaining(left[0], left[1]) if len(left) == 2 and state.phase == "learning" else ""
    return " \N{MIDDLE DOT} ".join(part for part in (f"{elapsed(seconds)}{whole}", words) if part)


def facts(state: RunState) -> list[Fact]:
    """What else is worth knowing; what is not known yet is a dash."""
    news, corpus = state.news, state.corpus
    return [
        Fact("Learns from", _music(corpus), _music_tip(corpus)),
        Fact("Network", _network(corpus)),
        Fact("Begins with", _base(corpus)),
        Fact("Seen so far", f"{large(news.notes_seen)} notes" if news else UNKNOWN),
        Fact("Epoch", _epoch(news), "One epoch is once through all of your music."),
        Fact("Pace", _pace(news), _pace_tip(news)),
        Fact("Runs on", _device(corpus)),
        Fact("Memory", f"{news.memory_mb:,.0f} MB" if news and news.memory_mb else UNKNOWN),
    ]


def _over_words(state: RunState) -> str:
    if state.how == "suspended":
        return "Interrupted; it can be taken up again"
    if state.saved is None:
        return "Ended; there was nothing to keep"
    return {
        "done": "Done; the model is ready",
        "early": "Done before its time, because it no longer improved; the model is ready",
        "stopped": "Stopped; the best moment is kept and ready",
    }.get(state.how or "done", "")


def _music(corpus: CorpusRead | None) -> str:
    if corpus is None:
        return UNKNOWN
    return (
        f"{counted(corpus.lines, 'melody').replace('melodys', 'melodies')}, {corpus.notes:,} notes"
    )


def _music_tip(corpus: CorpusRead | None) -> str:
    if corpus is None:
        return ""
    return (
        f"{corpus.kept:,} of {corpus.files:,} files could be used. {corpus.held_out_lines:,} more"
        " melodies are kept aside: by them it is judged, and it never learns from them."
    )


def _network(corpus: CorpusRead | None) -> str:
    if corpus is None or not corpus.parameters:
        return UNKNOWN
    core = corpus.core.upper() if corpus.core in ("lstm", "gru", "rnn") else corpus.core
    return f"{core.capitalize() if core.islower() else core}, {large(corpus.parameters)} weights"


def _base(corpus: CorpusRead | None) -> str:
    if corpus is None:
        return UNKNOWN
    return f"what {corpus.base} knows" if corpus.base else "nothing"


def _epoch(news: Learning | None) -> str:
    if news is None:
        return UNKNOWN
    return f"{news.epoch:.{1 if news.epoch < 10 else 0}f}"


def _pace(news: Learning | None) -> str:
    if news is None or not news.pieces_per_second:
        return UNKNOWN
    digits = 0 if news.pieces_per_second >= 10 else 1
    return f"{news.pieces_per_second:,.{digits}f} pieces a second"


def _pace_tip(news: Learning | None) -> str:
    return f"{news.notes_per_second:,.0f} notes a second" if news else ""


def _device(corpus: CorpusRead | None) -> str:
    if corpus is None or not corpus.device:
        return UNKNOWN
    kind = corpus.device.partition(":")[0]
    name = DEVICES.get(kind, corpus.device)
    return f"{name}, {counted(corpus.threads, 'thread')}" if kind == "cpu" else name
