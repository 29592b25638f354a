"""Which part of a piece is its melody."""

from __future__ import annotations

from melodyrnn.collection.lines import judge_parts
from melodyrnn.errors import EmptyPieceError, RequestError
from melodyrnn.music.piece import Piece

_RANK = {"melody": 0, "piano": 1, "chords": 2, "bass": 3, "drums": 4, "empty": 5}


def melody_part(piece: Piece, name: str, wanted: int | None = None) -> int:
    """Index of the part to continue: the `wanted` one (from 1), or the likeliest melody.

    Melody lines go before piano and chords; among them the highest on average.

    Raises:
        EmptyPieceError: there is no note, or none in the part wanted.
        RequestError: there is no such part, or it is drums.
    """
    judged = judge_parts(piece)
    if wanted is not None:
        if wanted > len(judged):
            parts = "1 part" if len(judged) == 1 else f"{len(judged)} parts"
            raise RequestError(f"{name} has {parts}; there is no part {wanted}.")
        if judged[wanted - 1].kind == "drums":
            raise RequestError(f"Part {wanted} of {name} is drums; choose a part with pitches.")
        if not len(piece.parts[wanted - 1].notes):
            raise EmptyPieceError(f"Part {wanted} of {name} has no notes; choose another one.")
        return wanted - 1
    order = sorted(
        range(len(judged)),
        key=lambda i: (
            _RANK[judged[i].kind],
            -float(judged[i].part.notes.pitch.mean()) if len(judged[i].part.notes) else 0.0,
        ),
    )
    if not order or not len(piece.parts[order[0]].notes):
        raise EmptyPieceError(f"{name} has no notes to continue; choose a file with a melody.")
    if judged[order[0]].kind == "drums":
        raise EmptyPieceError(f"{name} has drums only; choose a file with a melody.")
    return order[0]
