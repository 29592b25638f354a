from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from melodyrnn.midi.writing import write_midi
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece

# symusic makes a tempo event of two bytes last as the memory behind it has it.
UNSTEADY = "meta_wrong_len_tempo.mid"
BROKEN = Path(__file__).resolve().parents[2] / "data" / "midi_broken"


def tune(seed: int, length: int = 60) -> NoteSequence:
    """A melody that no other seed gives."""
    rng = np.random.default_rng(seed)
    steps = rng.choice([120, 240, 240, 480], length)
    pitch = np.clip(67 + np.cumsum(rng.integers(-4, 5, length)), 40, 100)
    return NoteSequence.from_columns(np.cumsum(steps) - steps, steps, pitch, 80)


@pytest.fixture
def save_tunes(tmp_path: Path) -> Callable[[int], list[Path]]:
    """Writes so many files with a melody each, and returns their paths in order."""

    def saving(count: int) -> list[Path]:
        folder = tmp_path / "tunes"
        folder.mkdir(exist_ok=True)
        paths = [folder / f"{i:03}.mid" for i in range(count)]
        for i, path in enumerate(paths):
            write_midi(Piece((Part(tune(i), name=f"Tune {i}"),)), path)
        return paths

    return saving
