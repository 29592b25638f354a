"""What came of a file that was opened, as the window hears it from the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gui.document.project import Project
from melodyrnn.music.naming import key_name

if TYPE_CHECKING:
    from melodyrnn.collection.part_kind import PartKind

Lack = Literal["tempo", "time signature", "key signature"]


@dataclass(frozen=True, slots=True)
class PartChoice:
    """A part that may be the melody. index: from 0. kind: what it sounds like it is."""

    index: int
    name: str
    kind: PartKind
    note_count: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of a file.

    is_project: it was one of ours, which saving writes again. lacks: what a MIDI file did
    not state. parts: those among which another melody may be chosen; of a project none.
    """

    project: Project
    is_project: bool
    lacks: tuple[Lack, ...] = ()
    parts: tuple[PartChoice, ...] = ()


def melody_sentence(opened: Opened) -> str:
    """Which part of a MIDI file the melody is, or that there is none; "" where it is plain."""
    project = opened.project
    if opened.is_project or not opened.parts:
        return ""
    if not len(project.notes):
        return "The file holds only drums: draw a melody over them, or press Generate for one."
    if len(opened.parts) == 1:
        return ""
    return f"The melody is “{project.part.name or 'part 1'}”."


def lacks_sentence(opened: Opened) -> str:
    """What was taken in place of what the file lacks; "" where it lacks nothing."""
    key = opened.project.sounding_key
    taken = {
        "tempo": "120 bpm",
        "time signature": "4/4",
        "key signature": f"{key_name(key)} by ear" if key else "no key",
    }
    if not opened.lacks:
        return ""
    named = " and no ".join(", no ".join(opened.lacks).rsplit(", no ", 1))
    return (
        f"The file states no {named}: taken as {', '.join(taken[lack] for lack in opened.lacks)}."
    )
