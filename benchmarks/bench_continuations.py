"""Continues melodies under random settings, many times, and counts what keeps every promise.

python -m benchmarks.bench_continuations midi_data/seeds FOLDER... --count 1000

Each continuation draws a seed (a file, half the time cut short), a meter (its own, or any
other), bars, temperatures, key rule and range. pretty_midi, mido and symusic then read the
file back. Exits with status 1 if any promise was broken.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import mido
import numpy as np
import pretty_midi
from symusic.core import ScoreTick

from melodyrnn.checkpoint import Model, load_model
from melodyrnn.collection.bars import with_whole_pickup
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.melody import melody_part
from melodyrnn.errors import MelodyRnnError, RequestError
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.guard import MAX_SAME_PITCH
from melodyrnn.generation.request import KEY_RULES, TakeRequest
from melodyrnn.midi.reading import read_midi
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import NoteSequence, without_collisions
from melodyrnn.music.piece import Piece
from melodyrnn.shelf import find_model

METERS = ("4/4", "3/4", "2/4", "6/8", "7/8", "5/4", "12/8", "2/2", "9/8", "5/8", "6/4", "3/8")

Heard = list[tuple[int, int, int, int]]
"""Notes as a reader gives them: onset, release, pitch, velocity; sorted."""


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("midi_data/seeds")])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--model", help="name or path; otherwise the shipped one")
    parser.add_argument("--random-seed", type=int, default=0)
    wish = parser.parse_args()
    model = load_model(find_model(wish.model))
    seeds = list(readable(find_midi_files(wish.folders)))
    rng = np.random.default_rng(wish.random_seed)
    kept, broken, seconds = Counter[str](), Counter[str](), []
    for number in range(wish.count):
        name, piece, part = seeds[number % len(seeds)]
        piece, request = drawn_setting(rng, piece, part)
        started = time.perf_counter()
        try:
            continuation = continue_piece(model, piece, part, request)
        except RequestError as error:
            kept["refused with a reason"] += 1
            print(f"{name}: {error}", file=sys.stderr)
            continue
        seconds.append(time.perf_counter() - started)
        for promise, holds in promises(continuation).items():
            (kept if holds else broken)[promise] += 1
            if not holds:
                print(f"{name}: not {promise}: {request}", file=sys.stderr)
    print_table(wish.count, len(seeds), kept, broken, seconds, model)
    sys.exit(bool(broken))


def readable(paths: list[Path]) -> Iterator[tuple[str, Piece, int]]:
    """The pieces that hold a melody, each with the part to continue."""
    for path in paths:
        try:
            piece = with_whole_pickup(read_midi(path))
            yield path.name, piece, melody_part(piece, path.name)
        except MelodyRnnError as error:
            print(f"{path.name} left out: {error}", file=sys.stderr)


def drawn_setting(rng: np.random.Generator, piece: Piece, part: int) -> tuple[Piece, TakeRequest]:
    """A seed and a request, drawn."""
    notes = piece.parts[part].notes
    if rng.random() < 0.5:
        length = int(rng.integers(1, len(notes) + 1))
        notes = NoteSequence.from_array(notes.array[:length])
    parts = list(piece.parts)
    parts[part] = replace(parts[part], notes=notes)
    piece = piece.with_parts(*parts)
    if rng.random() < 0.3:
        meter = Meter.parse(str(rng.choice(METERS)))
        piece = replace(piece, meters=MeterMap([MeterChange(0, meter)]))
    lowest = int(rng.integers(36, 72))
    is_bounded = rng.random() < 0.5
    return piece, TakeRequest(
        bars=int(rng.integers(1, 17)),
        takes=1,
        pitch_temperature=float(rng.uniform(0, 1.5)),
        rhythm_temperature=float(rng.uniform(0, 1.5)),
        top_p=float(rng.choice([0.8, 0.9, 1.0])),
        key_rule=KEY_RULES[int(rng.integers(len(KEY_RULES)))],
        lowest=lowest if is_bounded else 0,
        highest=lowest + int(rng.integers(7, 25)) if is_bounded else 127,
        random_seed=int(rng.integers(1000)),
    )


def promises(continuation: Continuation) -> dict[str, bool]:
    """What was promised about the one take, and whether it was kept."""
    seed, request, part = continuation.seed, continuation.request, continuation.part
    new = continuation.takes[0].notes
    if not len(new):
        return {"not empty": False}
    whole = continuation.whole(continuation.takes[0])
    length = continuation.length(new_only=False)
    kept = without_collisions(whole.parts[part].notes)
    runs = max(len(list(run)) for _, run in groupby(new.pitch.tolist()))
    in_key = np.isin(new.pitch % 12, list(seed.key.pitch_classes)) if seed.key else np.array([])
    read, ends = read_back(whole, length)
    expected = sorted(
        (n.onset, n.end, n.pitch, n.velocity)
        for p in whole.parts
        for n in without_collisions(p.notes)
    )
    last_bar = int(seed.meters.locate(seed.end - 1).bar_start)
    found = {
        "not empty": True,
        "not stuck on one note": runs <= MAX_SAME_PITCH,
        "as long as asked": seed.start <= new.start and last_bar < new.end <= seed.end,
        "file ends on the bar line": ends == {length},
        "seed untouched": set(seed.notes) <= set(kept) and len(kept) == len(seed.notes) + len(new),
        "in range": request.lowest <= new.pitch.min() and new.pitch.max() <= request.highest,
    }
    if request.key_rule == "only":
        found["in key where asked"] = bool(in_key.all())
    return found | {f"{name} reads the same": heard == expected for name, heard in read.items()}


def read_back(piece: Piece, length: int) -> tuple[dict[str, Heard], set[int]]:
    """The notes as three readers hear the written file, and where its tracks end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take.mid"
        write_midi(piece, path, length=length)
        data = path.read_bytes()
    file = mido.MidiFile(file=io.BytesIO(data))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pretty = pretty_midi.PrettyMIDI(io.BytesIO(data))
    heard = {
        "mido": sorted(note for track in file.tracks for note in notes_of(track)),
        "pretty_midi": sorted(
            (pretty.time_to_tick(n.start), pretty.time_to_tick(n.end), n.pitch, n.velocity)
            for instrument in pretty.instruments
            for n in instrument.notes
        ),
        "symusic": sorted(
            (n.start, n.end, n.pitch, n.velocity)
            for track in ScoreTick.from_midi(data).tracks
            for n in track.notes
        ),
    }
    return heard, {sum(message.time for message in track) for track in file.tracks}


def notes_of(track: mido.MidiTrack) -> Iterator[tuple[int, int, int, int]]:
    """The notes of a track, a release belonging to the last strike of its key."""
    now, held = 0, dict[int, tuple[int, int]]()
    for message in track:
        now += message.time
        if message.type == "note_on" and message.velocity:
            held[message.note] = (now, message.velocity)
        elif message.type in ("note_on", "note_off") and message.note in held:
            onset, velocity = held.pop(message.note)
            yield onset, now, message.note, velocity


def print_table(
    count: int,
    seeds: int,
    kept: Counter[str],
    broken: Counter[str],
    seconds: list[float],
    model: Model,
) -> None:
    """One line a promise."""
    print(f"{count} continuations of {seeds} melodies by {model.card.name} ({model.identity})")
    for promise in kept | broken:
        print(f"  {promise:28s} {kept[promise]:5d} kept  {broken[promise]:3d} broken")
    print(f"  seconds each: median {np.median(seconds):.3f}, longest {max(seconds):.3f}")


if __name__ == "__main__":
    main()
