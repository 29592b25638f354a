"""Where a training stands, and what is decided there before each of its steps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, get_args

from melodyrnn.training.control import Wish
from melodyrnn.training.distributed import Group

_WISHES: tuple[Wish, ...] = get_args(Wish)


@dataclass(frozen=True, slots=True)
class Decision:
    """What comes next; taken once before each step by one process, for all that learn together.

    wish: what the user wants. share: of the budget used. is_over: it is used up, or nothing
    gets better any more. is_check_due, is_news_due: the score, or how far it is, is to be told.
    """

    wish: Wish
    share: float
    is_over: bool
    is_check_due: bool
    is_news_due: bool

    def agreed(self, group: Group) -> Decision:
        """The decision of the process that leads."""
        told = group.broadcast(
            _WISHES.index(self.wish), self.share, self.is_over, self.is_check_due, self.is_news_due
        )
        return Decision(_WISHES[int(told[0])], told[1], *map(bool, told[2:]))


@dataclass(frozen=True, slots=True)
class Position:
    """Where a training stands: all that is neither weights nor random numbers.

    index: batches of this epoch's order that are learned from. best: the score of the model
    that is kept; lowest: the lowest score of a check. at, share: when it was last checked.
    """

    seconds: float = 0.0
    pieces: int = 0
    index: int = 0
    best: float = math.inf
    lowest: float = math.inf
    checks: int = 0
    checks_since_best: int = 0
    checked_at: int = 0
    checked_share: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """As plain numbers; a score that is not known yet as None."""
        return {n: None if v == math.inf else v for n, v in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Position:
        """From what `to_json` gave; raises TypeError if the data does not have that form."""
        values: dict[str, Any] = {n: math.inf if v is None else v for n, v in data.items()}
        return cls(**values)
