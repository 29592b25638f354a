"""Pieces and cards for what judges models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from melodyrnn.card import Card
from melodyrnn.collection.lines import Line
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap
from melodyrnn.scorecard.foils import ANOTHER, OWN
from melodyrnn.scorecard.kinds import Circumstances
from melodyrnn.scorecard.pieces import JudgedPiece
from melodyrnn.scorecard.result import Foils, Originality, Overlap, Rival, ScoreCard

HOME = Card(pieces=3000, held_out_pieces=300, nats_per_note={"without_velocity": 1.5})
USUAL = Circumstances(HOME, music_has_chords=False, distinct=100, sources=3000)
COPYING = Originality(200, 30, 60, 90, 0.8, 6, 9, 12, 0.1, "Off She Goes, bars 1-9")
COIN = (Foils(ANOTHER, 200, 104), Foils(OWN, 200, 99))

C_MAJOR = KeyMap([KeyChange(0, Key(0))])
_SCALE = (60, 62, 64, 65, 67, 69, 71, 72)


def tune(seed: int, bars: int = 16) -> NoteSequence:
    """Quarters by chance in C major, four a bar."""
    pitches = np.random.default_rng(seed).choice(_SCALE, 4 * bars).tolist()
    return melody(*pitches)


def melody(*pitches: int) -> NoteSequence:
    """One quarter after another."""
    return NoteSequence(Note(i * 480, pitch, 480) for i, pitch in enumerate(pitches))


def reading_of(notes: NoteSequence) -> Reading:
    """In 4/4 and C major."""
    return read_notes(notes, MeterMap(), C_MAJOR)


def judged_piece(notes: NoteSequence, group: int = 0, keys: KeyMap = C_MAJOR) -> JudgedPiece:
    """A piece in 4/4."""
    line = Line(notes, "melody", MeterMap(), keys, TempoMap())
    return JudgedPiece(f"tune {group}", line, read_notes(notes, MeterMap(), keys), group)


def folder_of(folder: Path, *tunes: NoteSequence, keys: KeyMap = C_MAJOR) -> Path:
    """A folder with a MIDI file of each: 0.mid, 1.mid and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    for i, notes in enumerate(tunes):
        piece = Piece((Part(notes, name="melody"),), keys=keys)
        write_midi(piece, folder / f"{i}.mid")
    return folder


def costing(name: str, nats: float) -> Rival:
    """Someone to whom a note costs so much."""
    third = nats / 3
    each = {"shift": third, "pitch": third, "duration": third, "without_velocity": nats}
    return Rival(name, each)


def a_card(**changes: object) -> ScoreCard:
    """The card of a good model, some things changed."""
    card = ScoreCard(
        model="folk",
        identity="0" * 16,
        collection="reels",
        made="2026-11-23",
        pieces=100,
        notes=12_000,
        left_out=3,
        score=costing("folk", 1.5),
        rivals=(costing("Markov chain", 2.8), costing("copying forward", 2.1)),
        foils=(Foils(ANOTHER, 200, 180), Foils(OWN, 200, 130)),
        overlaps=(Overlap("interval", 0.9, (0.5, 0.5), (0.6, 0.4), ("-1", "+1")),),
        originality=Originality(200, 8, 11, 16, 0.2, 8, 12, 20, 0.22, "Off She Goes, bars 3-5"),
        verdict=("A good model for this music.", "Its takes are its own."),
        takes=200,
    )
    return replace(card, **changes)  # type: ignore[arg-type]  # the names are those of its fields


def all_sentences(sentences: Sequence[str]) -> str:
    """Sentences as one text."""
    return " ".join(sentences)
