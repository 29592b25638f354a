"""Recurrent layers in numpy, as fast as the weights can be read.

A product with one row reads each weight once; with many rows it could share the reading,
but the sums would then be rounded differently. Rows are therefore always multiplied one by
one (`rows_times`): a take comes out the same to the bit whether it is drawn alone or among
sixty-four.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from melodyrnn.models.config import ModelConfig

Floats: TypeAlias = NDArray[np.float32]

CellState: TypeAlias = tuple[Floats, ...]
"""State of one layer, each (B, hidden): (h, c) for lstm, (h,) for gru and rnn."""


def rows_times(x: Floats, matrix: Floats) -> Floats:
    """Multiplies x (B, K) by a matrix (K, N), each row on its own: (B, N)."""
    product: Floats = np.matmul(x[:, None, :], matrix)[:, 0]
    return product


class Cell(Protocol):
    """What differs between recurrent layers. inputs: weights (in, gates x hidden)."""

    @property
    def inputs(self) -> Floats:
        """Weights of what comes from below."""

    def start(self) -> CellState:
        """The state before anything was read, B = 1."""

    def advance(self, driven: Floats, state: CellState) -> CellState:
        """The state after reading, given x times `inputs`, (B, gates x hidden).

        The first array of the state is the output.
        """


def step(cell: Cell, x: Floats, state: CellState) -> CellState:
    """Reads x (B, in) from a state."""
    return cell.advance(rows_times(x, cell.inputs), state)


def run(cell: Cell, x: Floats, state: CellState) -> tuple[Floats, CellState]:
    """Reads a sequence x (T, in) from a state of B = 1; outputs (T, hidden)."""
    driven = x @ cell.inputs
    outputs = np.empty((len(x), state[0].shape[1]), dtype=np.float32)
    for t in range(len(x)):
        state = cell.advance(driven[t : t + 1], state)
        outputs[t] = state[0][0]
    return outputs, state


@dataclass(frozen=True, slots=True)
class LstmCell:
    """Gates in the order input, forget, output, candidate.

    The weights of the three sigmoid gates are halved, since sigmoid(z) = (1 + tanh(z / 2)) / 2:
    one tanh then serves all four gates.
    """

    inputs: Floats
    recurrent: Floats
    bias: Floats

    @classmethod
    def build(cls, weights: Mapping[str, Floats], name: str) -> LstmCell:
        """From PyTorch's weights, whose gates are input, forget, candidate, output."""
        size = weights[f"{name}.weight_hh_l0"].shape[1]
        i, f, g, o = (slice(k * size, (k + 1) * size) for k in range(4))

        def arranged(w: Floats) -> Floats:
            return np.concatenate([w[i] / 2, w[f] / 2, w[o] / 2, w[g]])

        bias = weights[f"{name}.bias_ih_l0"] + weights[f"{name}.bias_hh_l0"]
        return cls(
            np.ascontiguousarray(arranged(weights[f"{name}.weight_ih_l0"]).T),
            np.ascontiguousarray(arranged(weights[f"{name}.weight_hh_l0"]).T),
            arranged(bias),
        )

    def start(self) -> CellState:
        """See `Cell`."""
        zeros = np.zeros((1, len(self.recurrent)), dtype=np.float32)
        return zeros, zeros

    def advance(self, driven: Floats, state: CellState) -> CellState:
        """See `Cell`."""
        h, c = state
        z = rows_times(h, self.recurrent)
        z += driven
        z += self.bias
        np.tanh(z, out=z)
        size = h.shape[1]
        gates = z[:, : 3 * size]
        gates *= 0.5
        gates += 0.5
        c = gates[:, size : 2 * size] * c + gates[:, :size] * z[:, 3 * size :]
        return gates[:, 2 * size :] * np.tanh(c), c


@dataclass(frozen=True, slots=True)
class GruCell:
    """Gates in PyTorch's order: reset, update, candidate."""

    inputs: Floats
    recurrent: Floats
    input_bias: Floats
    recurrent_bias: Floats

    @classmethod
    def build(cls, weights: Mapping[str, Floats], name: str) -> GruCell:
        """From PyTorch's weights."""
        return cls(
            np.ascontiguousarray(weights[f"{name}.weight_ih_l0"].T),
            np.ascontiguousarray(weights[f"{name}.weight_hh_l0"].T),
            weights[f"{name}.bias_ih_l0"],
            weights[f"{name}.bias_hh_l0"],
        )

    def start(self) -> CellState:
        """See `Cell`."""
        return (np.zeros((1, len(self.recurrent)), dtype=np.float32),)

    def advance(self, driven: Floats, state: CellState) -> CellState:
        """See `Cell`."""
        (h,) = state
        size = h.shape[1]
        a = driven + self.input_bias
        b = rows_times(h, self.recurrent) + self.recurrent_bias
        gates = 0.5 + 0.5 * np.tanh(0.5 * (a[:, : 2 * size] + b[:, : 2 * size]))
        candidate = np.tanh(a[:, 2 * size :] + gates[:, :size] * b[:, 2 * size :])
        update = gates[:, size:]
        return ((1 - update) * candidate + update * h,)


@dataclass(frozen=True, slots=True)
class TanhCell:
    """The plain recurrent layer."""

    inputs: Floats
    recurrent: Floats
    bias: Floats

    @classmethod
    def build(cls, weights: Mapping[str, Floats], name: str) -> TanhCell:
        """From PyTorch's weights."""
        return cls(
            np.ascontiguousarray(weights[f"{name}.weight_ih_l0"].T),
            np.ascontiguousarray(weights[f"{name}.weight_hh_l0"].T),
            weights[f"{name}.bias_ih_l0"] + weights[f"{name}.bias_hh_l0"],
        )

    def start(self) -> CellState:
        """See `Cell`."""
        return (np.zeros((1, len(self.recurrent)), dtype=np.float32),)

    def advance(self, driven: Floats, state: CellState) -> CellState:
        """See `Cell`."""
        z = rows_times(state[0], self.recurrent)
        z += driven
        z += self.bias
        return (np.tanh(z, out=z),)


def build_cells(config: ModelConfig, weights: Mapping[str, Floats]) -> tuple[Cell, ...]:
    """The layers of a network, from the lowest up."""
    builders: dict[str, Callable[[Mapping[str, Floats], str], Cell]] = {
        "lstm": LstmCell.build,
        "gru": GruCell.build,
        "rnn": TanhCell.build,
    }
    build = builders[config.core]
    return tuple(build(weights, f"core.layers.{i}") for i in range(config.layers))
