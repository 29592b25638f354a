"""Training steps: forward, loss, backward, clip, AdamW; 32-bit against 16-bit floats.

python -m benchmarks.bench_training [FOLDER...] [--rounds 2] [--threads N]

A batch is 24 stretches of 128 notes of real music, as long as our own batches are.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from benchmarks.timing import alternately, table
from melodyrnn.collection.files import find_midi_files
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.errors import MidiFileError
from melodyrnn.midi.reading import read_midi
from melodyrnn.models.config import CORES, ModelConfig, Size, sized
from melodyrnn.models.network import EventNetwork
from melodyrnn.music.notes import NoteSequence
from melodyrnn.training.batches import Chunk, View, chunks
from melodyrnn.training.learner import has_bf16
from melodyrnn.training.loss import field_nats, note_count
from melodyrnn.training.settings import TrainSettings

ROWS, STEPS = 24, 128
SIZES: tuple[Size, ...] = ("base", "large")
CPU = torch.device("cpu")


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("midi_data")])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threads", type=int, help="otherwise torch's choice")
    wish = parser.parse_args()
    if wish.threads:
        torch.set_num_threads(wish.threads)
    batch = real_batch(wish.folders)
    floats = {"fp32": False} | ({"bf16": True} if has_bf16(CPU) else {})
    rows = []
    for size in SIZES:
        for core in CORES:
            config = sized(size, core)
            sides = {name: trainer(config, batch, half=half) for name, half in floats.items()}
            times = alternately(sides, rounds=wish.rounds)
            rate = {name: ROWS * STEPS / t.best for name, t in times.items()}
            wide, half = rate["fp32"], rate.get("bf16")
            name = f"{core} {config.layers} x {config.hidden}"
            also = [f"{half:.0f}", f"{half / wide:.2f}"] if half else ["", ""]
            rows.append([name, f"{wide:.0f}", *also])
    print(f"training, {torch.get_num_threads()} threads, batches of {ROWS} x {STEPS} events")
    print(table(["", "fp32 events/s", "bf16 events/s", "ratio"], rows))


def real_batch(folders: list[Path]) -> Chunk:
    """Stretches of the files' notes, as the training loop gets them."""
    readings: list[Reading] = []
    for path in find_midi_files(folders):
        try:
            piece = read_midi(path)
        except MidiFileError:
            continue
        parts = [part.notes.array[:STEPS] for part in piece.parts if len(part.notes) >= STEPS]
        readings += [
            read_notes(NoteSequence.from_array(notes), piece.meters, piece.keys) for notes in parts
        ]
        if len(readings) >= ROWS:
            break
    rows = [readings[int(i)] for i in np.arange(ROWS) % len(readings)]
    return next(chunks(rows, [View()] * ROWS, STEPS, CPU))


def trainer(config: ModelConfig, batch: Chunk, *, half: bool) -> Callable[[], object]:
    """One training step of a fresh network on one batch."""
    network = EventNetwork(config).train()
    settings = TrainSettings(epochs=1)
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.learning_rate)

    def run() -> None:
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            logits, _ = network(batch.inputs)
        loss = field_nats(logits, batch).sum() / note_count(batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        torch.nn.utils.clip_grad_norm_(network.parameters(), settings.clip_norm)
        optimizer.step()

    return run


if __name__ == "__main__":
    main()
