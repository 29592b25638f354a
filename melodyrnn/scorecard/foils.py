"""Foils: whether a model knows how a piece goes on from how it might.

After some bars of a piece it is shown the true next ten quarters and as many false ones, and
the likelier a note, the better it is believed to follow. Both stand behind the same notes,
cut at the same bar line, and neither has to end the piece.

Two kinds of false ones. ANOTHER: bars of another piece in the same meter, from a bar line on,
brought into this piece's key and register: right in itself, but from elsewhere. OWN: later bars
of this very piece, which have not been heard yet (earlier ones where nothing comes later):
right in key, range and rhythm, and out of place. Pitches changed by chance are not asked about:
whoever knows a scale and small steps tells those at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from melodyrnn.encoding.events import decode, encode
from melodyrnn.encoding.reading import read_notes
from melodyrnn.encoding.spec import FEATURE_INDEX, PITCHES
from melodyrnn.encoding.timing import TICKS_PER_STEP, to_steps
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import score
from melodyrnn.music.notes import TICKS_PER_QUARTER, NoteArray, NoteSequence
from melodyrnn.scorecard.passages import piece_key
from melodyrnn.scorecard.pieces import JudgedPiece
from melodyrnn.scorecard.result import Foils

ANOTHER = "another piece"
OWN = "elsewhere in the piece"

QUARTERS = 10
"""Length of what is shown, as in the published tests of this kind."""

SPAN = QUARTERS * TICKS_PER_QUARTER
FEWEST_NOTES = 4
"""In what is shown: a long rest tells nothing."""

HEARD_BARS = 4
"""Bars that are heard before, at least."""

MOST_HEARD_BARS = 32
"""At most: more take longer and tell no more."""

MOST_TRIALS = 200
"""Questions of each kind."""

_PLACES = 3
"""Tried in each piece."""

_LATEST = TICKS_PER_QUARTER
"""At which the first note has to begin."""

_MARGIN = 6
"""Pitches so near to the ends of MIDI's range might leave it in another key."""

_DRAWS = 20
"""Others tried before a question is given up: pieces of one bar over and over are all alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Excerpt:
    """Bars from tick `start` on, a bar line: onsets from 0, pitches as if in C or A minor."""

    notes: NoteSequence
    start: int
    meter: str
    group: int

    def is_like(self, other: Excerpt) -> bool:
        """Whether both are the same notes, at whatever pitch."""
        mine, theirs = self.notes, other.notes
        return (
            len(mine) == len(theirs)
            and bool((mine.onset == theirs.onset).all())
            and bool((np.diff(mine.pitch) == np.diff(theirs.pitch)).all())
        )


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One question: which of two, true and false, follows the first `start` ticks of a piece."""

    kind: str
    piece: JudgedPiece
    start: int
    true: NoteSequence
    false: NoteSequence


def make_trials(
    pieces: Sequence[JudgedPiece], *, most: int = MOST_TRIALS, random_seed: int = 0
) -> list[Trial]:
    """Questions of both kinds, at most so many of each, always the same for the same pieces."""
    chance = np.random.default_rng(random_seed)
    excerpts = [_excerpts(piece) for piece in pieces]
    pool: dict[str, list[Excerpt]] = {}
    for each in (excerpt for own in excerpts for excerpt in own):
        pool.setdefault(each.meter, []).append(each)
    trials: dict[str, list[Trial]] = {ANOTHER: [], OWN: []}
    for piece, own in list(zip(pieces, excerpts, strict=True)) * _PLACES:
        asked = [e for e in own if _is_in_reach(piece, e)]
        if not asked:
            continue
        true = asked[int(chance.integers(len(asked)))]
        foils = {
            ANOTHER: _drawn([e for e in pool[true.meter] if e.group != true.group], true, chance),
            OWN: _drawn(_elsewhere(own, true), true, chance),
        }
        for kind, false in foils.items():
            if false is not None and len(trials[kind]) < most:
                trials[kind].append(Trial(kind, piece, true.start, true.notes, false))
    return [*trials[ANOTHER], *trials[OWN]]


def ask(engine: Engine, trials: Sequence[Trial]) -> Iterator[bool]:
    """For each question whether the model holds the true continuation for likelier."""
    known: dict[tuple[int, int], float] = {}
    for trial in trials:
        place = (id(trial.piece), trial.start)
        if place not in known:  # asked of both kinds of foils
            known[place] = nats_of_continuation(engine, trial.piece, trial.start, trial.true)
        true = known[place]
        false = nats_of_continuation(engine, trial.piece, trial.start, trial.false)
        yield true < false


