"""Where a batch of takes stands: copied to branch, selected to drop, never shared by mistake."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from melodyrnn.engine.around import Around
from melodyrnn.engine.cells import Floats
from melodyrnn.engine.core import CoreState
from melodyrnn.engine.trail import Trail
from melodyrnn.music.notes import IntArray


@dataclass(frozen=True, slots=True)
class Entries:
    """Remembered notes: keys and values (B, H, S, W), and the onsets (B, S) they came after."""

    keys: Floats
    values: Floats
    onset: IntArray

    @property
    def count(self) -> int:
        """S, how many notes are remembered."""
        return int(self.onset.shape[1])

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self.keys.nbytes + self.values.nbytes + self.onset.nbytes


@dataclass(frozen=True, slots=True)
class Recall:
    """The in-piece memory: what all takes share (B = 1), and what each has added since.

    The arrays of `own` hold room for more than the `added` entries in use.
    """

    shared: Entries
    own: Entries
    added: int


@dataclass(frozen=True, slots=True)
class State:
    """A batch of B takes, each having read some notes. Immutable: steps return new ones.

    core: where the core stands. trunk: (B, heads x head), what the heads work on. output:
    (B, hidden), the network's state, which the next entry of the memory is keyed by. onset and
    pitch: (B,), of the note read last, steps and pitch in the frame, pitch -1 for none.
    harmony: (B, HARMONY_SIZE). around and trail: None where the network does not
    look at them.
    """

    core: CoreState
    recall: Recall | None
    trunk: Floats
    output: Floats
    onset: IntArray
    pitch: IntArray
    harmony: NDArray[np.bool_]
    around: Around | None
    trail: Trail | None

    def __len__(self) -> int:
        return len(self.onset)

    @property
    def nbytes(self) -> int:
        """Bytes that all takes together hold, room for notes to come included."""
        recall = self.recall
        remembered = recall.shared.nbytes + recall.own.nbytes if recall else 0
        kept = sum(each.nbytes for each in (self.around, self.trail) if each)
        last = (self.trunk, self.output, self.onset, self.pitch, self.harmony)
        return self.core.nbytes + remembered + kept + sum(a.nbytes for a in last)

    def select(self, index: IntArray) -> State:
        """The takes named by `index`, in that order; naming one twice branches it."""
        recall = self.recall
        if recall is not None:
            own = recall.own
            used = slice(0, recall.added)
            recall = replace(
                recall,
                own=Entries(
                    own.keys[index][:, :, used],
                    own.values[index][:, :, used],
                    own.onset[index, used],
                ),
            )
        return State(
            core=self.core.select(index),
            recall=recall,
            trunk=self.trunk[index],
            output=self.output[index],
            onset=self.onset[index],
            pitch=self.pitch[index],
            harmony=self.harmony[index],
            around=self.around and self.around.select(index),
            trail=self.trail and self.trail.select(index),
        )
