"""What a transformer keeps of the notes it has read."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from melodyrnn.engine.cells import Floats
from melodyrnn.music.notes import IntArray

_ROOM = 64
"""Notes are added in place as long as there is room; then it grows by half."""


@dataclass(frozen=True, slots=True)
class Past:
    """Keys and values of the notes that may still be looked at, keys already turned.

    shared: (1, layers, 2, heads, S, width), what all takes have in common: keys, then
    values. own: (B, layers, 2, heads, room, width), what each take has read since; of its
    room the first `added` notes are in use. read: notes each take has read altogether.
    """

    shared: Floats
    own: Floats
    added: int
    read: int

    @property
    def nbytes(self) -> int:
        """Bytes held, room for notes to come included."""
        return self.shared.nbytes + self.own.nbytes

    def select(self, index: IntArray) -> Past:
        """The takes named by `index`, in that order; naming one twice branches it."""
        return replace(self, own=self.own[index][..., : self.added, :])

    def with_room(self, context: int) -> Past:
        """With room for one note more, without notes out of sight of it.

        Whoever looks over `context` notes, itself one of them, sees `context - 1` before it.
        """
        if self.own.shape[-2] > self.added:
            return self
        kept = min(self.added, context - 1)
        shared = self.shared if kept + 1 < context else self.shared[..., :0, :].copy()
        shape = (*self.own.shape[:-2], max(_ROOM, kept // 2), self.own.shape[-1])
        used = self.own[..., self.added - kept : self.added, :]
        own = np.concatenate([used, np.empty(shape, dtype=np.float32)], axis=-2)
        return Past(shared, own, kept, self.read)

    def in_sight(self, context: int) -> tuple[Floats, Floats]:
        """The parts of `shared` and `own` that the note added last looks at."""
        hidden = max(0, self.shared.shape[-2] + self.added - context)
        from_own = max(0, hidden - self.shared.shape[-2])
        return self.shared[..., hidden:, :], self.own[..., from_own : self.added, :]


def nothing_read(layers: int, heads: int, width: int) -> Past:
    """One take that has read nothing."""
    empty = np.zeros((1, layers, 2, heads, 0, width), dtype=np.float32)
    return Past(empty, empty, 0, 0)
