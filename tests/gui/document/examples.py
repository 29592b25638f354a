"""Projects for the tests of files: drawn at random, and one small one by hand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from gui.document.project import Idea, Project, Span, Track
from gui.document.settings import MAX_BOLDNESS, TakeSettings
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.request import ENDINGS, KEY_RULES, TakeRequest
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap
from tests.strategies import keys, notes, pieces, texts

SEED = NoteSequence([Note(0, 60, 480), Note(480, 63, 480, 91), Note(960, 67, 960)])
NEW = NoteSequence([Note(1920, 65, 480), Note(2400, 63, 1440, 40)])
PIECE = Piece(
    parts=(Part(SEED, "Tune", 73), Part(NoteSequence([Note(0, 36, 1920)]), "Bass", 32)),
    tempos=TempoMap.from_bpm(96),
    meters=MeterMap([MeterChange(0, Meter(4, 4))]),
    keys=KeyMap([KeyChange(0, Key(-3, is_minor=True))]),
    title="Evening",
)
RECIPE = Recipe(
    piece=PIECE.with_parts(PIECE.parts[0]),
    request=TakeRequest(bars=1, random_seed=7),
    key=None,
    take=3,
    model="folk-and-song",
    identity="0123456789abcdef",
)
IDEA = Idea(
    notes=NEW,
    span=Span(1920, 3840),
    seed=SEED,
    name="Idea 3",
    surprise=1.25,
    key=Key(-3, is_minor=True),
    recipe=RECIPE,
    status="kept",
    made="2026-11-22T20:00:00",
)
PROJECT = replace(Project.of_piece(PIECE), ideas=(IDEA,))


def any_parts() -> st.SearchStrategy[Part]:
    """Parts as the window may hold them: empty ones, keys struck while held, any name."""
    sequences = st.lists(notes(), max_size=12).map(NoteSequence)
    return st.builds(Part, sequences, st.text(max_size=250), st.integers(0, 127), st.booleans())


def spans() -> st.SearchStrategy[Span]:
    return st.builds(Span, st.integers(0, 2**20), st.integers(0, 2**20))


def recipes() -> st.SearchStrategy[Recipe]:
    return st.builds(
        Recipe,
        piece=pieces(min_parts=1, max_parts=1),
        request=st.builds(
            TakeRequest,
            bars=st.integers(1, 256),
            key_rule=st.sampled_from(KEY_RULES),
            random_seed=st.integers(0, 2**63 - 1),
        ),
        key=st.none() | keys(),
        take=st.integers(1, 256),
        model=texts(),
        identity=texts(),
        prefix=st.lists(notes(), max_size=3).map(NoteSequence),
    )


def ideas() -> st.SearchStrategy[Idea]:
    sequences = st.lists(notes(), max_size=8).map(NoteSequence)
    return st.builds(
        Idea,
        notes=sequences,
        span=spans(),
        seed=sequences,
        name=st.text(max_size=30),
        surprise=st.floats(0, 20),
        key=st.none() | keys(),
        recipe=st.none() | recipes(),
        status=st.sampled_from(("fresh", "kept", "discarded")),
        is_starred=st.booleans(),
        plays=st.integers(0, 100),
        made=st.text(max_size=20),
    )


def settings() -> st.SearchStrategy[TakeSettings]:
    low, high = st.integers(0, 60), st.integers(61, 127)
    return st.builds(
        TakeSettings,
        model=st.text(max_size=20),
        takes=st.integers(1, 8),
        bars=st.integers(1, 16),
        boldness=st.floats(0, MAX_BOLDNESS),
        pitch_offset=st.floats(-MAX_BOLDNESS, MAX_BOLDNESS),
        key_rule=st.sampled_from(KEY_RULES),
        lowest=low,
        highest=high,
        ending=st.sampled_from(ENDINGS),
        random_seed=st.integers(0, 2**63 - 1),
        is_seed_locked=st.booleans(),
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Any project the window may hold."""
    parts = draw(st.lists(any_parts(), min_size=1, max_size=4))
    piece = replace(draw(pieces()), parts=tuple(parts), title=draw(st.text(max_size=20)))
    track = st.builds(Track, st.floats(0, 1), st.booleans(), st.booleans())
    return Project(
        piece=piece,
        melody=draw(st.integers(0, len(parts) - 1)),
        tracks=tuple(draw(track) for _ in parts),
        loop=draw(st.none() | spans()),
        is_looping=draw(st.booleans()),
        key=draw(st.none() | keys()),
        ideas=tuple(draw(st.lists(ideas(), max_size=3))),
        settings=draw(settings()),
    )
