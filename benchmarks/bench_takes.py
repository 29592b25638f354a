"""Takes of eight bars, 8 and 64 at once, against the same takes asked for one by one.

python -m benchmarks.bench_takes [SEED.mid] [--model NAME] [--bars 8]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.timing import alternately, model_at_hand, table
from melodyrnn.checkpoint import Model
from melodyrnn.collection.bars import with_whole_pickup
from melodyrnn.collection.melody import melody_part
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.request import TakeRequest
from melodyrnn.midi.reading import read_midi
from melodyrnn.music.piece import Piece

COUNTS = (8, 64)


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "seed", nargs="?", type=Path, default=Path("midi_data/seeds/ode_to_joy.mid")
    )
    parser.add_argument("--model", help="name or path; otherwise the shipped one")
    parser.add_argument("--bars", type=int, default=8)
    wish = parser.parse_args()
    model = model_at_hand(wish.model)
    piece = with_whole_pickup(read_midi(wish.seed))
    part = melody_part(piece, wish.seed.name)
    rows = [row(model, piece, part, TakeRequest(bars=wish.bars, takes=n)) for n in COUNTS]
    config = model.config
    print(f"takes of {wish.bars} bars from {wish.seed.name}, one thread")
    print(f"model {model.card.name}: {config.core} {config.layers} x {config.hidden}")
    head = ["takes", "new notes", "at once s", "a take ms", "a note ms", "one by one s", "ratio"]
    print(table(head, rows))


def row(model: Model, piece: Piece, part: int, request: TakeRequest) -> list[str]:
    """One line of the table."""

    def at_once() -> Continuation:
        return continue_piece(model, piece, part, request)

    def one_by_one() -> None:
        for number in range(request.takes):
            continue_piece(model, piece, part, request, numbers=range(number, number + 1))

    notes = sum(len(take.notes) for take in at_once().takes)
    sides = {"at once": at_once, "one by one": one_by_one}
    times = alternately(sides, rounds=3 if request.takes <= COUNTS[0] else 1, warm_up=0)
    total, naive = times["at once"].median, times["one by one"].median
    return [
        str(request.takes),
        str(notes),
        f"{total:.2f}",
        f"{total / request.takes * 1e3:.0f}",
        f"{total / max(notes, 1) * 1e3:.2f}",
        f"{naive:.2f}",
        f"{naive / total:.1f}",
    ]


if __name__ == "__main__":
    main()