def tally(trials: Sequence[Trial], answers: Sequence[bool]) -> tuple[Foils, ...]:
    """Counts answers by kind; a kind without questions is left out."""
    found = []
    for kind in (ANOTHER, OWN):
        right = [a for t, a in zip(trials, answers, strict=True) if t.kind == kind]
        if right:
            found.append(Foils(kind, len(right), sum(right)))
    return tuple(found)


def nats_of_continuation(
    engine: Engine, piece: JudgedPiece, start: int, notes: NoteSequence
) -> float:
    """Nats a note of notes that follow the first `start` ticks of a piece, without velocity.

    notes: as in an `Excerpt`. What sounds on over `start` is cut there.
    """
    line, frame = piece.line, piece.reading.frame
    heard = line.notes.between(0, start).array.copy()
    heard["duration"] = np.minimum(heard["duration"], start - heard["onset"])
    after = notes.array.copy()
    after["onset"] += start
    after["pitch"] -= _semitones(piece)
    # Each by itself: a note a hair before the bar line falls onto it and would be asked about.
    asked = _on_grid(after)
    bar_line = int(to_steps(np.array(start))) * TICKS_PER_STEP
    known = _on_grid(heard).between(0, bar_line)
    style = int(piece.reading.features[0, FEATURE_INDEX["style"]])
    reading = read_notes(known.merged(asked), line.meters, line.keys, style, frame)
    nats = score(engine, reading)[-1 - len(asked) : -1, :3]
    return float(nats.sum() / len(nats))


def _on_grid(notes: NoteArray) -> NoteSequence:
    """Notes as the network is told them; some that fall onto others are gone."""
    events, _ = encode(NoteSequence.from_array(notes))
    return decode(events)


def _excerpts(piece: JudgedPiece) -> list[Excerpt]:
    """All that can be cut out of a piece, from each bar line on."""
    notes, meters = piece.line.notes, piece.line.meters
    semitones = _semitones(piece)
    lines = np.unique(meters.locate(notes.onset).bar_start)
    found = []
    for start in lines[lines + SPAN <= notes.end].tolist():
        cut = notes.between(start, start + SPAN).array.copy()
        if len(cut) < FEWEST_NOTES or cut["onset"][0] - start > _LATEST:
            continue
        cut["onset"] -= start
        cut["duration"] = np.minimum(cut["duration"], SPAN - cut["onset"])
        cut["pitch"] += semitones
        if cut["pitch"].min() >= _MARGIN and cut["pitch"].max() < PITCHES - _MARGIN:
            excerpt = NoteSequence.from_valid(cut)
            found.append(Excerpt(excerpt, start, str(meters.at(start)), piece.group))
    return found


def _semitones(piece: JudgedPiece) -> int:
    """From a piece's pitches to C or A minor, by its key as stated or heard; -6 to 6."""
    key = piece_key(piece)
    return (-7 * key.fifths + 6) % 12 - 6 if key else 0


def _is_in_reach(piece: JudgedPiece, excerpt: Excerpt) -> bool:
    bar = int(piece.line.meters.locate(excerpt.start).bar)
    return HEARD_BARS <= bar <= MOST_HEARD_BARS


def _elsewhere(own: Sequence[Excerpt], true: Excerpt) -> list[Excerpt]:
    """What comes later and does not overlap; where nothing does, what came before."""
    later = [e for e in own if e.start >= true.start + SPAN]
    return later or [e for e in own if e.start + SPAN <= true.start]


def _drawn(
    others: Sequence[Excerpt], true: Excerpt, chance: np.random.Generator
) -> NoteSequence | None:
    """One of some excerpts, not the same as the true one, in the octave nearest to it."""
    for _ in range(min(len(others), _DRAWS)):
        other = others[int(chance.integers(len(others)))]
        if other.is_like(true):
            continue
        apart = float(np.median(true.notes.pitch) - np.median(other.notes.pitch))
        moved = other.notes.array.copy()
        moved["pitch"] += 12 * round(apart / 12)
        if moved["pitch"].min() >= _MARGIN and moved["pitch"].max() < PITCHES - _MARGIN:
            return NoteSequence.from_valid(moved)
    return None
