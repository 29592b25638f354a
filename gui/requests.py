"""What the window asks of the worker, as plain values that travel in a pickle."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gui.document.copied import CopiedStretch
from gui.document.project import Idea
from gui.document.settings import TakeSettings
from melodyrnn.generation.recipe import Recipe
from melodyrnn.music.key import Key
from melodyrnn.music.piece import Piece

Form = Literal["midi", "wav"]


@dataclass(frozen=True, slots=True)
class WarmRequest:
    """Load a model and try it, so that the first takes come at once. No answers."""

    model: str = ""


@dataclass(frozen=True, slots=True)
class TakesRequest:
    """Continue a part of a piece. Answers: an Idea for each take, the first as soon as can be.

    key: what the user said it is. first_number: the first idea is called "Idea N". now: ISO
    8601 time that the ideas bear.
    """

    piece: Piece
    part: int
    settings: TakeSettings
    key: Key | None = None
    first_number: int = 1
    now: str = ""


@dataclass(frozen=True, slots=True)
class MoreRequest:
    """Takes like an idea. distance: 0 close to 1 far. Answers as TakesRequest."""

    idea: Idea
    settings: TakeSettings
    distance: float
    first_number: int = 1
    now: str = ""


@dataclass(frozen=True, slots=True)
class RecipeRequest:
    """The take of a recipe, as the JSON text that Copy Recipe gave. Answers: one Idea."""

    text: str
    number: int = 1
    now: str = ""


@dataclass(frozen=True, slots=True)
class HintsRequest:
    """Likely next notes after the notes that begin before `tick`.

    Answers: one tuple of (onset, duration, pitch, probability), the likeliest first.
    """

    piece: Piece
    part: int
    tick: int
    settings: TakeSettings
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class SurpriseRequest:
    """Nats of each note of a part. Answers: one float array (n,), NaN for what is not read."""

    piece: Piece
    part: int
    model: str = ""
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class CopiesRequest:
    """Which notes of a part stand in the music a model learned from. Answers: a CopiedNotes."""

    piece: Piece
    part: int
    model: str = ""


@dataclass(frozen=True, slots=True)
class SourceRequest:
    """The bars of the training music that a stretch stands in. Answers: one SourceBars.

    recipe: of the take that the stretch is of, whose model is then asked; None: `model`.
    """

    stretch: CopiedStretch
    model: str = ""
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class SourceBars:
    """Some bars of a piece that a model learned from.

    stretch: what was copied from them. piece: these bars alone, from tick 0, in one part.
    copied: which notes of that part the stretch is, from the first up to but not the last.
    """

    stretch: CopiedStretch
    part_name: str
    piece: Piece
    copied: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ModelSummary:
    """A model as the window offers it.

    typical: nats a note it pays for music like that it learned from. temperatures: pitch and
    rhythm at the four stops of `gui.document.settings.STOPS`. summary: one line of words.
    has_sources: the music it learned from lies beside it, so that copies can be found.
    has_chords: it writes chords as well as single notes.
    """

    name: str
    summary: str
    styles: tuple[str, ...]
    typical: float
    temperatures: tuple[tuple[float, float], ...]
    has_sources: bool = False
    has_chords: bool = False

    def pitch_temperature(self, boldness: float) -> float:
        """Of pitches, at a boldness of 0 to 3."""
        return _between([pitch for pitch, _ in self.temperatures], boldness)

    def rhythm_temperature(self, boldness: float) -> float:
        """Of rhythm, likewise."""
        return _between([rhythm for _, rhythm in self.temperatures], boldness)


@dataclass(frozen=True, slots=True)
class ModelsRequest:
    """All models on the shelf. Answers: one tuple of ModelSummary, the default first."""


@dataclass(frozen=True, slots=True)
class CardRequest:
    """The card of a model. Answers: one melodyrnn.card.Card."""

    model: str


@dataclass(frozen=True, slots=True)
class FolderRequest:
    """What lies in a folder of MIDI. Answers: a FolderEntry for each file as it is read."""

    folder: Path


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """One file of a folder.

    parts: name and number of notes of each. melody: index of the likeliest melody. reason:
    why it cannot be used, "" if it can.
    """

    path: Path
    title: str
    parts: tuple[tuple[str, int], ...] = ()
    melody: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """Read a MIDI file. Answers: one (Piece, index of the likeliest melody)."""

    path: Path


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Write a piece as MIDI, or play it into a sound file. Answers: the Path when written.

    length: tick of the last bar line, None: after the last note. soundfont: "" for the usual.
    """

    piece: Piece
    path: Path
    form: Form = "midi"
    length: int | None = None
    soundfont: str = ""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Open a project or MIDI file. Answers: one gui.document.opened.Opened.

    part: which part of a MIDI file is the melody; None: the likeliest.
    """

    path: Path
    part: int | None = None


def _between(stops: list[float], boldness: float) -> float:
    """The value at a fraction of the way from stop to stop."""
    low = min(int(boldness), len(stops) - 2)
    return stops[low] + (stops[low + 1] - stops[low]) * (boldness - low)


@dataclass(frozen=True, slots=True)
class UnfinishedRequest:
    """Which trainings were interrupted? Answers: a tuple of RunSummary, the latest first."""
