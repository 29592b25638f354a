"""The shape of a network, as data. Free of PyTorch: the engine reads it too."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args

from melodyrnn.encoding.around import AROUND
from melodyrnn.encoding.echoes import ECHOES
from melodyrnn.encoding.spec import FIELDS, MAX_STYLES, POSITIONS

Core = Literal["lstm", "gru", "rnn", "transformer"]
CORES: tuple[Core, ...] = get_args(Core)

Size = Literal["small", "base", "large"]


_SHIFT, _PITCH, _DURATION = (
    ("shift", FIELDS[0].size),
    ("pitch", FIELDS[1].size),
    ("duration", FIELDS[2].size),
)
_PLACE = (("in_bar", POSITIONS), ("in_beat", POSITIONS))

CONDITIONS: dict[str, tuple[tuple[str, int], ...]] = {
    "shift": (),
    "pitch": (_SHIFT, *_PLACE),
    "duration": (_PITCH, _SHIFT, *_PLACE),
    "velocity": (_DURATION, _PITCH, *_PLACE),
}
"""What each head is told beyond the state: earlier fields of the same note, and its place."""

HINTED = ("shift", "duration")
"""The heads that are told which classes are foretold (`melodyrnn.encoding.echoes`)."""

INTERVALS = 2 * 48 + 1
"""Intervals the pitch head knows by name: four octaves either way, wider ones share the ends."""

CONTEXT = 1024
"""Notes a transformer looks back over, unless told otherwise."""

WIDENING = 4
"""Hidden units of the small network in each layer of a transformer, in units of the layer."""

LONGEST_TURN = 10_000.0
"""Queries and keys are turned by place, each pair of units slower, the last this much slower."""

_HEAD_UNITS = 32
_FEWEST_HEADS = 2

UNSET_PITCH = 60
"""Where nothing has been played, intervals count from middle C."""


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """Shape of a network.

    Raises:
        ValueError: a number outside its range; the message names it.
    """

    core: Core = "lstm"
    """The recurrent cell, or the transformer that recurrent cells are measured by."""
    layers: int = 2
    """Layers of the core, 1-8."""
    hidden: int = 256
    """Units of each of these layers, 4-4096."""
    embedding: int = 192
    """Width of what is read about a note, 4-4096."""
    head: int = 192
    """Hidden units of each field's output head, 4-4096."""
    memory_heads: int = 4
    """Attention heads of the in-piece memory, 0-16; 0 = no memory."""
    memory_width: int = 48
    """Width of each memory head, 1-512."""
    dropout: float = 0.25
    """Share of units silenced while training, 0-0.9."""
    styles: tuple[str, ...] = ()
    """Names of the collections the network can tell apart, at most 16."""
    around: bool = True
    """Whether pitches are weighed by the leaps from all that sounds around (`encoding.around`)."""
    echoes: bool = True
    """Whether it is told what the piece so far foretells (`encoding.echoes`); needs `around`."""
    context: int = CONTEXT
    """Notes that a transformer looks at, the last one included, 1-65536; others have no limit."""

    def __post_init__(self) -> None:
        if self.core not in CORES:
            raise ValueError(f"core must be one of {', '.join(CORES)}")
        ranges = {
            "layers": (1, 8),
            "hidden": (4, 4096),
            "embedding": (4, 4096),
            "head": (4, 4096),
            "memory_heads": (0, 16),
            "memory_width": (1, 512),
            "dropout": (0, 0.9),
            "context": (1, 65536),
        }
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must lie within {low}-{high}")
        if self.echoes and not self.around:
            raise ValueError("echoes need around")
        if len(self.styles) > MAX_STYLES:
            raise ValueError(f"a model can tell at most {MAX_STYLES} styles apart")

    @property
    def leap_kinds(self) -> int:
        """Kinds of pitches around a note that leaps are weighed from."""
        return self.around * len(AROUND) + self.echoes * len(ECHOES)

    @property
    def attention_heads(self) -> int:
        """Attention heads of each layer of a transformer: one for 32 units, two at least."""
        return max(_FEWEST_HEADS, self.hidden // _HEAD_UNITS)

    @property
    def attention_width(self) -> int:
        """Width of each of these heads: even, and all together at least as wide as the layer."""
        return 2 * -(-self.hidden // (2 * self.attention_heads))

    def to_json(self) -> dict[str, Any]:
        """As plain numbers and texts."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ModelConfig:
        """From what `to_json` gave, today or before there was a `context`.

        Raises:
            KeyError, TypeError, ValueError: the data does not have that form.
        """
        data = {"context": CONTEXT, "around": False, "echoes": False} | data
        values = {f.name: data[f.name] for f in fields(cls)}
        kinds: dict[str, tuple[type, ...]] = {
            "core": (str,),
            "dropout": (int, float),
            "around": (bool,),
            "echoes": (bool,),
            "styles": (list, tuple),
        }
        for name, value in values.items():
            wanted = kinds.get(name, (int,))
            if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
                raise TypeError(f"{name} has the wrong type")
        values["styles"] = tuple(str(s) for s in values["styles"])
        return cls(**values)


SIZES: dict[Size, ModelConfig] = {
    "small": ModelConfig(layers=1, hidden=192, embedding=128, head=128),
    "base": ModelConfig(layers=2, hidden=256, embedding=192, head=192),
    "large": ModelConfig(layers=2, hidden=512, embedding=256, head=256),
}
"""What `--size` means. Large is 2 x 512, the shape the speed figures are quoted for."""

_TRANSFORMERS: dict[Size, tuple[int, int]] = {
    "small": (2, 128),
    "base": (2, 224),
    "large": (2, 416),
}
"""Layers and units: with them a network has 8 to 10 % more weights than with an LSTM."""


def sized(size: Size, core: Core = "lstm", styles: tuple[str, ...] = ()) -> ModelConfig:
    """The configuration of a named size; for a transformer, with as many weights as an LSTM."""
    config = replace(SIZES[size], core=core, styles=styles)
    if core != "transformer":
        return config
    layers, hidden = _TRANSFORMERS[size]
    return replace(config, layers=layers, hidden=hidden)
