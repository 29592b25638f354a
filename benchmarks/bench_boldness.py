"""What the four stops of boldness do to takes: how open the choices were, and how surprising.

python -m benchmarks.bench_boldness midi_data/seeds [--model NAME] [--takes 200]

For each stop so many takes of eight bars, spread over the seeds, key rule and top-p as the
window has them. "drawn" is the mean entropy of what each note was drawn from, in nats;
"paid" what the model itself would say a note was worth. Exits with status 1 if either does
not rise from stop to stop.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from benchmarks.timing import model_at_hand, table
from gui.document.settings import STOPS
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.melody import melody_part
from melodyrnn.encoding.reading import read_notes
from melodyrnn.engine.entropy import mean_entropy
from melodyrnn.generation.boldness import Temperatures
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.streaming import stream_takes
from melodyrnn.midi.reading import read_midi
from melodyrnn.music.piece import Piece

BARS = 8


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("midi_data/seeds")])
    parser.add_argument("--model", help="name or path; otherwise the shipped one")
    parser.add_argument("--takes", type=int, default=200)
    wish = parser.parse_args()
    ready = ReadyModel.of(model_at_hand(wish.model))
    pieces = [(read_midi(p), p.name) for p in find_midi_files(wish.folders)]
    seeds = [(piece, melody_part(piece, name)) for piece, name in pieces]
    each = -(-wish.takes // len(seeds))
    scale = Temperatures.of(ready.model.card)
    rows, nats = [], []
    for stop, name in enumerate(STOPS):
        heat = scale.pitch.at(stop), scale.rhythm.at(stop)
        found = np.concatenate([figures(ready, *seed, heat, each) for seed in seeds]).mean(axis=0)
        rows.append([name, *(f"{h:.2f}" for h in heat), *(f"{x:.3f}" for x in found)])
        nats.append(found)
    print(f"{each * len(seeds)} takes of {BARS} bars a stop by {ready.model.card.name}")
    head = ["stop", "pitch T", "rhythm T", "pitch drawn", "rhythm drawn", "paid a note"]
    print(table(head, rows))
    rises = bool((np.diff(nats, axis=0) > 0).all())
    print("rises from stop to stop" if rises else "DOES NOT RISE")
    sys.exit(not rises)


def figures(
    ready: ReadyModel, piece: Piece, part: int, heat: tuple[float, float], count: int
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """For each take: entropy drawn from, of pitch and of rhythm, and nats paid, a note."""
    request = TakeRequest(
        bars=BARS,
        takes=count,
        pitch_temperature=heat[0],
        rhythm_temperature=heat[1],
        key_rule="prefer",
    )
    rows = []
    for found in stream_takes(ready, piece, part, request):
        if found is None:
            continue
        seed, take = found.seed, found.takes[0]
        reading = read_notes(seed.notes.merged(take.notes), seed.meters, seed.keys, 0, seed.frame)
        first = len(reading) - 1 - len(take.notes)
        has_chords = not seed.is_monophonic
        drawn_from = mean_entropy(ready.engine, reading, first, heat, has_chords=has_chords)
        rows.append([*drawn_from, take.nats_per_note])
    return np.array(rows)


if __name__ == "__main__":
    main()
