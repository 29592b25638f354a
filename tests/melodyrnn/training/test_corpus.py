"""From folders of MIDI to readings: styles, twins, keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.collection.scan import FileReport, ScanSettings
from melodyrnn.collection.survey import survey
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.errors import CollectionError
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, simple_piece
from melodyrnn.training.corpus import Corpus, corpus_of, gather, load_corpus

STYLE = FEATURE_INDEX["style"]
KEY = FEATURE_INDEX["key"]


def tune(seed: int, *, notes: int = 32) -> NoteSequence:
    pitch = np.random.default_rng(seed).choice([60, 62, 64, 65, 67, 69, 71, 72], notes)
    return NoteSequence(Note(i * 240, int(p), 240, 80) for i, p in enumerate(pitch))


def write(path: Path, notes: NoteSequence, key: Key | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_midi(simple_piece(notes, key=key), path)


def load(*folders: Path, held_out: float = 0.2, seed: int = 0, **known: tuple[str, ...]) -> Corpus:
    corpus, _ = load_corpus(folders, ScanSettings(), held_out=held_out, seed=seed, **known)
    return corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for i in range(5):
        write(tmp_path / "reels" / f"{i}.mid", tune(i))
    return tmp_path / "reels"


def styles(readings: tuple[Reading, ...]) -> set[int]:
    return {int(r.features[0, STYLE]) for r in readings}


def opening(reading: Reading) -> tuple[int, ...]:
    return tuple(np.diff(reading.targets[:9, 1]).tolist())


def test_every_piece_is_learned_from_or_held_out(folder: Path) -> None:
    corpus = load(folder)

    assert (len(corpus.train), len(corpus.held_out)) == (4, 1)
    assert (corpus.files, corpus.kept) == (5, 5)
    assert (corpus.collections, corpus.styles) == (("reels",), ())
    assert styles(corpus.train) == {0}


def test_a_tune_and_its_twin_in_another_key_and_folder_stay_on_one_side(tmp_path: Path) -> None:
    for i in range(4):
        write(tmp_path / "a" / f"{i}.mid", tune(i))
        other_end = NoteSequence([*list(tune(i))[:-1], Note(31 * 240, 59 + i, 480)])
        write(tmp_path / "b" / f"other {i}.mid", other_end.transposed(5))
    held = set()
    for seed in range(12):
        corpus = load(tmp_path / "a", tmp_path / "b", held_out=0.3, seed=seed)
        apart, known = ({opening(r) for r in side} for side in (corpus.held_out, corpus.train))
        assert len(apart) * 2 == len(corpus.held_out)
        assert not apart & known
        held |= apart
    assert len(held) == 4


def test_sources_are_the_lines_learned_from_with_their_titles(tmp_path: Path) -> None:
    for i in range(5):
        piece = simple_piece(tune(i), key=Key(2))
        write(tmp_path / "reels" / f"file {i}.mid", tune(i))
        path = tmp_path / "jigs" / f"{i}.mid"
        path.parent.mkdir(exist_ok=True)
        write_midi(replace(piece, title=f"Jig {i}").with_parts(Part(tune(10 + i), "Flute")), path)
    corpus = load(tmp_path / "reels", tmp_path / "jigs")
    sources = corpus.sources

    assert (len(sources), sources.note_count) == (len(corpus.train), corpus.notes)
    for i, reading in enumerate(corpus.train):
        source, kind = sources.source(i), sources.source(i).title[:-1]
        assert read_notes(sources.notes(i), source.meters, source.keys).targets[:, 2].tolist() == (
            reading.targets[:, 2].tolist()
        )
        assert (kind, source.collection) in (("file ", "reels"), ("Jig ", "jigs"))
        number = int(source.title[-1]) + (10 if kind == "Jig " else 0)
        assert sources.notes(i) == tune(number)
        assert source.part_name == ("Flute" if kind == "Jig " else "part 1")
        assert [c.key for c in source.keys.changes] == ([Key(2)] if kind == "Jig " else [])


def test_a_very_long_piece_is_learned_from_in_parts_that_stay_on_one_side(folder: Path) -> None:
    write(folder / "long.mid", tune(9, notes=9000))
    for seed in range(3):
        corpus = load(folder, seed=seed)
        long = [[r for r in side if len(r) > 40] for side in (corpus.train, corpus.held_out)]
        assert sorted(map(len, long)) == [0, 5]
        assert max(len(r) for side in long for r in side) < 2100
        said = [f"long ({i} of 5)" for i in range(1, 6)] if long[0] else []
        assert [s.title for s in corpus.sources.sources if s.title > "a"] == said


def test_each_of_several_folders_is_a_style(folder: Path) -> None:
    for i in range(5):
        write(folder.parent / "waltzes" / "train" / f"{i}.mid", tune(50 + i))
    corpus = load(folder, folder.parent / "waltzes" / "train")

    assert corpus.styles == corpus.collections == ("reels", "waltzes")
    assert styles(corpus.train + corpus.held_out) == {1, 2}


def test_a_file_in_several_folders_is_learned_from_once_in_the_first(folder: Path) -> None:
    corpus = load(folder / "3.mid", folder, folder)

    assert (corpus.files, len(corpus.train) + len(corpus.held_out)) == (5, 5)
    assert corpus.collections == ("3", "reels")


def test_the_styles_of_a_base_keep_their_numbers_and_others_are_unknown(folder: Path) -> None:
    for i in range(5):
        write(folder.parent / "waltzes" / f"{i}.mid", tune(50 + i))
    corpus = load(folder, folder.parent / "waltzes", styles=("jigs", "waltzes"))

    assert corpus.styles == ("jigs", "waltzes")
    assert corpus.collections == ("reels", "waltzes")
    assert styles(corpus.train + corpus.held_out) == {0, 2}


def test_a_key_that_is_not_stated_is_heard_to_learn_but_not_to_be_judged(folder: Path) -> None:
    corpus = load(folder)

    assert all(r.features[:, KEY].all() for r in corpus.train)
    assert not any(r.features[:, KEY].any() for r in corpus.held_out)


def test_a_stated_key_is_told_on_both_sides(tmp_path: Path) -> None:
    for i in range(4):
        write(tmp_path / f"{i}.mid", tune(i).transposed(2), Key(2))
    corpus = load(tmp_path)

    for reading in corpus.train + corpus.held_out:
        assert set(reading.features[:, KEY].tolist()) == {1}
        assert reading.frame.semitones == -2


def test_a_corpus_knows_its_range_and_whether_it_has_dynamics_and_chords(folder: Path) -> None:
    plain = load(folder)
    loud = NoteSequence(Note(n.onset, n.pitch, n.duration, 40 + i) for i, n in enumerate(tune(9)))
    chord = Note(40 * 240, 84, 480)
    write(folder / "loud.mid", loud.merged(NoteSequence([chord, Note(40 * 240, 88, 480)])))
    both = [
        load_corpus([folder], ScanSettings("merged"), held_out=0.2, seed=s)[0] for s in range(9)
    ]
    rich = next(c for c in both if c.has_velocity)

    assert (plain.has_velocity, plain.has_chords) == (False, False)
    assert rich.has_chords
    low, high = plain.usual_range
    pitches = np.concatenate([r.targets[:-1, 1] for r in plain.train])
    assert np.mean(pitches < low) <= 0.01
    assert np.mean(pitches > high) <= 0.01


def test_a_folder_without_midi_says_so(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"no MIDI file in there; name a folder"):
        load(tmp_path)


def test_a_folder_with_nothing_to_learn_from_says_why(tmp_path: Path) -> None:
    (tmp_path / "broken.mid").write_bytes(b"no MIDI")
    write(tmp_path / "short.mid", tune(0, notes=3))
    with pytest.raises(CollectionError, match="None of the 2 MIDI files holds a melody"):
        load(tmp_path)


def test_one_piece_is_too_little(tmp_path: Path) -> None:
    write(tmp_path / "one.mid", tune(0))
    write(tmp_path / "copy.mid", tune(0).transposed(3))
    with pytest.raises(CollectionError, match="one piece only"):
        load(tmp_path)


def test_of_doubles_that_are_merged_the_fullest_is_learned_from(folder: Path) -> None:
    write(folder / "longer.mid", tune(0, notes=40))
    settings = ScanSettings(repairs=frozenset({"merge-doubles"}))

    def look(files: Sequence[Path]) -> Iterator[FileReport]:
        return survey(files, settings, processes=0)

    gathering = gather([folder], look)
    while True:
        try:
            next(gathering)
        except StopIteration as done:
            corpus = corpus_of(done.value, held_out=0.2, seed=0)
            break
    assert sorted(len(r) - 1 for r in corpus.train + corpus.held_out) == [32, 32, 32, 32, 40]


def test_a_fingerprint_changes_with_the_music_and_with_the_split(folder: Path) -> None:
    first = load(folder).fingerprint()
    assert load(folder).fingerprint() == first
    others = {load(folder, seed=s).fingerprint() for s in range(5)}
    write(folder / "4.mid", tune(4).transposed(1))
    others.add(load(folder).fingerprint())
    assert len(others - {first}) > 1


def test_one_line_that_is_kept_aside_is_there_to_be_heard(folder: Path) -> None:
    corpus = load(folder, held_out=0.5)
    assert corpus.example is not None
    heard = read_notes(corpus.example.notes, corpus.example.meters, corpus.example.keys)
    assert opening(heard) in {opening(r) for r in corpus.held_out}
    assert load(folder, held_out=0.5).example == corpus.example
